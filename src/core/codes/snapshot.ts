import type { NewChange } from '../changes/change.ts';
import { type JsonObject, sameJson } from '../json.ts';
import type { Access } from '../workspaces/access.ts';
import type { Code } from './code.ts';

/** What the log of changes keeps of a code: all that can change, so that a change can be undone from it. */
export function snapshot(code: Code): JsonObject {
  return {
    slug: code.slug,
    type: code.type,
    name: code.name,
    destination: code.destination,
    content: code.content,
    status: code.status,
    tags: code.tags,
    folder_id: code.folderId,
    design: code.design as JsonObject | null,
    expires_at: code.expiresAt,
    trashed_at: code.trashedAt,
  };
}

/** An edited code as it is saved, changed later than ever before; undefined where nothing really differs. */
export function asSaved(before: Code, edited: Code, at: number): Code | undefined {
  if (sameJson(snapshot(before), snapshot(edited))) return undefined;
  return { ...edited, updatedAt: Math.max(at, before.updatedAt + 1) };
}

/** Before is null where it was made, after where it was deleted for ever. */
type BeforeAndAfter =
  | { readonly before: Code; readonly after: Code | null }
  | { readonly before: null; readonly after: Code };

/** What the log says of it when a workspace's own code is made, changed or deleted; appended in the same transaction. */
export function changeOfCode(
  { workspace, actor }: Pick<Access, 'workspace' | 'actor'>,
  { before, after }: BeforeAndAfter,
  at: number,
): NewChange {
  const object = { object: 'code', objectId: (before ?? after).id, workspaceId: workspace.id } as const;
  return { ...object, actor, before: before && snapshot(before), after: after && snapshot(after), at };
}
