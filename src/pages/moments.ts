/** A time as an owner writes it: ISO 8601, a date alone or with a time, with or without an offset. */
export interface Moment {
  /** The wall clock as written, as if it were UTC; ms. */
  readonly wallMs: number;
  readonly hasTime: boolean;
  /** Null where none is written; then a time zone, or the reader's own clock, decides. */
  readonly offsetMs: number | null;
}

export const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

const shape =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/i;

/** Undefined for what is no time, 30 February and 25:00 included. */
export function parseMoment(text: string): Moment | undefined {
  const match = shape.exec(text.trim());
  if (match === null) return undefined;
  const part = (at: number): number => Number(match[at] ?? '0');
  const [hour, minute, second] = [part(4), part(5), part(6)];
  const midnightMs = Date.UTC(part(1), part(2) - 1, part(3));
  const dateExists = new Date(midnightMs).toISOString().startsWith(text.trim().slice(0, 10));
  if (!dateExists || hour > 23 || minute > 59 || second > 59 || part(9) > 23 || part(10) > 59)
    return undefined;
  const sign = match[8] === '-' ? -1 : 1;
  const hasOffset = match[7] !== undefined || match[8] !== undefined;
  return {
    wallMs: midnightMs + hour * hourMs + minute * minuteMs + second * 1000,
    hasTime: match[4] !== undefined,
    offsetMs: hasOffset ? sign * (part(9) * hourMs + part(10) * minuteMs) : null,
  };
}

/** The IANA zone if this runtime knows it. */
export function parseZone(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * The instant of a moment: by its own offset, else by the zone. Undefined where neither is known.
 * By RFC 5545 §3.3.5 a time that happens twice is the first one, and one that a clock change leaves out is read
 * with the offset before the change.
 */
export function instantOf(moment: Moment, zone: string | undefined): number | undefined {
  if (moment.offsetMs !== null) return moment.wallMs - moment.offsetMs;
  if (zone === undefined) return undefined;
  const before = zoneOffsetMs(zone, moment.wallMs - dayMs);
  const after = zoneOffsetMs(zone, moment.wallMs + dayMs);
  const early = moment.wallMs - before;
  const late = moment.wallMs - after;
  return zoneOffsetMs(zone, early) !== before && zoneOffsetMs(zone, late) === after ? late : early;
}

/** What the clocks of a zone show at an instant, as if it were UTC; ms, whole seconds. */
export function wallClockMs(zone: string, instantMs: number): number {
  const seconds = Math.floor(instantMs / 1000) * 1000;
  return seconds + zoneOffsetMs(zone, seconds);
}

function zoneOffsetMs(zone: string, instantMs: number): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
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
  const values = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => values.get(type) ?? 0;
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wallMs - instantMs;
}

/**
 * The time that a moment without offset or zone can mean somewhere on earth (UTC+14 to UTC-12); a date alone
 * spans its whole day. `toMs` is exclusive.
 */
export function spanOf(moment: Moment): { readonly fromMs: number; readonly toMs: number } {
  const lengthMs = moment.hasTime ? 0 : dayMs;
  if (moment.offsetMs !== null) {
    const instantMs = moment.wallMs - moment.offsetMs;
    return { fromMs: instantMs, toMs: instantMs + lengthMs };
  }
  return { fromMs: moment.wallMs - 14 * hourMs, toMs: moment.wallMs + lengthMs + 12 * hourMs };
}
