import type { WireBulkAction, WireCode, WireCodeEdit } from '../../src/http/dashboard/wire-codes.ts';

/**
 * How a code looks after the act, before the server has answered; null where nothing is left of it.
 * What the server alone knows is left to its answer.
 */
export function applyAction(code: WireCode, action: WireBulkAction, nowMs: number): WireCode | null {
  switch (action.do) {
    case 'pause':
      return withStatus(code, 'paused', nowMs);
    case 'activate':
      return withStatus(code, 'active', nowMs);
    case 'tag':
      return { ...code, tags: code.tags.includes(action.tag) ? code.tags : [...code.tags, action.tag] };
    case 'untag':
      return { ...code, tags: code.tags.filter((tag) => tag !== action.tag) };
    case 'move':
      return { ...code, folderId: action.folderId };
    case 'trash':
      return { ...code, trashedAt: code.trashedAt ?? nowMs };
    case 'restore':
      return { ...code, trashedAt: null };
    case 'delete':
      return null;
  }
}

/** As the server does it: a date that has passed goes where it would hold the new status up. */
function withStatus(code: WireCode, status: 'paused' | 'active', nowMs: number): WireCode {
  const expiresAt = isOver(code.expiresAt, nowMs) ? null : code.expiresAt;
  return { ...code, status, expiresAt, updatedAt: nowMs };
}

/** How a code looks with what a form says of it, before the server has answered. */
export function applyEdit(code: WireCode, edit: WireCodeEdit, nowMs: number): WireCode {
  const edited: WireCode = { ...code, ...edit, ...applyTarget(code, edit), updatedAt: nowMs };
  return { ...edited, status: statusOf(code, edited, nowMs) };
}

type Target = Pick<WireCode, 'destination' | 'content'>;

/** A link takes the place of a content; what a content leads to, the server works out. */
export function applyTarget({ destination, content }: Target, edit: WireCodeEdit): Target {
  if (edit.destination !== undefined) return { destination: edit.destination, content: null };
  return { destination, content: edit.content ?? content };
}

/** Of whether its time is over; a code whose time is given back was active most likely. */
function statusOf(before: WireCode, edited: WireCode, nowMs: number): WireCode['status'] {
  if (isOver(edited.expiresAt, nowMs)) return 'expired';
  return isOver(before.expiresAt, nowMs) && edited.status === 'expired' ? 'active' : edited.status;
}

function isOver(expiresAt: number | null, nowMs: number): boolean {
  return expiresAt !== null && expiresAt <= nowMs;
}
