import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireStatistics } from '../../src/http/dashboard/wire-stats.ts';
import { scan } from '../support/api.ts';
import { makeOwner } from '../support/code-steps.ts';
import { openSite, type Site, type Visitor, waitForPage } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';
import { makeStatWorld, type StatWorld } from '../support/stat-world.ts';

let site: Site;
let world: StatWorld;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  site = await openSite();
  world = await makeStatWorld(site.program);
  visitor = await site.visitor({ as: world.user });
  ({ page } = visitor);
});
afterAll(() => site.close());
beforeEach(() => show(''));

async function show(query: string): Promise<void> {
  await page.goto(`/app/w/${world.workspace.slug}/statistics${query}`);
  await waitForHeading(page, 'Statistics');
  await waitForPage(page);
}

/** What the server says to the same question, in the zone of the browser. */
async function askServer(query: Record<string, string>): Promise<WireStatistics> {
  const { origin } = site;
  const asked = new URLSearchParams({ tz: 'Europe/Berlin', since: daysAgo(29), ...query });
  const answer = await page
    .context()
    .request.get(`${origin}/app/api/w/${world.workspace.slug}/stats?${asked}`);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as WireStatistics;
}

/** As the calendar in the zone of the browser has it. */
function daysAgo(days: number): string {
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(Date.now());
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
}

const numberIn = (text: string | null) => Number((text ?? '').replace(/[^\d]/g, ''));

function card(name: string): Locator {
  return page.getByRole('region', { name });
}

/** The numbers at the head, by metric. */
async function headNumbers(): Promise<Record<string, number>> {
  const items = await card('Numbers over time').locator('li[data-metric]').all();
  const pairs = items.map(async (item) => [
    (await item.getAttribute('data-metric')) ?? '',
    numberIn(await item.locator('strong').textContent()),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

/** Rows of a list as they stand: what they filter by, and their count. */
async function rowsOf(name: string): Promise<[value: string, count: number][]> {
  const rows = await card(name).locator('li[data-value]').all();
  return Promise.all(
    rows.map(async (row): Promise<[string, number]> => {
      const counts = row.locator('span[class*="count"]');
      return [(await row.getAttribute('data-value')) ?? '', numberIn(await counts.textContent())];
    }),
  );
}

/** Rows as the server has them. */
function answered({ breakdowns }: WireStatistics, by: string): [string, number][] {
  const rows = breakdowns.find((one) => one.by === by)?.rows ?? [];
  return rows.map(({ value, counts }) => [String(value ?? '(none)'), counts.scans ?? 0]);
}

function waitForScans(count: number): Promise<void> {
  return eventually(async () => expect((await headNumbers()).scans).toBe(count));
}

describe('the numbers of a workspace', () => {
  it('are those that the API answers to the same question', async () => {
    const by = 'country,device,os,browser,referrer,code,week_hour';
    const metrics = 'scans,visitors,hits,bots';
    const { totals, previous } = await askServer({ metrics, compare: 'previous' });
    const lists = await askServer({ metrics: 'scans', by });
    expect(await headNumbers()).toEqual({
      scans: totals.scans,
      visitors: totals.visitors,
      hits: totals.hits,
    });
    expect(totals.scans).toBeGreaterThan(100);
    const more = Math.round((totals.scans! / previous!.totals.scans! - 1) * 100);
    await waitForText(page, `▲ ${more}%`);
    expect(await rowsOf('Where')).toEqual(answered(lists, 'country'));
    expect(await rowsOf('With what')).toEqual(answered(lists, 'device'));
    expect(await rowsOf('From which sites')).toEqual(answered(lists, 'referrer'));
    expect(await rowsOf('Codes')).toEqual(answered(lists, 'code'));
    const kinds = card('What is counted').locator('li[data-metric="bots"]');
    expect(numberIn(await kinds.locator('button span').nth(1).textContent())).toBe(totals.bots);
    const hours = answered(lists, 'week_hour').filter(([, count]) => count > 0);
    for (const [hour, count] of hours.slice(0, 5)) {
      const cell = card('At which hours').locator(`[data-hour="${hour}"]`);
      expect(numberIn(((await cell.getAttribute('aria-label')) ?? '').split('Scans')[1] ?? '')).toBe(count);
    }
    expect(visitor.strayed).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  it('are drawn over time, read by the arrow keys, and written as a table', async () => {
    const { series } = await askServer({ metrics: 'scans', interval: 'day' });
    const chart = page.getByRole('slider', { name: 'Scans over time' });
    await chart.locator('canvas').waitFor();
    await chart.press('Home');
    expect(await chart.getAttribute('aria-valuetext')).toContain(`Scans ${series![0]!.scans}`);
    await chart.press('ArrowRight');
    expect(await chart.getAttribute('aria-valuetext')).toContain(`Scans ${series![1]!.scans}`);
    await chart.press('End');
    expect(await chart.getAttribute('aria-valuetext')).toContain('not complete');
    await page.getByRole('button', { name: 'Show as a table' }).click();
    const rows = page.getByRole('table', { name: 'Scans over time' }).locator('tbody tr');
    const shown = await rows.locator('td:nth-of-type(1)').allTextContents();
    expect(shown.map(numberIn)).toEqual(series!.map(({ scans }) => scans));
  });

  it('of a folder, a tag and a code are of its codes alone', async () => {
    const { menu, folder } = world;
    for (const set of [{ folder: folder.id }, { tag: 'hall' }, { code: menu.id }]) {
      const { totals } = await askServer({ metrics: 'scans', ...set });
      await show(`?${new URLSearchParams(set as Record<string, string>)}`);
      await waitForScans(totals.scans!);
    }
    expect(await card('Codes').count()).toBe(0);
    const { totals } = await askServer({ metrics: 'scans', code: menu.id });
    await page.goto(`/app/w/${world.workspace.slug}/codes/${menu.id}?tab=statistics`);
    await waitForScans(totals.scans!);
  });

  it('of a folder are chosen by its name', async () => {
    await page.getByRole('combobox', { name: 'Which codes' }).fill('Tab');
    await page.getByRole('option', { name: 'Tables' }).click();
    const { totals } = await askServer({ metrics: 'scans', folder: world.folder.id });
    await waitForScans(totals.scans!);
    expect(page.url()).toContain(`folder=${world.folder.id}`);
  });
});

describe('a filter', () => {
  it('is a click on what it keeps; the address has it, and back takes it away', async () => {
    const all = await headNumbers();
    const one = await askServer({ metrics: 'scans', country: 'DE' });
    const two = await askServer({ metrics: 'scans', country: 'DE', device: 'mobile' });
    await card('Where')
      .getByRole('button', { name: /^Germany/ })
      .last()
      .click();
    await waitForScans(one.totals.scans!);
    await card('With what')
      .getByRole('button', { name: /^Phones/ })
      .click();
    await waitForScans(two.totals.scans!);
    expect(new URL(page.url()).search).toBe('?country=DE&device=mobile');
    await page.reload();
    await waitForScans(two.totals.scans!);
    await page.getByRole('button', { name: 'Remove the filter Device: Phones' }).click();
    await waitForScans(one.totals.scans!);
    await page.goBack();
    await waitForScans(two.totals.scans!);
    await page.goBack();
    await page.goBack();
    await waitForScans(all.scans!);
  });

  it('may be a city with a comma in its name', async () => {
    await card('Where').getByRole('tab', { name: 'Cities' }).click();
    await card('Where')
      .getByRole('button', { name: /^Washington, D.C./ })
      .click();
    const { totals } = await askServer({ metrics: 'scans', city: 'Washington, D.C.' });
    await waitForScans(totals.scans!);
    await page.reload();
    await page.getByRole('button', { name: 'Remove the filter City: Washington, D.C.' }).waitFor();
    await waitForScans(totals.scans!);
  });

  it('may be an hour of the week, which the arrow keys lead to', async () => {
    const { breakdowns } = await askServer({ metrics: 'scans', by: 'week_hour' });
    const { value, counts } = breakdowns[0]!.rows.find((row) => (row.counts.scans ?? 0) > 0)!;
    const heat = card('At which hours');
    await heat.locator('[data-hour="0"]').focus();
    for (let hour = 0; hour < Number(value) % 24; hour += 1) await page.keyboard.press('ArrowRight');
    for (let day = 0; day < Math.floor(Number(value) / 24); day += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await waitForScans(counts.scans!);
    await heat.locator(`[data-hour="${value}"][aria-pressed="true"]`).click();
    await eventually(() => expect(new URL(page.url()).search).toBe(''));
  });

  it('that nothing fits says so and can be taken away', async () => {
    await show('?country=FR');
    await waitForText(page, 'Nothing fits these filters');
    await page.getByRole('button', { name: 'Remove all filters' }).click();
    await card('Where').waitFor();
  });
});

describe('the period', () => {
  it('is chosen by single keys, which the help tells of', async () => {
    const search = () => new URL(page.url()).search;
    await page.keyboard.press('w');
    await eventually(() => expect(search()).toBe('?period=7d'));
    const { totals } = await askServer({ metrics: 'scans', since: daysAgo(6) });
    await waitForScans(totals.scans!);
    await page.keyboard.press('ArrowLeft');
    await eventually(() => expect(search()).toBe(`?from=${daysAgo(13)}&to=${daysAgo(7)}`));
    const before = await askServer({ metrics: 'scans', since: daysAgo(13), until: daysAgo(6) });
    await waitForScans(before.totals.scans!);
    await page.keyboard.press('ArrowRight');
    await eventually(() => expect(search()).toBe('?period=7d'));
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Last 12 months').waitFor();
    // A key of the page does nothing while a dialog is open.
    await page.keyboard.press('d');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(search()).toBe('?period=7d');
  });

  it('may be days of one’s own, and all the time that there is', async () => {
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Choose a period' });
    await dialog.getByLabel('From').fill(daysAgo(3));
    await dialog.getByLabel('To (this day too)').fill(daysAgo(2));
    await dialog.getByRole('button', { name: 'Show' }).click();
    const some = await askServer({ metrics: 'scans', since: daysAgo(3), until: daysAgo(1) });
    await waitForScans(some.totals.scans!);
    await page.keyboard.press('a');
    const all = await askServer({ metrics: 'scans', since: '2025-01-01' });
    await waitForScans(all.totals.scans!);
  });

  it('without scans leads on to one that has some', async () => {
    await show('?from=2025-02-01&to=2025-02-03');
    await waitForText(page, 'No scans in this period');
    await page.getByRole('button', { name: 'Show all time' }).click();
    await card('Where').waitFor();
  });
});

it('it is drawn where the system has no locale, and the browser’s language is no tag', async () => {
  const other = await site.visitor({ as: world.user });
  await other.page.addInitScript(
    `Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' });`,
  );
  await other.page.goto(`/app/w/${world.workspace.slug}/statistics`);
  await other.page.getByRole('region', { name: 'Numbers over time' }).locator('canvas').waitFor();
  expect(other.complaints).toEqual([]);
});

it('everybody can read it, light and dark, in Arabic, and on a phone', async () => {
  await show('?live=1');
  await card('Scans as they come').getByText('Connected').waitFor();
  await page.locator('canvas').waitFor();
  await card('Where').getByRole('group').waitFor();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    expect(await findSerious(page)).toEqual([]);
  }
  const { page: arabic, context } = await site.visitor({ as: world.user, language: 'ar', width: 375 });
  await arabic.goto(page.url());
  await arabic.locator('canvas').waitFor();
  expect(await arabic.evaluate('document.documentElement.scrollWidth')).toBe(375);
  expect(await findSerious(arabic)).toEqual([]);
  await context.close();
});

async function findSerious(tab: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`));
}

it('every number has its definition at hand, for the keyboard too', async () => {
  for (const name of ['Scans', 'Daily visitors', 'Hits']) {
    await card('Numbers over time')
      .getByRole('button', { name: `What is meant by ${name}?` })
      .focus();
    await page.getByRole('tooltip').filter({ hasText: /./ }).waitFor();
  }
  await waitForText(page, 'Every stored request of the short link');
});

it('one of the kinds of hits is looked at like scans are', async () => {
  const { totals } = await askServer({ metrics: 'bots', by: 'country' });
  await card('What is counted').getByRole('button', { name: /^Bots/ }).click();
  await eventually(async () => expect((await headNumbers()).bots).toBe(totals.bots));
  await page.getByRole('slider', { name: 'Bots over time' }).waitFor();
});

it('a scan by a phone comes into the live feed, and the numbers follow', async () => {
  const { scans = 0 } = await headNumbers();
  await page.getByRole('button', { name: 'Live' }).click();
  await card('Scans as they come').getByText('Connected').waitFor();
  await scan(site.program, 'poster');
  const told = card('Scans as they come').getByRole('listitem');
  await told.filter({ hasText: 'Poster' }).filter({ hasText: 'Phones' }).waitFor();
  await waitForScans(scans + 1);
  expect(await card('Scans as they come').getByRole('status').textContent()).toContain('One new scan');
});

it('the live feed shows what the page is filtered by, and nothing else', async () => {
  await show('?live=1&device=desktop');
  await card('Scans as they come').getByText('Connected').waitFor();
  await scan(site.program, 'poster');
  await scan(site.program, 'poster', {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  });
  const told = card('Scans as they come').getByRole('listitem');
  await told.filter({ hasText: 'Firefox' }).waitFor();
  expect(await told.count()).toBe(1);
});

it('what a filter is refused stays refused while scans come, and is asked for once', async () => {
  await show('?live=1');
  await card('Scans as they come').getByText('Connected').waitFor();
  const refused: string[] = [];
  // The lists of all kinds, with the filter; those that are asked for in their place are answered.
  const isRefused = ({ searchParams: asked }: URL) =>
    asked.get('device') === 'mobile' && asked.get('by')?.includes('referrer') === true;
  await page.route(isRefused, (route) => {
    refused.push(route.request().url());
    return route.fulfill({ status: 400, json: { error: 'too many single scans', code: 'too_broad' } });
  });
  await card('With what')
    .getByRole('button', { name: /^Phones/ })
    .click();
  await card('From which sites').getByText('Cannot be counted').waitFor();
  const { scans = 0 } = await headNumbers();
  const seen = await page.evaluateHandle<Set<string>>(`(() => {
    const seen = new Set();
    const look = () => seen.add(document.querySelector('section[aria-label="From which sites"]').textContent);
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  })()`);
  await scan(site.program, 'poster');
  await waitForScans(scans + 1);
  const texts = await seen.evaluate((set) => [...set]);
  expect(texts.filter((text) => !text.includes('Cannot be counted'))).toEqual([]);
  expect(refused).toHaveLength(1);
  await page.unroute(isRefused);
});

it('what is exported is what is shown', async () => {
  await show('?country=DE&period=7d');
  const shown = await rowsOf('With what');
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export what is shown' });
  await dialog.getByRole('combobox', { name: 'What' }).click();
  await page.getByRole('option', { name: 'Devices' }).click();
  const save = async () => {
    const saved = page.waitForEvent('download');
    await dialog.getByText('Download', { exact: true }).click();
    return readFile((await (await saved).path())!, 'utf8');
  };
  const lines = (await save()).trim().split('\r\n').slice(1);
  const rows = lines.map((line) => line.replaceAll('"', '').split(','));
  expect(rows).toEqual(shown.map(([value, count]) => [value, String(count)]));
  await dialog.getByRole('combobox', { name: 'What' }).click();
  await page.getByRole('option', { name: 'Single scans' }).click();
  const { totals } = await askServer({ metrics: 'scans', since: daysAgo(6) });
  expect((await save()).trim().split('\r\n')).toHaveLength(1 + totals.scans!);
});

it('where nothing was ever scanned, the page says how to begin', async () => {
  const { user, workspace } = await makeOwner(site.core, 'new@example.com', 'Empty');
  const { page: fresh, context } = await site.visitor({ as: user });
  await fresh.goto(`/app/w/${workspace.slug}/statistics`);
  await waitForText(fresh, 'No scans yet');
  await fresh.getByRole('link', { name: 'Go to the codes' }).waitFor();
  await context.close();
});
