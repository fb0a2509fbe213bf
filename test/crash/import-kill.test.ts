import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Access } from '../../src/core/workspaces/access.ts';
import { changesOf, makeAccess, makeCode, openTestCore } from '../support/store.ts';

const script = fileURLToPath(new URL('./import-until-killed.ts', import.meta.url));

async function importInProcess(file: string, access: Access, killAfter: number) {
  const args = [script, file, JSON.stringify(access), String(killAfter)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code, signal] = await once(child, 'close');
  return signal ?? code;
}

test('an import whose process is killed in the middle, or just before its commit, leaves nothing behind', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core, 'Bakery', 'business');
  const file = join(core.dir, 'quietzone.db');
  const before = await changesOf(core.store);
  for (const killAfter of [50, 1_000, 2_000]) {
    expect(await importInProcess(file, access, killAfter)).toBe('SIGKILL');
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
    expect(await changesOf(core.store)).toEqual(before);
  }
  await makeCode(core, access);
  expect(await importInProcess(file, access, Number.POSITIVE_INFINITY)).toBe(0);
  expect(await core.store.codes.countAll(access.workspace.id)).toBe(2_001);
});
