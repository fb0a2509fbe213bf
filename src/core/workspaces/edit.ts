import type { Core } from '../core.ts';
import { parseName } from '../names.ts';
import { type Access, requireOpenWorkspace } from './access.ts';
import type { Workspace } from './workspace.ts';

/** Its slug stays: addresses of the dashboard hold it, and people keep them. */
export async function renameWorkspace(core: Core, access: Access, name: string): Promise<Workspace> {
  const after = { name: parseName(name) };
  return core.store.transact(async (tx) => {
    const current = await requireOpenWorkspace(tx, access, 'workspace:edit');
    if (current.name === after.name) return current;
    await tx.workspaces.rename(current.id, after.name);
    const object = { object: 'workspace', objectId: current.id, workspaceId: current.id } as const;
    const before = { name: current.name };
    await tx.changes.append({ ...object, actor: access.actor, before, after, at: core.clock.now() });
    return { ...current, ...after };
  });
}
