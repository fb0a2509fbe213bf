import type { JsonObject, JsonValue } from '../../src/http/dashboard/wire-codes.ts';
import { localTimeOf, msOfLocalTime } from './local-time.ts';

/** A time of a content, as an input of the browser takes it. */
export interface TimeValue {
  readonly type: 'date' | 'datetime-local' | 'text';
  readonly value: string;
  /** It is a moment, kept with its offset, and is shown by the reader's own clock. */
  readonly isMoment: boolean;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;

/** @param byDay whether an empty field asks for a day rather than for a time of day */
export function readTime(text: string, byDay: boolean): TimeValue {
  if (text === '') return { type: byDay ? 'date' : 'datetime-local', value: '', isMoment: false };
  if (day.test(text)) return { type: 'date', value: text, isMoment: false };
  if (local.test(text)) return { type: 'datetime-local', value: text, isMoment: false };
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return { type: 'text', value: text, isMoment: false };
  return { type: 'datetime-local', value: localTimeOf(ms), isMoment: true };
}

/** What is kept of what was filled in: a moment stays one. */
export function writeTime(input: string, { isMoment }: TimeValue): string {
  const ms = isMoment ? msOfLocalTime(input) : null;
  return ms === null ? input : new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** When a day's doors open, for what was a whole day and gets a time. */
const usualTime = '09:00';

/** An event of whole days has days, any other has times: both its ends become what they have to be. */
export function withAllDay(event: JsonObject, allDay: boolean): JsonObject {
  const changed = ['starts_at', 'ends_at'].flatMap((name) => {
    const text = event[name];
    return typeof text === 'string' && text !== '' ? [[name, turned(text, allDay)] as const] : [];
  });
  return { ...event, all_day: allDay, ...Object.fromEntries(changed) };
}

function turned(text: string, allDay: boolean): JsonValue {
  const { type, value } = readTime(text, allDay);
  if (allDay && type === 'datetime-local') return value.slice(0, 10);
  return !allDay && type === 'date' ? `${value}T${usualTime}` : text;
}
