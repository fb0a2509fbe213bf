import type { Core } from '../core.ts';
import type { Plan } from '../limits/plans.ts';
import type { Workspace } from './workspace.ts';

export interface WorkspaceUsage {
  readonly plan: Plan;
  readonly codes: number;
  /** Scans of the running UTC month, those of codes deleted since included. */
  readonly scansThisMonth: number;
  readonly seats: number;
}

export async function getUsage(core: Core, workspace: Workspace): Promise<WorkspaceUsage> {
  const { codes, workspaces } = core.store;
  const month = new Date(core.clock.now()).toISOString().slice(0, 7);
  return {
    plan: core.settings.plans[workspace.plan],
    codes: await codes.countAll(workspace.id),
    scansThisMonth: await workspaces.scansInMonth(workspace.num, month),
    seats: await workspaces.countMembers(workspace.id),
  };
}
