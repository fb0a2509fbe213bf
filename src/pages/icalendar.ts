import { AppError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { PageAnswer } from './answer.ts';
import { renderAttachment } from './attachment.ts';
import { escapeValue, plainValue, quoteParameter, renderLines } from './content-lines.ts';
import { objectOf, textOf } from './fields.ts';
import { mailHref, parseWebHref } from './href.ts';
import { dayMs, instantOf, type Moment, parseMoment, parseZone } from './moments.ts';

/**
 * An event as iCalendar (RFC 5545). Times with an offset or a time zone are written in UTC, so that no VTIMEZONE
 * is needed; others float, which is what a time without a place means. `uid` stays the same for the same event.
 * Throws `internal_error` when the start cannot be read, which checked content never lets happen.
 */
export function renderCalendar(content: JsonObject, nowMs: number, uid: string): PageAnswer {
  const title = textOf(content, 'title');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quietzone//Scan pages//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${escapeValue(uid)}`,
    `DTSTAMP:${writeTime(nowMs)}Z`,
    ...timesOf(content),
    `SUMMARY:${escapeValue(title)}`,
    ...textProperty('LOCATION', textOf(content, 'location')),
    ...textProperty('DESCRIPTION', textOf(content, 'description')),
    ...urlProperty(textOf(content, 'url')),
    ...renderOrganizer(objectOf(content, 'organizer')),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return renderAttachment('text/calendar; charset=utf-8', title, 'ics', renderLines(lines));
}

/** What the page and the calendar say of an event's time; undefined when its start cannot be read. */
export interface EventTime {
  readonly start: Moment;
  /** For whole days the last day, included. */
  readonly end: Moment | undefined;
  readonly wholeDays: boolean;
  readonly zone: string | undefined;
}

export function parseEventTime(content: JsonObject): EventTime | undefined {
  const start = parseMoment(textOf(content, 'starts_at'));
  if (start === undefined) return undefined;
  const wholeDays = content.all_day === true || !start.hasTime;
  const written = parseMoment(textOf(content, 'ends_at'));
  const zone = parseZone(textOf(content, 'time_zone'));
  if (!wholeDays) return { start, end: written && endOf(written), wholeDays, zone };
  return { start: midnightOf(start), end: written && lastDayOf(start, written), wholeDays, zone };
}

/** A date alone as the end of a timed event means that whole day. */
function endOf(end: Moment): Moment {
  return end.hasTime ? end : { ...end, wallMs: end.wallMs + dayMs, hasTime: true };
}

function midnightOf(moment: Moment): Moment {
  return { wallMs: Math.floor(moment.wallMs / dayMs) * dayMs, hasTime: false, offsetMs: null };
}

/** A date alone names the last day; an explicit midnight is the end of the day before. */
function lastDayOf(start: Moment, end: Moment): Moment {
  const endsAtMidnight = end.hasTime && end.wallMs % dayMs === 0 && end.wallMs > start.wallMs;
  return midnightOf(endsAtMidnight ? { ...end, wallMs: end.wallMs - dayMs } : end);
}

function timesOf(content: JsonObject): readonly string[] {
  const time = parseEventTime(content);
  if (time === undefined) throw new AppError('internal_error', 'The start of an event cannot be read');
  const { start, end, wholeDays, zone } = time;
  if (wholeDays) {
    const lines = [`DTSTART;VALUE=DATE:${writeDate(start.wallMs)}`];
    // The end of whole days is exclusive (RFC 5545 §3.6.1); left out, it is one day.
    if (end !== undefined && end.wallMs > start.wallMs) {
      lines.push(`DTEND;VALUE=DATE:${writeDate(end.wallMs + dayMs)}`);
    }
    return lines;
  }
  const startText = writeMoment(start, zone);
  const endText = end === undefined ? undefined : writeMoment(end, zone);
  // DTEND must be later and of the same form as DTSTART (RFC 5545 §3.8.2.2).
  const fits = endText !== undefined && endText.length === startText.length && endText > startText;
  return fits ? [`DTSTART:${startText}`, `DTEND:${endText}`] : [`DTSTART:${startText}`];
}

function writeMoment(moment: Moment, zone: string | undefined): string {
  const instantMs = instantOf(moment, zone);
  return instantMs === undefined ? writeTime(moment.wallMs) : `${writeTime(instantMs)}Z`;
}

function writeTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

function writeDate(ms: number): string {
  return writeTime(ms).slice(0, 8);
}

function textProperty(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`${name}:${escapeValue(value)}`];
}

function urlProperty(url: string): readonly string[] {
  const href = parseWebHref(url);
  return href === undefined ? [] : [`URL:${plainValue(href)}`];
}

/** ORGANIZER needs an address; a name alone is a CONTACT (RFC 5545 §3.8.4.2). */
function renderOrganizer(organizer: JsonObject): readonly string[] {
  const name = textOf(organizer, 'name');
  const href = mailHref(textOf(organizer, 'email'));
  if (href === undefined) return textProperty('CONTACT', name);
  return [name === '' ? `ORGANIZER:${href}` : `ORGANIZER;CN=${quoteParameter(name)}:${href}`];
}
