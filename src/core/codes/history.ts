import type { Change } from '../changes/change.ts';
import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import { getCode } from './list.ts';

export interface HistoryPage {
  readonly changes: readonly Change[];
  /** Continue with `beforeSeq`; undefined at the beginning of the code, or of what is kept. */
  readonly next: number | undefined;
}

const changesAPage = 50;

/** What was done to a code, the newest first. */
export async function listHistory(
  core: Core,
  access: Access,
  id: string,
  beforeSeq?: number,
): Promise<HistoryPage> {
  const code = await getCode(core, access, id);
  const filter = { object: 'code', objectId: code.id, beforeSeq } as const;
  const found = await core.store.changes.listOfWorkspace(access.workspace.id, filter, changesAPage + 1);
  const changes = found.slice(0, changesAPage);
  return { changes, next: found.length > changesAPage ? changes.at(-1)?.seq : undefined };
}
