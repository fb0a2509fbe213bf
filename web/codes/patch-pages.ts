import type { WireCode, WireCodeFilter } from '../../src/http/dashboard/wire-codes.ts';
import { applyAction, applyEdit } from './apply-change.ts';
import type { CodeChange } from './code-changes.ts';
import type { Pages } from './codes-query.ts';

/**
 * A list with a change in it that it did not know of. The trash and the list show what the other does not.
 * @param filter what the list was asked for; undefined: not known
 */
export function patchPages(
  pages: Pages,
  change: CodeChange,
  filter: WireCodeFilter | undefined,
  nowMs: number,
): Pages {
  const isMeant = meantBy(change, filter);
  const loaded = pages.pages.reduce((sum, { codes }) => sum + codes.length, 0);
  let gone = 0;
  const patched = pages.pages.map((page) => {
    if (!page.codes.some(isMeant)) return page;
    const codes = page.codes.flatMap((code) => {
      const next = isMeant(code) ? changed(code, change, nowMs) : code;
      const stays = next !== null && (next.trashedAt === null) === (code.trashedAt === null);
      if (!stays) gone += 1;
      return stays ? [next] : [];
    });
    return { ...page, codes };
  });
  // Where all that it finds goes, what is not loaded yet goes as well.
  const isEmptied = gone === loaded && !('edit' in change) && change.target.ids === undefined;
  const totalOf = (before: number) => (isEmptied ? 0 : Math.max(0, before - gone));
  return { ...pages, pages: patched.map((page) => ({ ...page, total: totalOf(page.total) })) };
}

function changed(code: WireCode, change: CodeChange, nowMs: number): WireCode | null {
  return 'edit' in change ? applyEdit(code, change.edit, nowMs) : applyAction(code, change.action, nowMs);
}

function meantBy(change: CodeChange, filter: WireCodeFilter | undefined): (code: WireCode) => boolean {
  if ('edit' in change) return ({ id }) => id === change.code;
  const { target } = change;
  if (target.ids === undefined) {
    // All that one list finds: which of them another one finds, the server knows.
    const isThis = JSON.stringify(target.filter) === JSON.stringify(filter);
    return () => isThis;
  }
  const ids = new Set(target.ids);
  return ({ id }) => ids.has(id);
}
