import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { PlanName } from '../limits/plans.ts';
import { setLocked, setPlan } from '../workspaces/create.ts';
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

export interface InstanceWorkspaceEdit {
  readonly plan?: PlanName | undefined;
  readonly locked?: boolean | undefined;
}

/** What is over a smaller plan's limits stays; nothing more can be made. */
export async function editInstanceWorkspace(
  core: Core,
  actor: Operator,
  id: string,
  { plan, locked }: InstanceWorkspaceEdit,
): Promise<void> {
  const workspace = await core.store.workspaces.find(id);
  if (!workspace) throw notFound('Workspace');
  if (plan !== undefined) await setPlan(core, actor, workspace, plan);
  if (locked !== undefined) await setLocked(core, actor, workspace, locked);
}
