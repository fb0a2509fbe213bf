import { currentTargetOf, resolveContent } from '../content/registry.ts';
import type { ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { invalid, notFound } from '../errors.ts';
import type { JsonValue } from '../json.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import { type Code, type CodeStatus, statusAt } from './code.ts';
import { snapshot } from './snapshot.ts';

/** Absent and undefined mean "leave"; null means "take away" where that is possible. */
export interface CodeEdit {
  readonly name?: string | undefined;
  readonly destination?: unknown;
  readonly content?: unknown;
  readonly status?: CodeStatus | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly expiresAt?: number | null | undefined;
}

/** Changes a code; `updatedAt` moves, and the log of changes grows, only when something really differs. */
export async function updateCode(core: Core, access: Access, id: string, edit: CodeEdit): Promise<Code> {
  if (Object.values(edit).every((value) => value === undefined)) {
    throw invalid(
      '',
      'Nothing to change: send at least one of name, destination, content, status, tags, expires_at.',
    );
  }
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const current = await tx.codes.find(access.workspace.id, id);
    if (!current) throw notFound('QR code');
    const edited = applyEdit(core, current, edit);
    if (sameJson(snapshot(current), snapshot(edited))) return current;
    const at = core.clock.now();
    const code = { ...edited, updatedAt: Math.max(at, current.updatedAt + 1) };
    await tx.codes.update(code);
    await tx.changes.append({
      object: 'code',
      objectId: id,
      workspaceId: access.workspace.id,
      actor: access.actor,
      before: snapshot(current),
      after: snapshot(code),
      at,
    });
    return code;
  });
}

function applyEdit(core: Core, code: Code, edit: CodeEdit): Code {
  const { name = code.name, tags = code.tags } = edit;
  // Of a whole object that is sent back, the status it shows is no wish: its date alone may have expired it.
  const isShown = edit.expiresAt !== undefined && edit.status === statusAt(code, core.clock.now());
  const status = isShown ? code.status : (edit.status ?? code.status);
  const expiresAt = expiresAtAfter(code, edit, core.clock.now());
  return { ...code, name, status, tags, expiresAt, ...editContent(core, code, edit) };
}

/** Any status may follow any other: a date that has passed goes where it would hold a new status up. */
function expiresAtAfter(code: Code, edit: CodeEdit, nowMs: number): number | null {
  const { expiresAt = code.expiresAt, status } = edit;
  const isPast = code.expiresAt !== null && code.expiresAt <= nowMs;
  const isHeldUp = isPast && status !== undefined && status !== statusAt(code, nowMs);
  return isHeldUp && expiresAt === code.expiresAt ? null : expiresAt;
}

/**
 * A destination or content that equals the current one is no edit, so that a whole object which was read,
 * edited in one of the two and sent back means just that one.
 */
function editContent(core: Core, code: Code, edit: CodeEdit): ResolvedContent {
  const { destination, href, content } = code;
  const shown = currentTargetOf(code, core.settings.content);
  const isSame = edit.destination === destination || edit.destination === shown;
  const newDestination = isSame ? undefined : edit.destination;
  const newContent = edit.content === undefined || sameJson(edit.content, content) ? undefined : edit.content;
  if (newDestination === undefined && newContent === undefined) return { destination, href, content };
  if (newDestination !== undefined && newContent !== undefined) {
    throw invalid('content', 'destination and content were both changed: send the one that is to count');
  }
  const input = newContent === undefined ? { destination: newDestination } : { content: newContent };
  return resolveContent(code.type, input, core.settings.content);
}

/** Equality of JSON values, whatever the order of keys (a database may not keep it). */
export function sameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left as JsonValue)) === JSON.stringify(sorted(right as JsonValue));
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
