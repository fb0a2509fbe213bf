import type { Browser, Page } from 'playwright-core';
import { medianOf } from '../quantiles.ts';
import type { Figure } from '../section.ts';
import { openPerson, type State } from './person.ts';

export interface StatisticsMeasured {
  /** From the last answer to the last change that was painted, in ms: the page's first view, and each other range. */
  readonly firstMs: number;
  readonly nextMs: readonly number[];
}

/** Keys of ranges: 30 days, last month, 3 months, all. None was asked for before, and so none is remembered. */
const ranges = ['t', 'p', 'q', 'a'] as const;

/** The statistics of a workspace, opened and then turned to other ranges by their keys. */
export async function measureStatisticsPage(
  browser: Browser,
  place: { readonly origin: string; readonly state: State; readonly workspace: string },
): Promise<StatisticsMeasured> {
  const { page, close } = await openPerson(browser, place.origin, place.state);
  await page.addInitScript(watchAnswers);
  await page.goto(`/app/w/${place.workspace}/statistics?period=12m`, { waitUntil: 'commit' });
  const firstMs = await waitForPaint(page);
  const nextMs: number[] = [];
  for (const key of ranges) {
    await page.evaluate('performance.clearResourceTimings()');
    await page.keyboard.press(key);
    nextMs.push(await waitForPaint(page));
  }
  await close();
  return { firstMs, nextMs };
}

/** Notes when what changed in the page was painted: behind the frame that shows it. */
const watchAnswers = `
  window.paintedAt = 0;
  new MutationObserver(() => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.paintedAt = performance.now(); };
      port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
`;

/** Until nothing has changed for a second behind the answers: how long the last change came behind the last answer. */
function waitForPaint(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    const since = performance.now();
    const look = () => {
      const answers = performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes('/stats?'))
        .map(({ responseEnd }) => responseEnd);
      const lastAt = Math.max(...answers);
      const isStill = performance.now() - Math.max(window.paintedAt, lastAt) > 1000;
      if (answers.length >= 2 && isStill) resolve(Math.max(0, window.paintedAt - lastAt));
      else if (performance.now() - since > 60_000) reject(new Error('no answers came'));
      else setTimeout(look, 50);
    };
    look();
  })`);
}

export function statisticsFigures({ firstMs, nextMs }: StatisticsMeasured): Figure[] {
  return [
    {
      id: 'statistics-page',
      what: 'statistics page: from its data to the last paint, another range',
      measured: medianOf(nextMs),
      unit: 'ms',
      detail: `the slowest ${Math.max(...nextMs).toFixed(0)} ms`,
    },
    {
      id: 'statistics-page-first',
      what: 'the same, its first view with chart and map loading',
      measured: firstMs,
      unit: 'ms',
    },
  ];
}
