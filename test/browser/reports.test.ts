import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { createReport } from '../../src/core/reports/links.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import type { User } from '../../src/core/workspaces/workspace.ts';
import type { WireReport } from '../../src/http/dashboard/wire-stats.ts';
import { waitForToast } from '../support/code-steps.ts';
import { openSite, type Site, waitForPage } from '../support/dashboard-site.ts';
import { operator } from '../support/program.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';
import { storeHits } from '../support/stored-hits.ts';

const password = 'told by telephone';
const secrets = ['Sesame Bakery', 'Hidden poster', 'hidden-slug', 'destination.example', 'Ann Owner'];
const hourMs = 3_600_000;

let site: Site;
let owner: User;
let access: Access;
beforeAll(async () => {
  site = await openSite({ DEFAULT_PLAN: 'business' });
  owner = await createUser(site.core, operator, { email: 'ann@example.com', name: 'Ann Owner' });
  const { slug } = await createWorkspace(site.core, operator, { name: 'Sesame Bakery', ownerId: owner.id });
  access = await getAccess(site.core, owner, slug);
  await fillWithScans();
});
afterAll(() => site.close());

async function fillWithScans(): Promise<void> {
  const make = (name: string, wanted: string, tags: readonly string[]) =>
    createCode(site.core, access, {
      ...{ type: 'url', name, slug: wanted, tags: [...tags] },
      destination: 'https://destination.example/menu',
    });
  const poster = await make('Hidden poster', 'hidden-slug', ['city']);
  const other = await make('Another', 'another-slug', []);
  const now = Date.now();
  const ago = (hours: number) => new Date(now - hours * hourMs).toISOString();
  const from = (country: string | null, count: number, each: number) =>
    Array.from({ length: count }, (_, n) => ({ code: poster, at: ago(n * each), visitor: n + 1, country }));
  const hits = [...from('DE', 40, 7), ...from('US', 12, 11), ...from('MT', 3, 30), ...from(null, 2, 50)];
  const bot = { code: poster, at: ago(5), facts: { kind: 'bot' } } as const;
  await storeHits(site.program.config, [...hits, bot, { code: other, at: ago(3), country: 'FR' }]);
}

async function openReport(url: string): Promise<Page> {
  const { page } = await site.visitor();
  await page.goto(url);
  return page;
}

/** As the page itself asks, with what it was given for the password. */
async function askWire(page: Page, url: string, days: number): Promise<WireReport> {
  const token = url.slice(url.lastIndexOf('/') + 1);
  const pass = await page.evaluate(() => Object.values(sessionStorage)[0] ?? '');
  const query = new URLSearchParams({ days: String(days), tz: 'Europe/Berlin' });
  const headers = { 'Quietzone-Report-Pass': pass };
  const answer = await page.request.get(`/app/api/reports/${token}/numbers?${query}`, { headers });
  expect(answer.status()).toBe(200);
  return (await answer.json()) as WireReport;
}

const number = (value: number) => value.toLocaleString('en-GB');

/** Names and counts of a list of shares, as they stand there. */
async function shownShares(page: Page, name: string): Promise<Readonly<Record<string, string>>> {
  const rows = page.locator(`[data-shares="${name}"] li[data-value]`);
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => [row.getAttribute('data-value'), row.textContent] as const),
  );
  return Object.fromEntries(texts.map(([value, text]) => [value, text ?? '']));
}

async function expectNumbers(page: Page, wire: WireReport): Promise<void> {
  for (const metric of wire.metrics) {
    const shown = await page.locator(`[data-metric="${metric}"] strong`).textContent();
    expect(shown, metric).toBe(number(wire.totals[metric] ?? 0));
  }
  for (const { by, rows } of wire.breakdowns.filter((one) => one.by !== 'week_hour')) {
    const metric = by === 'kind' ? 'hits' : 'scans';
    const counted = rows.filter(({ counts }) => (counts[metric] ?? 0) > 0);
    const shown = await shownShares(page, by);
    expect(Object.keys(shown), by).toEqual(counted.map(({ value }) => value ?? '(none)'));
    for (const { value, counts } of counted)
      expect(shown[value ?? '(none)'], by).toContain(number(counts[metric] ?? 0));
  }
}

it('a link is made, told once, opened with its password by a stranger, and revoked', async () => {
  const { page } = await site.visitor({ as: owner });
  await page.goto(`/app/w/${access.workspace.slug}/statistics/reports`);
  await page.getByRole('button', { name: 'New report link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('For the city');
  await dialog.getByRole('combobox', { name: 'Codes' }).fill('city');
  await page.getByRole('option', { name: 'city', exact: true }).click();
  await dialog.getByLabel('How far back').selectOption('90');
  await dialog.getByLabel('Password (optional)').fill(password);
  await dialog.getByRole('button', { name: 'Make link' }).click();
  await waitForText(page, 'Copy the link now');
  const url = (await dialog.locator('code').textContent())!;
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  const row = page.getByRole('row', { name: /For the (city|town)/ });
  await row.getByText('Last 90 days').waitFor();
  expect(await row.textContent()).toMatch(/city.*tag.*yes.*never.*Ann Owner/);

  const stranger = await openReport(url);
  await waitForHeading(stranger, 'For the city');
  await stranger.getByLabel('Password', { exact: true }).fill('a wrong guess');
  await stranger.getByRole('button', { name: 'Open report' }).click();
  await waitForText(stranger, 'This password is wrong.');
  await stranger.getByLabel('Password', { exact: true }).fill(password);
  await stranger.getByRole('button', { name: 'Open report' }).click();
  await stranger.getByRole('heading', { name: 'Countries' }).waitFor();
  await waitForPage(stranger);
  await expectNumbers(stranger, await askWire(stranger, url, 90));
  const seen = await stranger.content();
  for (const secret of secrets) expect(seen).not.toContain(secret);
  expect(await stranger.getByRole('navigation').count()).toBe(0);

  await row.getByRole('button', { name: 'Change For the city' }).click();
  await dialog.getByLabel('Title').fill('For the town');
  await dialog.getByLabel('Password', { exact: true }).selectOption('Set a new one');
  await dialog.getByLabel('New password', { exact: true }).fill('told by post');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await waitForToast(page, 'For the town is changed.');
  await stranger.reload();
  await waitForHeading(stranger, 'For the town');
  await stranger.getByLabel('Password', { exact: true }).fill('told by post');
  await stranger.getByRole('button', { name: 'Open report' }).click();
  await stranger.getByRole('heading', { name: 'Countries' }).waitFor();

  await row.getByRole('button', { name: 'Revoke For the town' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke link' }).click();
  await waitForToast(page, 'For the town is revoked.');
  await row.getByText('revoked').waitFor();
  await stranger.reload();
  await waitForHeading(stranger, 'This report is not here any more');
});

it('another range is chosen, stands in the address, and its numbers are the server’s', async () => {
  const { url } = await createReport(site.core, access, {
    title: 'Open',
    set: {},
    days: 30,
    expiresAt: null,
  });
  const page = await openReport(url);
  await page.getByRole('heading', { name: 'Countries' }).waitFor();
  await expectNumbers(page, await askWire(page, url, 30));
  await page.getByText('7 days', { exact: true }).click();
  await page.waitForURL('**?days=7');
  await page.locator('[data-old]').waitFor({ state: 'hidden' });
  const week = await askWire(page, url, 7);
  expect(week.totals.scans).toBeLessThan(58);
  await page
    .locator(`[data-metric="scans"] strong`)
    .getByText(number(week.totals.scans ?? 0))
    .waitFor();
  await expectNumbers(page, week);
});

describe('the map of the world', () => {
  it('says each country’s number, and the smallest have a dot', async () => {
    const { url } = await createReport(site.core, access, {
      title: 'Map',
      set: {},
      days: 30,
      expiresAt: null,
    });
    const page = await openReport(url);
    const map = page.getByRole('group', { name: 'Map of the world' });
    await map.getByRole('img', { name: 'Germany: 40' }).waitFor();
    expect(await map.getByRole('img').count()).toBe(4);
    expect(await map.locator('[data-country="DE"]').getAttribute('data-step')).toBe('4');
    await map.locator('[data-country="MT"]').hover();
    await page.locator('figure').getByText('Malta', { exact: true }).waitFor();
    await waitForText(page, '2 from an unknown country');
  });

  it('is one stop of the Tab key, its arrows go by number, and Enter picks and lets go', async () => {
    const { page } = await site.visitor({ as: owner });
    await page.goto(`/app/w/${access.workspace.slug}/statistics`);
    const map = page.getByRole('group', { name: /^Map of the world/ });
    const pressed = (name: string) => map.getByRole('button', { name, pressed: true });
    await map.getByRole('button', { name: 'Germany: 40' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL('**country=US**');
    await pressed('United States: 12').waitFor();
    expect(await map.locator('[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.search.includes('country'));
    await pressed('United States: 12').waitFor({ state: 'hidden' });
  });
});

it('an address that was cut off, or never was a report’s, says whom to ask', async () => {
  for (const token of ['x'.repeat(43), 'short']) {
    const page = await openReport(`/app/report/${token}`);
    await waitForHeading(page, 'This report is not here any more');
  }
});

it('who may only read sees the links, and can neither make nor revoke one', async () => {
  await createReport(site.core, access, { title: 'Kept', set: {}, days: 30, expiresAt: null });
  const { workspace } = access;
  const where = { workspace: { id: workspace.id, role: 'viewer' } } as const;
  const viewer = await createUser(site.core, operator, { email: 'vera@example.com', name: 'Vera', ...where });
  const { page } = await site.visitor({ as: viewer });
  await page.goto(`/app/w/${workspace.slug}/statistics/reports?new=1`);
  await page.getByRole('row', { name: /Kept/ }).waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
});
