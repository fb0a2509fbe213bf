/** A day of the calendar as ISO 8601 writes it: `2026-03-29`. Compared as text, they stand in order. */
export type Day = string;

export const dayMs = 86_400_000;
const form = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(text: string): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text)) && renderDay(Date.parse(text)) === text;
}

export function addDays(day: Day, days: number): Day {
  return renderDay(Date.parse(day) + days * dayMs);
}

/** The same day of another month; its last where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  const wished = addDays(first, Number(day.slice(8)) - 1);
  return wished.slice(0, 7) === first.slice(0, 7) ? wished : lastOfMonth(first);
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

export function lastOfMonth(day: Day): Day {
  return addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** What the calendar says in a zone. */
export function dayIn(zone: string, ms: number): Day {
  const parts = calendarOf(zone).formatToParts(ms);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Made once a zone: that takes long. */
function calendarOf(zone: string): Intl.DateTimeFormat {
  const form = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const calendar =
    calendars.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, calendar: 'iso8601', ...form });
  calendars.set(zone, calendar);
  return calendar;
}

function renderDay(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}
