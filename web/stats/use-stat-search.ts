import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { WireCodeSet } from '../../src/http/dashboard/wire-stats.ts';
import { readStatSearch, renderStatSearch, type StatSearch } from './stat-search.ts';

export interface StatState {
  readonly search: StatSearch;
  /** A step that leads back, unless it is but another view of the same numbers. */
  change(part: Partial<StatSearch>, isView?: boolean): void;
}

/** What the address says is to be shown. @param fixed of a page that is about one code */
export function useStatSearch(fixed?: WireCodeSet): StatState {
  const query = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const search = useMemo(() => {
    const read = readStatSearch(query);
    return fixed === undefined ? read : { ...read, set: fixed };
  }, [query, fixed]);
  const change = useCallback<StatState['change']>(
    (part, isView = false) => {
      const next = { ...search, ...part, ...(fixed && { set: {} }) };
      void navigate({
        to: '.',
        search: { ...query, ...renderStatSearch(next) },
        replace: isView,
        resetScroll: false,
      } as never);
    },
    [search, query, fixed, navigate],
  );
  return { search, change };
}
