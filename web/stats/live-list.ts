import type { WireLiveScan } from '../../src/http/dashboard/wire-stats.ts';

const shownMax = 50;
/** More than come again after a break: those of ten minutes. */
const seenMax = 20_000;

/** The newest first: after a break, some are told that are older than those that are there. */
export function addScan(scans: readonly WireLiveScan[], scan: WireLiveScan): readonly WireLiveScan[] {
  const place = scans.findIndex(({ at }) => at <= scan.at);
  const next = place < 0 ? [...scans, scan] : scans.toSpliced(place, 0, scan);
  return next.slice(0, shownMax);
}

/** Says whether an id is new, and notes it: a stream that goes on tells some again. */
export function createSeen(): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) return false;
    ids.add(id);
    if (ids.size > seenMax) {
      const [oldest = ''] = ids;
      ids.delete(oldest);
    }
    return true;
  };
}
