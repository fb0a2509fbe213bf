import { useTranslation } from 'react-i18next';
import type { Interval } from '../../src/http/dashboard/wire-stats.ts';
import { regionalOf } from '../parts/use-format.ts';
import { dayMs } from './days.ts';
import type { DayRange } from './range.ts';

export interface StatFormat {
  /** 0.12 as "12%"; one place more where it is less than a tenth. */
  percent(ratio: number): string;
  /** What an interval is called. */
  point(startMs: number, interval: Interval, zone: string): string;
  /** Beside an axis whose marks stand so many ms apart. */
  tick(ms: number, stepMs: number, zone: string): string;
  /** Time of day, with seconds. */
  clock(ms: number): string;
  /** Both days are in it. */
  days(range: DayRange): string;
  /** 1 Monday to 7 Sunday. */
  weekday(weekday: number, width?: 'long' | 'short'): string;
  /** "14:00 – 15:00", as clocks of the language say it. */
  hour(hour: number): string;
}

function createStatFormat(language: string): StatFormat {
  const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const hours = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' });
  const made = new Map<string, Intl.DateTimeFormat>();
  // Each takes longer to make than to use a hundred times.
  const parts = (options: Intl.DateTimeFormatOptions, ms: number) => {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.DateTimeFormat(language, options);
    made.set(key, format);
    return format.format(ms);
  };
  return {
    percent: (ratio) => (ratio < 0.1 ? fine : whole).format(ratio),
    point: (ms, interval, zone) => parts({ ...pointParts[interval], timeZone: zone }, ms),
    tick: (ms, stepMs, zone) => parts({ ...tickParts(stepMs), timeZone: zone }, ms),
    clock: (ms) => parts({ timeStyle: 'medium' }, ms),
    days: ({ from, to }) => dates.formatRange(Date.parse(from), Date.parse(to)),
    // 5 January 1970 was a Monday.
    weekday: (weekday, width = 'long') => parts({ weekday: width, timeZone: 'UTC' }, (weekday + 3) * dayMs),
    hour: (hour) => `${hours.format(hour * 3_600_000)} – ${hours.format((hour + 1) * 3_600_000)}`,
  };
}

const pointParts: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  hour: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  week: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

function tickParts(stepMs: number): Intl.DateTimeFormatOptions {
  if (stepMs < dayMs) return { hour: 'numeric', minute: '2-digit' };
  return stepMs < 28 * dayMs ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' };
}

/** Made once for each language: every row of every list writes a share, and making takes longer than hundreds of them. */
const formats = new Map<string, StatFormat>();

/** Parts and times of statistics in the language of the page. */
export function useStatFormat(): StatFormat {
  const { language } = useTranslation().i18n;
  const format = formats.get(language) ?? createStatFormat(regionalOf(language, navigator.languages));
  formats.set(language, format);
  return format;
}
