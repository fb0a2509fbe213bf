import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import type { Code } from './code.ts';
import { changeOfCode } from './snapshot.ts';

/**
 * Deletes a code for ever. It stops redirecting and its scans stop being readable at once; the rows themselves
 * are erased in the background. The slug is never given out again.
 */
export async function deleteCode(core: Core, access: Access, id: string): Promise<void> {
  await deleteIn(core, access, id, erase);
}

/** The same, for who is to have had it in the trash before. */
export async function deleteTrashedCode(core: Core, access: Access, id: string): Promise<void> {
  await deleteIn(core, access, id, eraseTrashed);
}

async function deleteIn(core: Core, access: Access, id: string, how: typeof erase): Promise<void> {
  await core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const code = await tx.codes.find(access.workspace.id, id);
    if (!code) throw notFound('QR code');
    await how(core, tx, access, [code]);
  });
}

/** @throws {AppError} in_use for what is not in the trash */
export async function eraseTrashed(
  core: Core,
  tx: StoreWrites,
  access: Access,
  codes: readonly Code[],
): Promise<void> {
  const used = codes.find(({ trashedAt }) => trashedAt === null);
  if (used !== undefined) {
    throw new AppError('in_use', `"${used.name}" is not in the trash. Move it there first, then delete it.`);
  }
  await erase(core, tx, access, codes);
}

async function erase(core: Core, tx: StoreWrites, access: Access, codes: readonly Code[]): Promise<void> {
  const at = core.clock.now();
  await tx.codes.bury(codes, at);
  await tx.changes.appendMany(codes.map((before) => changeOfCode(access, { before, after: null }, at)));
}
