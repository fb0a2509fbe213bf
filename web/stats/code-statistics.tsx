import { useMemo } from 'react';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { StatBoard } from './stat-board.tsx';
import { useStatSearch } from './use-stat-search.ts';

/** The statistics of one code. */
export function CodeStatistics({ code: { id } }: { readonly code: WireCode }) {
  const set = useMemo(() => ({ code: id }), [id]);
  return <StatBoard state={useStatSearch(set)} />;
}
