import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { makeResetLink } from '../../src/core/accounts/links.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { setup as findChromium } from '../../test/support/find-chromium.ts';
import { medianOf } from '../quantiles.ts';
import { configOf, operator, root, startServer, withCore } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { copyDataset, ensureDataset } from '../workload/dataset.ts';
import { buildProgram } from './start.ts';

export const dashboard: Section = {
  name: 'dashboard',
  title: 'Dashboard',
  method: `Chromium, on the same machine as the built server, opens the list of a workspace of 10,000 codes as somebody
who is signed in, with an empty cache and its processor slowed down to a quarter. Usable: the first row is there and the
search takes letters, counted from the beginning of the navigation; the median of several. Then the list is scrolled for
some seconds at full speed; a frame is dropped where the next one came later than one and a half times the usual. The
main bundle is what the page loads before any place of its own: script and what it imports, gzipped at level 9.`,
  run: runDashboard,
};

const password = 'a measured password';
/** A frame at 60 Hz takes 16.7 ms. */
const lateMs = 25;

async function runDashboard(context: BenchContext): Promise<SectionResult> {
  const { quick } = context.options;
  const { entry, note } = buildProgram(quick);
  const dataset = await ensureDataset(
    context,
    quick ? { codes: 2_000, scans: 20_000 } : { codes: 10_000, scans: 100_000 },
  );
  const dataDir = context.newFolder('dashboard');
  copyDataset(dataset, dataDir);
  const token = await withCore(configOf(dataDir), async (core) => {
    const [owner] = await core.store.workspaces.listUsers();
    if (!owner) throw new Error('the data set has no user');
    const { url } = await makeResetLink(core, owner, { actor: operator, by: 'operator' });
    return { owner, token: url.slice(url.lastIndexOf('/') + 1) };
  });
  await findChromium();
  const server = await startServer({ dataDir, core: null, entry, env: { BASE_URL: 'http://localhost' } });
  const browser = await openBrowser();
  try {
    const origin = `http://127.0.0.1:${server.port}`;
    const state = await signIn(browser, origin, token.token, token.owner.email);
    const opened = await openOften(browser, origin, state, quick ? 2 : 7);
    const frames = await scroll(browser, origin, state, quick ? 2_000 : 8_000);
    const figures = [...figuresOf(opened, frames), sizeOfBundle()];
    return { figures, notes: note ? [note] : [], raw: { opened, frames } };
  } finally {
    await browser.close();
    await server.stop();
  }
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

async function signIn(browser: Browser, origin: string, token: string, email: string): Promise<State> {
  const person = await browser.newContext({ baseURL: origin });
  const page = await person.newPage();
  await page.goto(`/app/reset/${token}`);
  const answers = await page.evaluate(
    async ([reset, signIn]) => {
      const post = (path: string, body: object) =>
        fetch(`/app/api${path}`, { method: 'POST', body: JSON.stringify(body) }).then(
          (answer) => answer.status,
        );
      return [await post(...(reset as [string, object])), await post(...(signIn as [string, object]))];
    },
    [
      [`/reset/${token}`, { password }],
      ['/sign-in', { email, password }],
    ] as const,
  );
  if (answers.some((status) => status !== 200))
    throw new Error(`signing in was answered with ${answers.join(', ')}`);
  const state = await person.storageState();
  await person.close();
  return state;
}

/** Each time with an empty cache. */
async function openOften(browser: Browser, origin: string, state: State, times: number): Promise<number[]> {
  const measured: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const person = await browser.newContext({ baseURL: origin, storageState: state });
    const page = await person.newPage();
    const protocol = await person.newCDPSession(page);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    measured.push(await openList(page));
    await person.close();
  }
  return measured;
}

/** Milliseconds from the beginning of the navigation to a list that one can work with. */
async function openList(page: Page): Promise<number> {
  await page.goto('/app/', { waitUntil: 'commit' });
  await page.locator('[data-code-row]').first().waitFor();
  await page.locator('input[type=search]').waitFor();
  return page.evaluate<number>('performance.now()');
}

interface Frames {
  readonly shown: number;
  readonly late: number;
  readonly longestMs: number;
}

async function scroll(browser: Browser, origin: string, state: State, forMs: number): Promise<Frames> {
  const person = await browser.newContext({
    baseURL: origin,
    storageState: state,
    viewport: { width: 1280, height: 800 },
  });
  const page = await person.newPage();
  const protocol: CDPSession = await person.newCDPSession(page);
  await openList(page);
  await page.mouse.move(700, 500);
  const counting = page.evaluate<Frames>(countFrames(forMs));
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    await protocol.send('Input.synthesizeScrollGesture', { x: 700, y: 500, yDistance: -4_000, speed: 4_000 });
  }
  const frames = await counting;
  await person.close();
  return frames;
}

/** Runs in the page as well. */
function countFrames(forMs: number): string {
  return `new Promise((resolve) => {
    const startedAt = performance.now();
    let before = startedAt;
    const found = { shown: 0, late: 0, longestMs: 0 };
    const next = (now) => {
      found.shown += 1;
      if (now - before > ${lateMs}) found.late += 1;
      found.longestMs = Math.max(found.longestMs, now - before);
      before = now;
      if (now - startedAt < ${forMs}) requestAnimationFrame(next);
      else resolve(found);
    };
    requestAnimationFrame(next);
  })`;
}

function figuresOf(opened: readonly number[], frames: Frames): Figure[] {
  const late = `${frames.late} of ${frames.shown} frames, the longest ${frames.longestMs.toFixed(0)} ms`;
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
      detail: late,
    },
  ];
}

/** What `index.html` names: the entry and all that it imports statically. */
function sizeOfBundle(): Figure {
  const web = join(root, 'dist/web');
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/app\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name);
  const bytes = named.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(web, 'assets', name)), { level: 9 }).length,
    0,
  );
  const all = readdirSync(join(web, 'assets')).filter((name) => name.endsWith('.js')).length;
  const detail = `${named.length} of ${all} scripts`;
  return { id: 'dashboard-bundle', what: 'main bundle, gzipped', measured: bytes / 1000, unit: 'kB', detail };
}
