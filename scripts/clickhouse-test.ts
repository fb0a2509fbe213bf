/**
 * Runs the tests of the ClickHouse adapter: `npm run test:clickhouse`. They are not among the others since they need
 * an engine of 550 MB. `chdb` is ClickHouse as a library, so no server and no container is needed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const version = '3.4.0';
const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules', '.cache', 'quietzone-clickhouse');

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  return status === 0;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function install(): void {
  console.log(`Installing chdb ${version} (ClickHouse as a library, 550 MB) into ${folder}, this once.`);
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  if (!run('npm', ['install', '--prefix', folder, ...flags, `chdb@${version}`]))
    fail('chdb could not be installed: without it, which needs the network once, these tests cannot run.');
}

if (process.platform === 'win32') fail('chdb is made for Linux and macOS: run these tests there, or in WSL.');
if (!existsSync(join(folder, 'node_modules', 'chdb', 'package.json'))) install();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--config', 'vitest.clickhouse.config.ts', ...process.argv.slice(2)];
if (!run(process.execPath, args)) process.exit(1);
