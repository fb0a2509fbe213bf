import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import type { Role } from '../../src/core/workspaces/roles.ts';
import type { WireOverview, WireOverviewCode } from '../../src/http/dashboard/wire-stats.ts';
import { openSite, type Site, waitForPage } from '../support/dashboard-site.ts';
import { operator } from '../support/program.ts';
import { waitForHeading } from '../support/sign-in-steps.ts';
import { storeHits } from '../support/stored-hits.ts';

const zone = 'Europe/Berlin';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let site: Site;
let access: Access;
beforeAll(async () => {
  site = await openSite({ DEFAULT_PLAN: 'business' });
  access = await makeWorkspace('Bakery');
  await fillWithScans();
});
afterAll(() => site.close());

async function makeWorkspace(name: string): Promise<Access> {
  const email = `${name.toLowerCase()}@example.com`;
  const owner = await createUser(site.core, operator, { email, name: 'Ann' });
  const { slug } = await createWorkspace(site.core, operator, { name, ownerId: owner.id });
  return getAccess(site.core, owner, slug);
}

/** One that gains, one that fell silent, one that is paused; all without a proof. */
async function fillWithScans(): Promise<void> {
  const make = (name: string) =>
    createCode(site.core, access, { type: 'url', name, destination: `https://example.com/${name}` });
  const [poster, flyer, door] = [await make('Poster'), await make('Flyer'), await make('Door')];
  await updateCode(site.core, access, door.id, { status: 'paused' });
  const now = Date.now();
  const at = (daysAgo: number, hours: number) =>
    new Date(now - daysAgo * dayMs - hours * hourMs).toISOString();
  const daily = Array.from({ length: 40 }, (_, n) => ({ code: flyer, at: at(9, n * 15), visitor: n }));
  const lately = Array.from({ length: 21 }, (_, n) => ({
    code: poster,
    at: at((n % 6) + 1, n / 7),
    visitor: n,
  }));
  const before = Array.from({ length: 4 }, (_, n) => ({ code: poster, at: at(9 + n, 0), visitor: n }));
  await storeHits(site.program.config, [...daily, ...lately, ...before, { code: poster, at: at(0, 0) }]);
}

async function openOverview(of: Access, role?: Role): Promise<Page> {
  const email = `${role}-${of.workspace.slug}@example.com`;
  const where = { workspace: { id: of.workspace.id, role: role ?? 'viewer' } };
  const owners = await site.core.store.workspaces.listUsers();
  const as = role
    ? await createUser(site.core, operator, { email, name: 'Vera', ...where })
    : owners.find(({ id }) => id === of.actor.id)!;
  const { page } = await site.visitor({ as });
  await page.goto('/app/');
  await waitForHeading(page, 'Overview');
  await waitForPage(page);
  return page;
}

async function askWire(page: Page): Promise<WireOverview> {
  const path = `/app/api/w/${access.workspace.slug}/overview?tz=${zone}`;
  return (await page.request.get(path)).json() as Promise<WireOverview>;
}

const number = (value: number) => value.toLocaleString('en-GB');
const idsIn = (list: Locator) =>
  list.getByRole('listitem').evaluateAll((items) => items.map((item) => item.getAttribute('data-code')));
const idsOf = (codes: readonly WireOverviewCode[]) => codes.map(({ id }) => id);

it('the home after signing in shows the numbers that the server counts, and nothing else', async () => {
  const page = await openOverview(access);
  const wire = await askWire(page);
  expect(wire.week.scans).toBe(21);
  expect(idsOf(wire.silent)).toHaveLength(1);

  const figure = (name: string, metric: string) =>
    page.locator(`[data-figures="${name}"] [data-metric="${metric}"] strong`).textContent();
  for (const metric of ['scans', 'visitors'] as const) {
    expect(await figure('today', metric)).toBe(number(wire.today[metric]));
    expect(await figure('week', metric)).toBe(number(wire.week[metric]));
  }
  const than = await page.locator('[data-figures="today"]').textContent();
  expect(than).toContain(
    `scans ${wire.yesterdaySoFar.scans}, daily visitors ${wire.yesterdaySoFar.visitors}.`,
  );
  const bars = page.locator('[data-day]');
  const drawn = await bars.evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('data-scans'))));
  expect(drawn).toEqual(wire.days.map(({ scans }) => scans));
  expect(drawn).toHaveLength(31);

  const fact = (name: string) => page.locator(`[data-fact="${name}"]`).textContent();
  expect(await fact('total')).toBe('3 codes');
  expect(await fact('active')).toBe('2 active');
  expect(await fact('paused')).toBe('1 paused');
  expect(await fact('changes')).toBe(`${number(wire.changes)} changes since yesterday`);

  const list = (name: string) => page.locator(`[data-list="${name}"]`);
  expect(await idsIn(list('gained'))).toEqual(idsOf(wire.gained));
  expect(await list('gained').textContent()).toContain(`${wire.gained[0]!.before} → 21 scans`);
  expect(await idsIn(list('silent'))).toEqual(idsOf(wire.silent));
  expect(await list('silent').textContent()).toContain(`${wire.silent[0]!.before} before`);
  expect(await idsIn(list('unproved'))).toEqual(idsOf(wire.unproved));
});

it('every number has its definition at hand', async () => {
  const page = await openOverview(access);
  await page.locator('[data-figures="week"]').getByRole('button').first().focus();
  await page
    .getByRole('tooltip')
    .getByText(/without repeats of the same visitor/)
    .waitFor();
});

it('each code and each fact leads to where one acts on it', async () => {
  const page = await openOverview(access);
  await page.getByRole('link', { name: '1 paused' }).click();
  await page.waitForURL('**/codes?status=paused');
  await page.goBack();
  await page.getByRole('link', { name: /changes since yesterday/ }).click();
  await waitForHeading(page, 'Audit');
  await page.goBack();
  await page.getByRole('link', { name: 'Prove Poster' }).click();
  await page.waitForURL('**/codes/*?tab=design');
  await waitForHeading(page, 'Poster');
});

it('who may only read is offered nothing else', async () => {
  const page = await openOverview(access, 'viewer');
  await page.locator('[data-list="unproved"]').getByText('Poster').waitFor();
  for (const name of [/New code/, /^Prove/, /changes since/])
    expect(await page.getByRole('main').getByRole('link', { name }).count()).toBe(0);
});

it('an empty workspace teaches three steps, and the first of them begins there', async () => {
  const own = await makeWorkspace('Empty');
  const page = await openOverview(own);
  expect(await page.getByRole('main').getByRole('listitem').count()).toBe(3);
  await page.getByRole('main').getByRole('link', { name: 'New code' }).click();
  await waitForHeading(page, 'New code');
  await createCode(site.core, own, { type: 'url', destination: 'https://example.com' });
  await page.goto('/app/');
  await page.getByRole('heading', { name: 'Next: print it, and see it being scanned' }).waitFor();
});
