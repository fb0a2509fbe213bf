/** As many as an address holds without becoming a wall of letters. */
const idsInAddress = 50;
const key = 'quietzone-print';

interface Kept {
  readonly mark: string;
  readonly ids: readonly string[];
}

/**
 * How an address names codes that were chosen: few by their ids; many by a mark, with the ids kept in this tab, where the
 * choice before them is forgotten.
 */
export function searchOfIds(ids: readonly string[]): Readonly<Record<string, string>> {
  if (ids.length <= idsInAddress) return { ids: ids.join(',') };
  const kept: Kept = { mark: Date.now().toString(36), ids };
  sessionStorage.setItem(key, JSON.stringify(kept));
  return { kept: kept.mark };
}

/** Undefined where none are named; null where those that were kept are no longer. */
export function idsOfSearch(search: Readonly<Record<string, unknown>>): readonly string[] | null | undefined {
  if (search.kept !== undefined) return findKept(String(search.kept));
  const ids = String(search.ids ?? '')
    .split(',')
    .filter((id) => id !== '');
  return ids.length === 0 ? undefined : ids;
}

function findKept(mark: string): readonly string[] | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null;
    return kept?.mark === mark ? kept.ids : null;
  } catch {
    return null;
  }
}
