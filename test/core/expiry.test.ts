import { expect, test } from 'vitest';
import { undo } from '../../src/core/codes/undo.ts';
import { updateWeighedCode } from '../../src/core/codes/update.ts';
import { createKey } from '../../src/core/keys/create.ts';
import { makeKey } from '../../src/core/keys/manage.ts';
import { makeAccess, makeCode, openTestCore, operator } from '../support/store.ts';

const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const outOfRange = [latest + 1, 9e15, -1, 1.5, Number.NaN];

test('nothing ends at a time that no list could show again', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const code = await makeCode(core, access, { expiresAt: latest });
  const wanted = { dialect: 'qra', name: 'Till', readOnly: false } as const;
  const { id: workspaceId } = access.workspace;
  for (const expiresAt of outOfRange) {
    const tries = [
      makeCode(core, access, { expiresAt }),
      updateWeighedCode(core, access, code.id, { expiresAt }),
      makeKey(core, access, { ...wanted, expiresAt }),
      createKey(core, operator, { ...wanted, workspaceId, userId: null, expiresAt }),
    ];
    for (const one of tries)
      await expect(one, String(expiresAt)).rejects.toMatchObject({ code: 'validation_error' });
  }
  expect(await core.store.codes.countAll(workspaceId)).toBe(1);
  expect((await makeKey(core, access, { ...wanted, expiresAt: latest })).key.expiresAt).toBe(latest);
});

test('an undo brings no such time back', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const code = await makeCode(core, access, { expiresAt: latest });
  const { seq } = await updateWeighedCode(core, access, code.id, { expiresAt: null });
  // As a version without the rule has left it in the log.
  const changes = { ...core.store.changes };
  const transact: typeof core.store.transact = (work) =>
    core.store.transact((tx) =>
      work({
        ...tx,
        changes: {
          ...tx.changes,
          findMany: async (workspaceId, seqs) =>
            (await tx.changes.findMany(workspaceId, seqs)).map((change) => ({
              ...change,
              before: { ...change.before, expires_at: 9e15 },
            })),
        },
      }),
    );
  const old = { ...core, store: { ...core.store, changes, transact } };
  await expect(undo(old, access, [seq!])).rejects.toMatchObject({ code: 'validation_error' });
});
