import type { Browser, Page } from 'playwright-core';
import { medianOf } from '../quantiles.ts';
import type { Figure } from '../section.ts';
import { addFrames, countFrames, describeFrames, type Frames } from './frames.ts';
import { openBlank, openPerson, type Person, type State } from './person.ts';
import { plainPage } from './plain-page.ts';

export interface ListMeasured {
  /** Milliseconds of each time that it was opened. */
  readonly opened: readonly number[];
  readonly full: Scrolled;
  readonly reading: Scrolled;
}

interface Scrolled {
  readonly list: Frames;
  /** Of a page of plain text, scrolled in the same way. */
  readonly plain: Frames;
}

interface Place {
  readonly origin: string;
  readonly state: State;
  readonly workspace: string;
}

/** In px a second: rows go by, without their pictures; and as one reads them, pictures and all. */
const speeds = { full: 4_000, reading: 1_200 } as const;

/** The list of codes: until one can work with it, and how it scrolls. */
export async function measureList(
  browser: Browser,
  place: Place,
  { times, scrollMs, rows }: { readonly times: number; readonly scrollMs: number; readonly rows: number },
): Promise<ListMeasured> {
  const opened: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const person = await openPerson(browser, place.origin, place.state, 4);
    opened.push(await openList(person.page, place.workspace));
    await person.close();
  }
  const measure = (speed: number) => measureScrolling(browser, place, { speed, forMs: scrollMs / 2, rows });
  return { opened, full: await measure(speeds.full), reading: await measure(speeds.reading) };
}

interface Scrolling {
  /** In px a second. */
  readonly speed: number;
  readonly forMs: number;
}

/** Both twice, each time in a context of its own; what comes first the one time comes last the other. */
async function measureScrolling(
  browser: Browser,
  { origin, state, workspace }: Place,
  { rows, ...scrolling }: Scrolling & { readonly rows: number },
): Promise<Scrolled> {
  const measure = async (person: Person, open: () => Promise<unknown>) => {
    await open();
    const frames = await scroll(person, scrolling);
    await person.close();
    return frames;
  };
  const measureCodes = async () => {
    const person = await openPerson(browser, origin, state);
    return measure(person, () => openList(person.page, workspace));
  };
  const measurePlain = async () => {
    const person = await openBlank(browser);
    return measure(person, () => person.page.setContent(plainPage(rows)));
  };
  const first = await measureCodes();
  const plain = addFrames(await measurePlain(), await measurePlain());
  return { list: addFrames(first, await measureCodes()), plain };
}

/** What comes behind the first view is there before it is scrolled. */
const standsMs = 1_500;

async function scroll({ page, protocol }: Person, { speed, forMs }: Scrolling): Promise<Frames> {
  await new Promise((resolve) => setTimeout(resolve, standsMs));
  await page.mouse.move(700, 500);
  const counting = countFrames(page, forMs);
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    await protocol.send('Input.synthesizeScrollGesture', { x: 700, y: 500, yDistance: -speed, speed });
  }
  return counting;
}

/**
 * Notes when the frame was painted that shows the first row and the search. The page does it by itself: whoever asks it
 * again and again works on the very thread that is slowed down.
 */
const watchList = `
  new MutationObserver((_, watcher) => {
    if (!document.querySelector('[data-code-row]') || !document.querySelector('input[type=search]')) return;
    watcher.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.usableAt = performance.now(); };
      port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true });
`;

/** Milliseconds from the beginning of the navigation to a list that one can work with. */
async function openList(page: Page, workspace: string): Promise<number> {
  await page.addInitScript(watchList);
  await page.goto(`/app/w/${workspace}/codes`, { waitUntil: 'commit' });
  for (;;) {
    const usableAt = await page.evaluate<number | undefined>('window.usableAt');
    if (usableAt !== undefined) return usableAt;
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

/** Seldom, for the same reason. */
const askAgainMs = 500;

export function listFigures({ opened, full, reading }: ListMeasured): Figure[] {
  return [
    {
      id: 'dashboard-usable',
      what: 'usable list of 10,000 codes, processor at a quarter',
      measured: medianOf(opened) / 1000,
      unit: 's',
      detail: `the fastest ${(Math.min(...opened) / 1000).toFixed(2)} s`,
    },
    ...scrollFigures('dashboard-frames', 'frames dropped while scrolling at full speed', full),
    ...scrollFigures('dashboard-frames-reading', 'frames dropped while scrolling as one reads', reading),
  ];
}

function scrollFigures(id: string, what: string, { list, plain }: Scrolled): Figure[] {
  return [
    {
      ...{ id, what, measured: list.late, unit: '' },
      detail: describeFrames(list),
      peer: { name: 'a page of plain text', measured: plain.late },
    },
    {
      ...{ id: `${id}-plain`, what: 'the same on a page of as many rows of plain text', unit: '' },
      measured: plain.late,
      detail: describeFrames(plain),
    },
  ];
}
