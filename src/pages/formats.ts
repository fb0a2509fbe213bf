import { dayMinutes } from './hours.ts';
import { dayMs, instantOf, type Moment } from './moments.ts';

/** Monday, 5 January 1970, 00:00 UTC. */
const aMondayMs = 4 * dayMs;

/** In the visitor's way of writing; as written where it is no number or the currency is none (ISO 4217). */
export function formatPrice(price: string, currency: string, locale: string): string {
  const code = currency.toUpperCase();
  if (!/^\d{1,12}(?:\.\d{1,4})?$/.test(price) || !/^[A-Z]{3}$/.test(code))
    return `${price} ${currency}`.trim();
  return new Intl.NumberFormat(locale, { style: 'currency', currency: code }).format(Number(price));
}

/**
 * Start and end as one phrase. Times are shown on the clock of the zone, else of the offset they are written
 * with, and name it; one with neither is shown as it is written.
 */
export function formatSpan(
  start: Moment,
  end: Moment | undefined,
  options: { readonly zone: string | undefined; readonly wholeDays: boolean; readonly locale: string },
): string {
  const zone = options.zone ?? offsetZone(start);
  if (options.wholeDays) {
    const format = new Intl.DateTimeFormat(options.locale, { dateStyle: 'full', timeZone: 'UTC' });
    return formatRange(format, start.wallMs, end?.wallMs);
  }
  const format = new Intl.DateTimeFormat(options.locale, {
    ...timeParts,
    ...(zone === undefined ? { timeZone: 'UTC' } : { timeZone: zone, timeZoneName: 'short' }),
  });
  const instantMs = (moment: Moment): number => instantOf(moment, zone ?? 'UTC') ?? moment.wallMs;
  return formatRange(format, instantMs(start), end && instantMs(end));
}

const timeParts: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
};

/** Such as `+02:00`, which `Intl` takes for a zone. */
function offsetZone({ offsetMs }: Moment): string | undefined {
  if (offsetMs === null) return undefined;
  const clock = new Date(Math.abs(offsetMs)).toISOString().slice(11, 16);
  return `${offsetMs < 0 ? '-' : '+'}${clock}`;
}

function formatRange(format: Intl.DateTimeFormat, startMs: number, endMs: number | undefined): string {
  return endMs === undefined || endMs <= startMs
    ? format.format(startMs)
    : format.formatRange(startMs, endMs);
}

/** A date, with its time where one is written, on the clock it is written by. */
export function formatMoment(moment: Moment, locale: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeZone: 'UTC' };
  if (moment.hasTime) options.timeStyle = 'short';
  return new Intl.DateTimeFormat(locale, options).format(moment.wallMs);
}

/** Clock time of a minute of the week or day. */
export function formatClock(minute: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  return format.format(aMondayMs + minute * 60_000);
}

/** Name of a day; 0 is Monday. */
export function formatDay(day: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return format.format(aMondayMs + day * dayMinutes * 60_000);
}
