import { useQuery } from '@tanstack/react-query';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { type ApiDocument, callsOf, type KnownCall, qrTrackCalls } from './ready-calls.ts';

/** The calls of a dialect; those of `/api/v1` from the document that this server hands out. */
export function useKnownCalls(dialect: WireKey['dialect']): readonly KnownCall[] {
  const document = useQuery({
    queryKey: ['/openapi.json'],
    enabled: dialect === 'qra',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await fetch('/openapi.json', { signal });
      if (!response.ok) throw new Error(`${response.status}`);
      return callsOf((await response.json()) as ApiDocument);
    },
  });
  return dialect === 'qra' ? (document.data ?? []) : qrTrackCalls;
}
