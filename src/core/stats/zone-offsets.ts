import { dayMs, quarterMs } from './month.ts';

/** A stretch of time within one UTC year in which the clocks of a zone are not changed. */
export interface ZoneSpan {
  /** UTC ms, inclusive. */
  readonly fromMs: number;
  /** UTC ms, exclusive. */
  readonly toMs: number;
  /** Local time minus UTC. */
  readonly offsetMs: number;
}

/** The clock of an IANA time zone, as far as this system's tables know it. */
export interface Zone {
  spanAt(ms: number): ZoneSpan;
}

/** Before and behind these years (UTC) a zone keeps the clock it has at their ends. */
const firstYear = 1800;
const lastYear = 2200;
const fromMs = Date.UTC(firstYear, 0, 1);
const toMs = Date.UTC(lastYear + 1, 0, 1);

// Names are matched without regard to case, so that there can be more of them than zones.
const zonesMax = 200;
const zones = new Map<string, Zone>();

/** @throws RangeError where the system does not know the zone */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = createZone(name);
  if (zones.size >= zonesMax) zones.clear();
  zones.set(name, zone);
  return zone;
}

function createZone(name: string): Zone {
  const offsetAt = offsetReader(name);
  const years = new Map<number, readonly ZoneSpan[]>();
  let last: ZoneSpan = { fromMs: 0, toMs: 0, offsetMs: 0 };
  const spansOf = (year: number) => {
    const spans = years.get(year) ?? findSpans(offsetAt, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
    years.set(year, spans);
    return spans;
  };
  const find = (ms: number): ZoneSpan => {
    if (ms < fromMs) return { fromMs: -Infinity, toMs: fromMs, offsetMs: offsetAt(fromMs) };
    if (ms >= toMs) return { fromMs: toMs, toMs: Infinity, offsetMs: offsetAt(toMs - 1) };
    const spans = spansOf(new Date(ms).getUTCFullYear());
    return spans.find((span) => ms < span.toMs) ?? last;
  };
  return {
    spanAt(ms) {
      // Callers mostly ask for times near each other.
      if (ms < last.fromMs || ms >= last.toMs) last = find(ms);
      return last;
    },
  };
}

/** Looks once a day: no zone has changed its clocks twice within a day. */
function findSpans(offsetAt: (ms: number) => number, startMs: number, endMs: number): readonly ZoneSpan[] {
  const spans: ZoneSpan[] = [];
  let spanMs = startMs;
  let offsetMs = offsetAt(startMs);
  for (let lookedMs = startMs; lookedMs < endMs; ) {
    const nextMs = Math.min(lookedMs + dayMs, endMs - 1);
    if (offsetAt(nextMs) !== offsetMs) {
      const changeMs = findChange(offsetAt, lookedMs, nextMs);
      spans.push({ fromMs: spanMs, toMs: changeMs, offsetMs });
      spanMs = changeMs;
      offsetMs = offsetAt(changeMs);
    }
    lookedMs = nextMs === endMs - 1 ? endMs : nextMs;
  }
  spans.push({ fromMs: spanMs, toMs: endMs, offsetMs });
  return spans;
}

/** The first millisecond with another offset than `lowMs`, in (lowMs, highMs]. */
function findChange(offsetAt: (ms: number) => number, lowMs: number, highMs: number): number {
  const before = offsetAt(lowMs);
  let low = lowMs;
  let high = highMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offsetReader(name: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    // Month, day, year, hour, minute and second, in the order of en-US.
    const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = format
      .format(ms)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
  };
}

/** The spans that the range is in, in order. */
export function* spansIn(zone: Zone, sinceMs: number, untilMs: number): Generator<ZoneSpan> {
  for (let ms = sinceMs; ms < untilMs; ) {
    const span = zone.spanAt(ms);
    yield span;
    ms = span.toMs;
  }
}

/** Whether the zone's clock is a whole number of quarter-hours from UTC, and changed on one, all of this time. */
export function isQuarterly(zone: Zone, sinceMs: number, untilMs: number): boolean {
  for (const { fromMs: startMs, offsetMs } of spansIn(zone, sinceMs, untilMs)) {
    if (offsetMs % quarterMs !== 0) return false;
    if (startMs > sinceMs && startMs % quarterMs !== 0) return false;
  }
  return true;
}
