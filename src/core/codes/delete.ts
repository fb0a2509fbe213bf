import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import { snapshot } from './snapshot.ts';

/**
 * Deletes a code for ever. It stops redirecting and its scans stop being readable at once; the rows themselves
 * are erased in the background. The slug is never given out again.
 */
export async function deleteCode(core: Core, access: Access, id: string): Promise<void> {
  await core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const code = await tx.codes.find(access.workspace.id, id);
    if (!code) throw notFound('QR code');
    const at = core.clock.now();
    await tx.codes.bury(id, at);
    await tx.scans.requestErasure(code.num, at);
    const object = { object: 'code', objectId: id, workspaceId: access.workspace.id } as const;
    await tx.changes.append({ ...object, actor: access.actor, before: snapshot(code), after: null, at });
  });
}
