import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { revokeKeyIn } from '../keys/create.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from './access.ts';

/**
 * Deletes a workspace for ever, with everything in it. Printed codes say at once that they are not in use, and keys are
 * dead; single scans are erased in the background. Slugs of codes are never given out again; that of the workspace is.
 * @param confirm the workspace's slug, as its owner typed it
 */
export async function deleteWorkspace(core: Core, access: Access, confirm: string): Promise<void> {
  await core.store.transact(async (tx) => {
    const { id, name, slug, plan } = await requireOpenWorkspace(tx, access, 'workspace:delete');
    if (confirm.trim() !== slug) throw invalid('confirm', `type ${slug} to delete the workspace for ever`);
    const at = core.clock.now();
    await buryCodes(tx, access, at);
    for (const key of await tx.keys.list(id)) await revokeKeyIn(tx, access.actor, key, at);
    await tx.workspaces.bury(id, at);
    const object = { object: 'workspace', objectId: id, workspaceId: id } as const;
    await tx.changes.append({
      ...object,
      actor: access.actor,
      before: { name, slug, plan },
      after: null,
      at,
    });
  });
}

/** The log says which codes went, so that every server takes them out of its memory, and nothing else of them. */
async function buryCodes(tx: StoreWrites, { workspace, actor }: Access, at: number): Promise<void> {
  const codes = await tx.codes.listNames(workspace.id);
  await tx.codes.buryAll(workspace.id, at);
  const gone = { object: 'code', workspaceId: workspace.id, actor, after: null, at } as const;
  await tx.changes.appendMany(codes.map(({ id, slug }) => ({ ...gone, objectId: id, before: { slug } })));
}
