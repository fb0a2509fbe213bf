import type { JsonObject } from '../json.ts';
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
