import type { Browser, Page } from 'playwright-core';
import { medianOf } from '../quantiles.ts';
import type { Figure } from '../section.ts';
import { countFrames, describeFrames, type Frames } from './frames.ts';
import { openPerson, type State } from './person.ts';

export interface ListMeasured {
  /** Milliseconds of each time that it was opened. */
  readonly opened: readonly number[];
  readonly frames: Frames;
}

/** The list of codes: until one can work with it, and how it scrolls. */
export async function measureList(
  browser: Browser,
  place: { readonly origin: string; readonly state: State; readonly workspace: string },
  { times, scrollMs }: { readonly times: number; readonly scrollMs: number },
): Promise<ListMeasured> {
  const { origin, state } = place;
  const address = `/app/w/${place.workspace}/codes`;
  const opened: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const person = await openPerson(browser, origin, state, 4);
    opened.push(await openList(person.page, address));
    await person.close();
  }
  const { page, protocol, close } = await openPerson(browser, origin, state);
  await openList(page, address);
  await page.mouse.move(700, 500);
  const counting = countFrames(page, scrollMs);
  const end = performance.now() + scrollMs;
  while (performance.now() < end) {
    await protocol.send('Input.synthesizeScrollGesture', { x: 700, y: 500, yDistance: -4_000, speed: 4_000 });
  }
  const frames = await counting;
  await close();
  return { opened, frames };
}

/** Milliseconds from the beginning of the navigation to a list that one can work with. */
async function openList(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('[data-code-row]').first().waitFor();
  await page.locator('input[type=search]').waitFor();
  return page.evaluate<number>('performance.now()');
}

export function listFigures({ opened, frames }: ListMeasured): Figure[] {
  return [
    {
      id: 'dashboard-usable',
      what: 'usable list of 10,000 codes, processor at a quarter',
      measured: medianOf(opened) / 1000,
      unit: 's',
    },
    {
      id: 'dashboard-frames',
      what: 'frames dropped while scrolling',
      measured: frames.late,
      unit: '',
      detail: describeFrames(frames),
    },
  ];
}
