import type { JsonObject } from '../core/json.ts';
import { objectsOf, textOf } from './fields.ts';
import { parseZone, wallClockMs } from './moments.ts';

/** Minutes since Monday 00:00 on the wall clock; a time past Sunday midnight runs over `weekMinutes`. */
interface OpenSpan {
  /** 0 is Monday. */
  readonly day: number;
  readonly fromMinute: number;
  readonly lengthMinutes: number;
}

interface OpenState {
  readonly open: boolean;
  /** When it closes or opens next, in minutes since Monday 00:00; null when that never happens. */
  readonly changesAtMinute: number | null;
}

export const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** In the order of the week. Closing at or before opening means the next day; equal times mean 24 hours. */
export function parseHours(content: JsonObject): readonly OpenSpan[] {
  return objectsOf(content, 'hours')
    .flatMap((entry) => {
      const day = parseDay(textOf(entry, 'day'));
      const opens = parseClock(textOf(entry, 'opens'));
      const closes = parseClock(textOf(entry, 'closes'));
      if (day === undefined || opens === undefined || closes === undefined) return [];
      const lengthMinutes = closes > opens ? closes - opens : closes + dayMinutes - opens;
      return [{ day, fromMinute: day * dayMinutes + opens, lengthMinutes }];
    })
    .sort((a, b) => a.fromMinute - b.fromMinute);
}

/** Undefined without hours or a known time zone: then nobody can say. */
export function openStateAt(content: JsonObject, nowMs: number): OpenState | undefined {
  const zone = parseZone(textOf(content, 'time_zone'));
  const spans = parseHours(content);
  if (zone === undefined || spans.length === 0) return undefined;
  return stateAt(spans, minuteOfWeek(wallClockMs(zone, nowMs)));
}

function stateAt(spans: readonly OpenSpan[], minute: number): OpenState {
  const end = closingAfter(spans, minute);
  if (end !== undefined) {
    return { open: true, changesAtMinute: end === null ? null : end % weekMinutes };
  }
  const waits = spans.map(({ fromMinute }) => modulo(fromMinute - minute, weekMinutes));
  return { open: false, changesAtMinute: (minute + Math.min(...waits)) % weekMinutes };
}

/** Follows spans that touch or overlap. Undefined: closed now; null: never closes. */
function closingAfter(spans: readonly OpenSpan[], minute: number): number | null | undefined {
  let at = minute;
  let longest = remainingAt(spans, at);
  if (longest === 0) return undefined;
  while (longest > 0) {
    at += longest;
    if (at - minute >= weekMinutes) return null;
    longest = remainingAt(spans, at);
  }
  return at;
}

/** Minutes that the longest span around this minute still lasts; 0 when closed. */
function remainingAt(spans: readonly OpenSpan[], minute: number): number {
  const remaining = spans.map(
    ({ fromMinute, lengthMinutes }) => lengthMinutes - modulo(minute - fromMinute, weekMinutes),
  );
  return Math.max(0, ...remaining);
}

/** 1 January 1970 was a Thursday, day 3 of a week that starts on Monday. */
function minuteOfWeek(wallMs: number): number {
  return modulo(Math.floor(wallMs / 60_000) + 3 * dayMinutes, weekMinutes);
}

/** `mon`, `Monday`, or the number of ISO 8601 (1 is Monday; 0 is read as Sunday). */
function parseDay(text: string): number | undefined {
  if (/^[0-7]$/.test(text)) return (Number(text) + 6) % 7;
  const at = dayNames.indexOf(text.slice(0, 3).toLowerCase());
  return at === -1 ? undefined : at;
}

/** Minutes of `09:00`; `24:00` is the end of the day. */
function parseClock(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (minute > 59 || hour * 60 + minute > dayMinutes) return undefined;
  return hour * 60 + minute;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
