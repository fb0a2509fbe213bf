import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import { operateWorkspace, type WorkspaceOperation } from '../workspaces/create.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Operator } from './operator.ts';
import type { WorkspaceCounts } from './store-port.ts';

export interface CountedWorkspace extends WorkspaceCounts {
  readonly workspace: Workspace;
}

/** Every workspace, the oldest first. */
export async function listInstanceWorkspaces(
  core: Core,
  _operator: Operator,
): Promise<readonly CountedWorkspace[]> {
  const month = new Date(core.clock.now()).toISOString().slice(0, 7);
  const counts = await core.store.instance.countWorkspaces(month);
  const none = { codes: 0, members: 0, scansThisMonth: 0 };
  return (await core.store.workspaces.list()).map((workspace) => ({
    workspace,
    ...(counts.get(workspace.id) ?? none),
  }));
}

/** What is over a smaller plan's limits stays; nothing more can be made. */
export async function editInstanceWorkspace(
  core: Core,
  actor: Operator,
  id: string,
  edit: WorkspaceOperation,
): Promise<void> {
  const workspace = await core.store.workspaces.find(id);
  if (!workspace) throw notFound('Workspace');
  await operateWorkspace(core, actor, workspace.id, edit);
}
