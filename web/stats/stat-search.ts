import type { Dimension, Interval, Metric, WireCodeSet } from '../../src/http/dashboard/wire-stats.ts';
import { isDay } from './days.ts';
import { type Period, type Preset, presets } from './range.ts';

/** All of them, in this order: one that is missing, or that the server does not know, does not compile. */
function namesOf<Name extends string>(table: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

/** What can be filtered by; a code narrows the set instead, and an hour of the week is a weekday and an hour. */
export type FilterName = Exclude<Dimension, 'code' | 'week_hour'>;
export const filterNames = namesOf<FilterName>({
  country: true,
  region: true,
  city: true,
  device: true,
  os: true,
  browser: true,
  referrer: true,
  weekday: true,
  hour: true,
  kind: true,
  reason: true,
  network: true,
});
export type Filters = { readonly [Name in FilterName]?: readonly string[] };

export const placeTabs = ['country', 'region', 'city'] as const;
export const agentTabs = ['device', 'os', 'browser'] as const;

export const metricNames = namesOf<Metric>({
  scans: true,
  visitors: true,
  hits: true,
  repeats: true,
  blocked: true,
  bots: true,
  previews: true,
  prefetches: true,
  heads: true,
  scanners: true,
});
const intervalNames = namesOf<Interval>({ hour: true, day: true, week: true, month: true });

/** All that a page of statistics shows: it stands in the address, so that it can be sent. */
export interface StatSearch {
  readonly set: WireCodeSet;
  readonly period: Period;
  /** Null: as the range suggests. */
  readonly interval: Interval | null;
  /** What chart, map and lists count. */
  readonly metric: Metric;
  readonly filters: Filters;
  readonly places: (typeof placeTabs)[number];
  readonly agents: (typeof agentTabs)[number];
  readonly live: boolean;
}

const presetByDefault: Preset = '30d';

type Query = Readonly<Record<string, unknown>>;

/** Of the address's query, where everything can stand: what makes no sense is left out. */
export function readStatSearch(query: Query): StatSearch {
  const text = (name: string): string => String(query[name] ?? '');
  const oneOf = <T extends string>(names: readonly T[], name: string): T | undefined =>
    names.find((one) => one === text(name));
  return {
    set: readSet(text),
    period: readPeriod(text),
    interval: oneOf(intervalNames, 'interval') ?? null,
    metric: oneOf(metricNames, 'metric') ?? 'scans',
    filters: readFilters(text),
    places: oneOf(placeTabs, 'places') ?? 'country',
    agents: oneOf(agentTabs, 'agents') ?? 'device',
    live: text('live') === '1',
  };
}

type Text = (name: string) => string;

/** The narrowest of them: a code says more than a folder. */
function readSet(text: Text): WireCodeSet {
  for (const name of ['code', 'folder', 'tag'] as const) if (text(name) !== '') return { [name]: text(name) };
  return {};
}

function readPeriod(text: Text): Period {
  const [from, to] = [text('from'), text('to')];
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  return presets.find((preset) => preset === text('period')) ?? presetByDefault;
}

function readFilters(text: Text): Filters {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const values = splitValues(text(name)).filter((value) => accepts(name, value));
      return values.length > 0 ? [[name, [...new Set(values)]] as const] : [];
    }),
  );
}

/** What no hit can have would make the server refuse the whole question. */
function accepts(name: FilterName, value: string): boolean {
  if (value.length > 255) return false;
  if (name === 'hour') return /^([01]?\d|2[0-3])$/.test(value);
  if (name === 'weekday') return /^[1-7]$/.test(value);
  if (name === 'country') return /^([A-Z]{2}|\(none\))$/.test(value);
  return true;
}

/** What stands in an address for it; what is as ever is left out. */
export function renderStatSearch(search: StatSearch): Readonly<Record<string, string | undefined>> {
  const { period } = search;
  return {
    code: search.set.code,
    folder: search.set.folder,
    tag: search.set.tag,
    period: typeof period === 'string' && period !== presetByDefault ? period : undefined,
    from: typeof period === 'string' ? undefined : period.from,
    to: typeof period === 'string' ? undefined : period.to,
    interval: search.interval ?? undefined,
    metric: search.metric === 'scans' ? undefined : search.metric,
    ...Object.fromEntries(
      filterNames.map((name) => {
        const values = search.filters[name];
        return [name, values && joinValues(values)];
      }),
    ),
    places: search.places === 'country' ? undefined : search.places,
    agents: search.agents === 'device' ? undefined : search.agents,
    live: search.live ? '1' : undefined,
  };
}

/** With commas between them, which a backslash takes the meaning from: there are cities with a comma in the name. */
function joinValues(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\,]/g, '\\$&')).join(',');
}

function splitValues(text: string): string[] {
  const values = [...text.matchAll(/(?:\\.|[^,\\])+/gs)].map(([value]) => value.replace(/\\(.)/gs, '$1'));
  return values.filter((value) => value !== '');
}

/** Adds a value, or takes it away where it is there. */
export function toggleFilter(filters: Filters, name: FilterName, value: string): Filters {
  const before = filters[name] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return withFilter(filters, name, values);
}

function withFilter(filters: Filters, name: FilterName, values: readonly string[]): Filters {
  const { [name]: _, ...others } = filters;
  return values.length === 0 ? others : { ...others, [name]: values };
}

export function hasFilters(filters: Filters): boolean {
  return Object.keys(filters).length > 0;
}

/** @param hour of the week, 0 (Monday, midnight) to 167 */
function weekHourFilters(hour: number): { readonly weekday: string; readonly hour: string } {
  return { weekday: String(Math.floor(hour / 24) + 1), hour: String(hour % 24) };
}

export function isWeekHour({ weekday, hour }: Filters, wished: number): boolean {
  const one = weekHourFilters(wished);
  return weekday?.length === 1 && weekday[0] === one.weekday && hour?.length === 1 && hour[0] === one.hour;
}

/** One hour of the week at a time: several weekdays and hours would be every one of these on every one of those. */
export function toggleWeekHour(filters: Filters, wished: number): Filters {
  const one = isWeekHour(filters, wished) ? undefined : weekHourFilters(wished);
  const byDay = withFilter(filters, 'weekday', one ? [one.weekday] : []);
  return withFilter(byDay, 'hour', one ? [one.hour] : []);
}
