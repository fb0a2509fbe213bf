import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Whether all of the browser's tests are wanted, those that take minutes included: `npm run test:browser`. */
export const isThorough = process.env.QUIETZONE_BROWSER === 'all';

/** As root there is no sandbox; the rest keeps it from asking any other host. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium: `find-chromium.ts` has found it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.QUIETZONE_CHROMIUM;
  if (executablePath === undefined)
    throw new Error('Chromium is looked for before all tests: run them by vitest.');
  return chromium.launch({ executablePath, headless: true, args });
}

export interface PersonOptions {
  readonly language?: 'en' | 'de' | 'ar';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

export interface Person {
  readonly context: BrowserContext;
  /** Requests to other hosts than the server's, which there must be none of. */
  readonly strayed: readonly string[];
  /** What the console called errors, and what no page caught. */
  readonly complaints: readonly string[];
}

/** Somebody with a browser of their own, and cookies of their own. */
export async function openPerson(
  browser: Browser,
  origin: string,
  { language = 'en', theme = 'light', width = 1280, height = 800 }: PersonOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: language === 'en' ? 'en-GB' : language,
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  });
  const strayed: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) strayed.push(request.url());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    // A refused request is told of by the page itself, in words.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  return { context, strayed, complaints };
}
