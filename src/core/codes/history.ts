import type { Change } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { readPage } from '../page.ts';
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
  const { rows, last } = await readPage(changesAPage, (count) =>
    core.store.changes.listOfWorkspace(access.workspace.id, filter, count),
  );
  return { changes: rows, next: last?.seq };
}
