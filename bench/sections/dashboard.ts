import type { Browser } from 'playwright-core';
import { dayOfTime } from '../../src/core/stats/month.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { setup as findChromium } from '../../test/support/find-chromium.ts';
import { bundleFigures } from '../dashboard/bundle.ts';
import { designerFigures, measureDesigner } from '../dashboard/designer.ts';
import { listFigures, measureList } from '../dashboard/list.ts';
import { findOwner, type State, signIn } from '../dashboard/person.ts';
import { measureStatisticsPage, statisticsFigures } from '../dashboard/statistics-page.ts';
import { configOf, startServer } from '../quietzone.ts';
import type { BenchContext, Section, SectionResult } from '../section.ts';
import { sealAll } from '../statistics/sealing.ts';
import { copyDataset, ensureDataset, toMs } from '../workload/dataset.ts';
import { buildProgram } from './start.ts';

export const dashboard: Section = {
  name: 'dashboard',
  title: 'Dashboard',
  method: `Chromium, on the same machine as the built server, opens the list of a workspace of 10,000 codes as somebody
who is signed in, with an empty cache and its processor slowed down to a quarter. Usable: the frame is
painted that shows the first row and a search that takes letters, counted from the beginning of the navigation; the median
of several. Then the list is scrolled for some seconds at 4,000 px a second, at which its rows come without the pictures of
their codes, as they do above 1,600 px a second; and at 1,200 px a second, as one reads, where every picture is drawn. At
both speeds a page of as many rows of plain text is scrolled in the same way, from an empty context of its own: list, text,
text, list. A frame is dropped where the next one came later than one and a half times the usual. In the
designer of a code the direction of a gradient is dragged to and fro. The statistics are those of 5,000 codes with
10 million sealed scans: from the end of the last answer to the frame that shows the last change, for each of several
ranges. The main bundle is what the page loads before any place of its own: script and what it imports, gzipped at
level 9.`,
  run: runDashboard,
};

async function runDashboard(context: BenchContext): Promise<SectionResult> {
  const { quick, scans } = context.options;
  const { entry, note } = buildProgram(quick);
  await findChromium();
  const small = quick ? { codes: 2_000, scans: 20_000 } : { codes: 10_000, scans: 100_000 };
  const codes = await withServer(context, entry, { ...small, sealed: false }, async (browser, place) => ({
    list: await measureList(browser, place, {
      times: quick ? 2 : 7,
      scrollMs: quick ? 2_000 : 8_000,
      rows: small.codes,
    }),
    designer: await measureDesigner(browser, place, quick ? 2_000 : 6_000),
  }));
  const numbers = await withServer(
    context,
    entry,
    { codes: 5_000, scans, sealed: true },
    measureStatisticsPage,
  );
  return {
    figures: [
      ...listFigures(codes.list),
      ...designerFigures(codes.designer),
      ...statisticsFigures(numbers),
      ...bundleFigures(),
    ],
    notes: note ? [note] : [],
    raw: { ...codes, numbers },
  };
}

interface Place {
  readonly origin: string;
  readonly state: State;
  readonly workspace: string;
}

async function withServer<T>(
  context: BenchContext,
  entry: string,
  { sealed, ...size }: { readonly codes: number; readonly scans: number; readonly sealed: boolean },
  measure: (browser: Browser, place: Place) => Promise<T>,
): Promise<T> {
  const dataset = await ensureDataset(context, size);
  const dataDir = context.newFolder(`dashboard-${size.codes}`);
  copyDataset(dataset, dataDir);
  const config = configOf(dataDir);
  if (sealed) await sealAll(config, dayOfTime(toMs), size.scans);
  const owner = await findOwner(config);
  const server = await startServer({ dataDir, core: null, entry, env: { BASE_URL: 'http://localhost' } });
  const browser = await openBrowser();
  try {
    const origin = `http://127.0.0.1:${server.port}`;
    const state = await signIn(browser, origin, owner);
    return await measure(browser, { origin, state, workspace: owner.workspace });
  } finally {
    await browser.close();
    await server.stop();
  }
}
