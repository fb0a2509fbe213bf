import type { WireBulkAction, WireCode } from '../../src/http/dashboard/wire-codes.ts';

/**
 * How a code of a list looks after the act, before the server has answered; null where it leaves the list.
 * What the server alone knows, such as what is over by now, is left to its answer.
 */
export function applyAction(code: WireCode, action: WireBulkAction, nowMs: number): WireCode | null {
  switch (action.do) {
    case 'pause':
      return { ...code, status: 'paused', updatedAt: nowMs };
    case 'activate':
      return { ...code, status: 'active', updatedAt: nowMs };
    case 'tag':
      return { ...code, tags: code.tags.includes(action.tag) ? code.tags : [...code.tags, action.tag] };
    case 'untag':
      return { ...code, tags: code.tags.filter((tag) => tag !== action.tag) };
    case 'move':
      return { ...code, folderId: action.folderId };
    // The trash and the list show what the other does not.
    case 'trash':
    case 'restore':
    case 'delete':
      return null;
  }
}
