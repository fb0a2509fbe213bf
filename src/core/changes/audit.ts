import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { readPage } from '../page.ts';
import type { Access } from '../workspaces/access.ts';
import { requirePermission } from '../workspaces/roles.ts';
import { type Change, type ChangedObject, seqMax } from './change.ts';

export interface AuditQuery {
  readonly object?: ChangedObject | undefined;
  /** Id of a user or a key. */
  readonly actor?: string | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  readonly next: string | null;
}

const pageSize = 50;

/** Who did what in a workspace, newest first, as far back as changes are kept. */
export async function listAudit(
  core: Core,
  access: Access,
  { object, actor: actorId, cursor }: AuditQuery,
): Promise<ChangePage> {
  requirePermission(access, 'audit:read');
  const filter = { object, actorId, beforeSeq: cursor === undefined ? undefined : parseCursor(cursor) };
  const { rows, last } = await readPage(pageSize, (count) =>
    core.store.changes.listOfWorkspace(access.workspace.id, filter, count),
  );
  return { changes: rows, next: last ? String(last.seq) : null };
}

function parseCursor(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= seqMax) return Number(text);
  throw invalid('cursor', 'send next of the page before, or leave it out');
}
