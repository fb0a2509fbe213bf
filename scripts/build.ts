/**
 * Builds `dist/`: JavaScript from `src/`, the dashboard from `web/`, and the script of the API reference page.
 * `node scripts/build.ts` builds always, `--if-stale` only when something that goes in is newer than the last build.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build as buildWeb } from 'vite';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
/** Written last, so that a build that was broken off is stale. */
const stamp = join(dist, '.built');
const inputs = [
  'src',
  'web',
  'scripts/build.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

if (!process.argv.includes('--if-stale') || isStale()) await build();

function isStale(): boolean {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return inputs.some((input) => newestIn(join(root, input)) > builtAt);
}

/** Folders count too: their time tells of files that were deleted. */
function newestIn(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

async function build(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
  mkdirSync(join(dist, 'assets'), { recursive: true });
  const reference = 'node_modules/@scalar/api-reference/dist/browser/standalone.js';
  copyFileSync(join(root, reference), join(dist, 'assets/scalar.js'));
  await buildWeb({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
  packAssets(join(dist, 'web/assets'));
  writeFileSync(stamp, '');
}

/** A smaller copy beside each text file, so that the server packs nothing while somebody waits. */
function packAssets(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one))) {
    const path = join(folder, name);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
}
