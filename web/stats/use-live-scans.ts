import { useEffect, useRef, useState } from 'react';
import type { WireCodeSet, WireHitFilters, WireLiveScan } from '../../src/http/dashboard/wire-stats.ts';
import { pathOf } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { addScan, createSeen } from './live-list.ts';
import { readerZone } from './use-statistics.ts';

/** How long until a stream that was refused is asked for again, in ms; one that breaks off comes back by itself. */
const againMs = 5_000;
/** Numbers are asked for anew, and scans announced, at most so often, in ms. */
const tellMs = 3_000;

export interface LiveScans {
  /** The newest first. */
  readonly scans: readonly WireLiveScan[];
  readonly isOpen: boolean;
  /** How many came since last told, to be announced; and the newest of them. */
  readonly told: { readonly count: number; readonly newest: WireLiveScan } | null;
}

/** Which are shown: those of the page's codes that fit its filters. */
export interface LiveWish {
  readonly set: WireCodeSet;
  readonly filters: WireHitFilters;
  /** Whether hits that are no scans are shown too. */
  readonly all: boolean;
}

/** Scans as they are stored. @param onNew told after some of them, so that the numbers follow */
export function useLiveScans({ set, filters, all }: LiveWish, onNew: () => void): LiveScans {
  const workspace = useWorkspace();
  const query = { ...set, ...filters, tz: readerZone(), ...(all && { include: 'all' as const }) };
  const path = pathOf('GET /w/:workspace/scans/stream', { params: { workspace }, query });
  const [scans, setScans] = useState<readonly WireLiveScan[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<LiveScans['told']>(null);
  const tellNew = useRef(onNew);
  tellNew.current = onNew;
  useEffect(() => {
    let count = 0;
    let telling: ReturnType<typeof setTimeout> | undefined;
    const seen = createSeen();
    const note = (scan: WireLiveScan) => {
      if (!seen(scan.id)) return;
      setScans((before) => addScan(before, scan));
      count += 1;
      telling ??= setTimeout(() => {
        setTold({ count, newest: scan });
        tellNew.current();
        count = 0;
        telling = undefined;
      }, tellMs);
    };
    setScans([]);
    const close = listen(path, note, setOpen);
    return () => {
      close();
      clearTimeout(telling);
    };
  }, [path]);
  return { scans, isOpen, told };
}

function listen(
  path: string,
  note: (scan: WireLiveScan) => void,
  setOpen: (open: boolean) => void,
): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(path);
    source.addEventListener('open', () => setOpen(true));
    source.addEventListener('scan', ({ data }) => note(JSON.parse(data) as WireLiveScan));
    source.addEventListener('error', () => {
      setOpen(false);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, againMs);
    });
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
    setOpen(false);
  };
}
