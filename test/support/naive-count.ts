import type { Dimension, Interval, Metric, StatFilter, StatQuestion } from '../../src/core/stats/question.ts';

/**
 * Counts plain hits straight from the definitions, slowly and hit by hit. It shares nothing with the engine that it
 * is held against: local time is asked of `Intl` for each hit.
 */
export interface NaiveHit {
  readonly code: number;
  readonly ms: number;
  /** Whoever is counted once for a code and UTC day. */
  readonly visitor: string;
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly device: string;
  readonly os: string;
  readonly browser: string;
  readonly referrer: string;
  readonly kind: string;
  readonly outcome: string;
  readonly repeat: boolean;
  readonly reason: string;
  readonly network: string;
}

export interface NaiveRow {
  readonly value: string | number | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly counts: readonly number[];
  readonly rows?: readonly NaiveRow[];
}

export interface NaivePeriod {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly totals: readonly number[];
  readonly series: readonly { readonly startMs: number; readonly counts: readonly number[] }[] | null;
}

export interface NaiveAnswer extends NaivePeriod {
  readonly previous: NaivePeriod | null;
  /** All rows, in no order that matters. */
  readonly breakdowns: readonly (readonly NaiveRow[])[];
}

interface LocalTime {
  readonly date: string;
  readonly hour: number;
  readonly clock: string;
  readonly weekday: number;
  readonly offset: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function localTime(ms: number, zone: string): LocalTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short', timeZoneName: 'longOffset' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      ...{ second: '2-digit', fractionalSecondDigits: 3 },
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    hour: Number(parts.hour),
    clock: `${parts.hour}:${parts.minute}:${parts.second}.${parts.fractionalSecond}`,
    weekday: weekdays.indexOf(parts.weekday ?? '') + 1,
    offset: parts.timeZoneName ?? '',
  };
}

const quarterMs = 15 * 60_000;
const dayMs = 86_400_000;

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** The first quarter-hour of the date there. */
export function naiveMidnight(date: string, zone: string): number {
  const guess = Date.parse(date);
  for (let ms = guess - 30 * 3_600_000; ; ms += quarterMs) if (localTime(ms, zone).date >= date) return ms;
}

/** The first moment whose wall clock there reads at least `wall`, such as `2026-03-29 02:30:00.000`. */
function naiveMoment(wall: string, zone: string): number {
  const read = (ms: number) => `${localTime(ms, zone).date} ${localTime(ms, zone).clock}`;
  let ms = Math.floor((Date.parse(`${wall.replace(' ', 'T')}Z`) - 30 * 3_600_000) / quarterMs) * quarterMs;
  while (read(ms + quarterMs) < wall) ms += quarterMs;
  // Clocks are changed on quarter-hours alone: within one they tick, and at its end they may jump.
  const restMs = Date.parse(`${wall.replace(' ', 'T')}Z`) - Date.parse(`${read(ms).replace(' ', 'T')}Z`);
  return ms + Math.max(0, Math.min(restMs, quarterMs));
}

const labels = new Map<string, string>();

/** Times with the same label are in the same interval. */
function labelOf(ms: number, interval: Interval, zone: string): string {
  const key = `${ms} ${interval} ${zone}`;
  let label = labels.get(key);
  if (label === undefined) {
    const local = localTime(ms, zone);
    if (interval === 'hour') label = `${local.date} ${local.hour} ${local.offset}`;
    else if (interval === 'day') label = local.date;
    else if (interval === 'week') label = addDays(local.date, 1 - local.weekday);
    else label = local.date.slice(0, 7);
    labels.set(key, label);
  }
  return label;
}

function naiveStarts(interval: Interval, zone: string, sinceMs: number, untilMs: number): number[] {
  if (sinceMs >= untilMs) return [];
  const starts = [sinceMs];
  let label = labelOf(sinceMs, interval, zone);
  for (let ms = Math.floor(sinceMs / quarterMs + 1) * quarterMs; ms < untilMs; ms += quarterMs) {
    const next = labelOf(ms, interval, zone);
    if (next !== label) starts.push(ms);
    label = next;
  }
  return starts;
}

function countsIn(hit: NaiveHit, metric: Metric): boolean {
  const isHuman = hit.kind === 'human';
  switch (metric) {
    case 'hits':
      return true;
    case 'scans':
    case 'visitors':
      return isHuman && hit.outcome === 'answered' && !hit.repeat;
    case 'repeats':
      return isHuman && hit.outcome === 'answered' && hit.repeat;
    case 'blocked':
      return isHuman && hit.outcome === 'blocked';
    case 'prefetches':
      return hit.kind === 'prefetch';
    default:
      return `${hit.kind}s` === metric;
  }
}

function countAll(hits: readonly NaiveHit[], metrics: readonly Metric[]): number[] {
  return metrics.map((metric) => {
    const counted = hits.filter((hit) => countsIn(hit, metric));
    if (metric !== 'visitors') return counted.length;
    const utcDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    return new Set(counted.map(({ code, ms, visitor }) => `${code} ${utcDay(ms)} ${visitor}`)).size;
  });
}

type NaiveValue = Pick<NaiveRow, 'value' | 'country' | 'region'>;

function naiveValue(hit: NaiveHit, dimension: Dimension, zone: string): NaiveValue {
  const plain = (value: string | number | null): NaiveValue => ({ value, country: null, region: null });
  const orNull = (text: string) => (text === '' ? null : text);
  if (dimension === 'hour' || dimension === 'weekday') return plain(localTime(hit.ms, zone)[dimension]);
  if (dimension === 'week_hour') {
    const { hour, weekday } = localTime(hit.ms, zone);
    return plain(hour + 24 * (weekday - 1));
  }
  if (dimension === 'code') return plain(hit.code);
  if (dimension === 'region')
    return { value: orNull(hit.region), country: orNull(hit.country), region: null };
  if (dimension === 'city')
    return { value: orNull(hit.city), country: orNull(hit.country), region: orNull(hit.region) };
  return plain(orNull(hit[dimension]));
}

export function isOfTime(dimension: Dimension | null): dimension is 'hour' | 'weekday' | 'week_hour' {
  return dimension === 'hour' || dimension === 'weekday' || dimension === 'week_hour';
}

function allValues(dimension: Dimension): NaiveValue[] {
  if (!isOfTime(dimension)) return [];
  const numbers = { hour: [0, 24], weekday: [1, 8], week_hour: [0, 168] } as const;
  const [from, to] = numbers[dimension];
  return Array.from({ length: to - from }, (_, n) => ({ value: from + n, country: null, region: null }));
}

function breakDown(
  hits: readonly NaiveHit[],
  question: StatQuestion,
  dimension: Dimension,
  split: Dimension | null,
): NaiveRow[] {
  const groups = new Map<string, NaiveHit[]>();
  for (const value of allValues(dimension)) groups.set(JSON.stringify(value), []);
  for (const hit of hits) {
    const key = JSON.stringify(naiveValue(hit, dimension, question.zone));
    groups.set(key, [...(groups.get(key) ?? []), hit]);
  }
  const rows = [...groups].map(([key, group]): NaiveRow => {
    const row = { ...(JSON.parse(key) as NaiveValue), counts: countAll(group, question.metrics) };
    return split === null ? row : { ...row, rows: breakDown(group, question, split, null) };
  });
  return rows.filter(({ counts }) => isOfTime(dimension) || counts.some((count) => count > 0));
}

function passes(hit: NaiveHit, { dimension, values }: StatFilter, zone: string): boolean {
  return values.includes(naiveValue(hit, dimension, zone).value);
}

function countPeriod(
  hits: readonly NaiveHit[],
  question: StatQuestion,
  sinceMs: number,
  untilMs: number,
): NaivePeriod {
  const { metrics, interval, zone } = question;
  const within = hits.filter(({ ms }) => ms >= sinceMs && ms < untilMs);
  const starts = interval === null ? null : naiveStarts(interval, zone, sinceMs, untilMs);
  const series = starts?.map((startMs, n) => {
    const endMs = starts[n + 1] ?? untilMs;
    const counted = within.filter(({ ms }) => ms >= startMs && ms < endMs);
    return { startMs, counts: countAll(counted, metrics) };
  });
  return { sinceMs, untilMs, totals: countAll(within, metrics), series: series ?? null };
}

/** The month of a date that begins with this moment, as `2026-03`. */
function monthBegun(ms: number, zone: string): string | null {
  const { date } = localTime(ms, zone);
  return date.endsWith('-01') && naiveMidnight(date, zone) === ms ? date.slice(0, 7) : null;
}

function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** Day by day, or month by month, back until the time before ends where the time asked for begins. */
function timeBefore({ sinceMs, untilMs, zone }: StatQuestion): readonly [sinceMs: number, untilMs: number] {
  let [first, end] = [monthBegun(sinceMs, zone), monthBegun(untilMs, zone)];
  if (first !== null && end !== null && first < end) {
    for (const asked = first; end > asked; end = monthBefore(end)) first = monthBefore(first);
    return [naiveMidnight(`${first}-01`, zone), naiveMidnight(`${end}-01`, zone)];
  }
  const [since, until] = [localTime(sinceMs, zone), localTime(untilMs, zone)];
  const earlier = ({ date, clock }: LocalTime, days: number) => `${addDays(date, -days)} ${clock}`;
  let days = 1;
  while (earlier(until, days) > `${since.date} ${since.clock}`) days += 1;
  const beforeMs = naiveMoment(earlier(since, days), zone);
  return [beforeMs, Math.max(beforeMs, naiveMoment(earlier(until, days), zone))];
}

export function naiveAnswer(all: readonly NaiveHit[], question: StatQuestion): NaiveAnswer {
  const { codes, filters, zone, sinceMs, untilMs, by, split, compare } = question;
  const hits = all
    .filter(({ code }) => codes.includes(code))
    .filter((hit) => filters.every((filter) => passes(hit, filter, zone)));
  const within = hits.filter(({ ms }) => ms >= sinceMs && ms < untilMs);
  return {
    ...countPeriod(hits, question, sinceMs, untilMs),
    previous: compare ? countPeriod(hits, question, ...timeBefore(question)) : null,
    breakdowns: by.map((dimension) => breakDown(within, question, dimension, split)),
  };
}
