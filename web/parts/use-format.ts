import { useTranslation } from 'react-i18next';

export interface Format {
  number(value: number): string;
  /** Day and time, in the reader's own zone. */
  time(ms: number): string;
  day(ms: number): string;
  /** "3 hours ago". */
  ago(ms: number): string;
  /** "1.2 GB", in powers of ten as disks are sold. */
  bytes(value: number): string;
}

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function renderBytes(language: string, value: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), byteUnits.length - 1);
  const unit = byteUnits[power] ?? 'byte';
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(value / 1_000 ** power);
}

export function createFormat(language: string, now: () => number = Date.now): Format {
  // Each takes longer to make than a row of a list to draw: made when it is first asked for.
  const numbers = once(() => new Intl.NumberFormat(language));
  const times = once(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }));
  const days = once(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }));
  const spans = once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  return {
    number: (value) => numbers().format(value),
    time: (ms) => times().format(ms),
    day: (ms) => days().format(ms),
    ago(ms) {
      const away = ms - now();
      const [unit, size] = steps.find(([, each]) => Math.abs(away) >= each) ?? ['second', 1_000];
      return spans().format(Math.round(away / size), unit);
    },
    bytes: (value) => renderBytes(language, value),
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * The language with the region that the browser has for it: 2 May in Britain is May 2 in America. What a browser calls a
 * language need not be a tag (BCP 47): on a system without a locale Chromium says `en-US@posix`.
 */
export function regionalOf(language: string, wanted: readonly string[]): string {
  return wanted.find((one) => one.split('-')[0] === language && isTag(one)) ?? language;
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Made once for each language: a page has hundreds of places that write a number. */
const formats = new Map<string, Format>();

/** Numbers and times in the language of the page. */
export function useFormat(): Format {
  const { language } = useTranslation().i18n;
  const format = formats.get(language) ?? createFormat(regionalOf(language, navigator.languages));
  formats.set(language, format);
  return format;
}
