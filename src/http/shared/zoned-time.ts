import { zoneOf } from '../../core/stats/zone-offsets.ts';

const minuteMs = 60_000;
/** The years that RFC 3339 can write: 0 to 9999. */
const firstMs = new Date(0).setUTCFullYear(0, 0, 1);
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * RFC 3339 with the offset that the zone has then: `2026-03-29T00:00:00+05:30`, and `Z` without one. Milliseconds are
 * written where there are any. Old local times with seconds in their offset, which it cannot write, are given in UTC.
 */
export function renderZoned(ms: number, zone: string): string {
  const { offsetMs } = zoneOf(zone).spanAt(ms);
  const shownMs = offsetMs % minuteMs === 0 ? offsetMs : 0;
  const localMs = Math.min(Math.max(ms + shownMs, firstMs), lastMs);
  const local = new Date(localMs).toISOString().slice(0, -1).replace('.000', '');
  return local + renderOffset(shownMs / minuteMs);
}

function renderOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  const twoDigits = (count: number) => String(count).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}
