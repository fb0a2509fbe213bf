import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Code } from '../../../src/core/codes/code.ts';
import { createCode } from '../../../src/core/codes/create.ts';
import { updateCode } from '../../../src/core/codes/update.ts';
import { createFolder } from '../../../src/core/folders/folders.ts';
import { createStatistics } from '../../../src/core/stats/answer/answer.ts';
import { dimensions, metrics } from '../../../src/core/stats/question.ts';
import { type Access, getAccess } from '../../../src/core/workspaces/access.ts';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import type { User } from '../../../src/core/workspaces/workspace.ts';
import { openStatReads } from '../../../src/store/open.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { createTestApp, testSecret } from '../../support/app.ts';
import { type Browser, cookiesOf, createBrowser, dashboardOf } from '../../support/dashboard.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';
import { storeHits, type ToldHit } from '../../support/stored-hits.ts';

let program: TestProgram;
let call: Call;
let browser: Browser;
let owner: User;
let access: Access;
let codes: readonly Code[];
let folder: string;
let foreign: { readonly code: string; readonly folder: string };

const places = [
  { country: 'DE', region: 'Berlin', city: 'Berlin' },
  { country: 'DE', region: 'Hesse', city: 'Frankfurt' },
  { country: 'US', region: 'Ohio', city: 'Berlin' },
  {},
];
const agents = [
  {},
  { device: 'desktop', os: 'Windows', browser: 'Edge', ua: 'pc' },
  { device: 'tablet', os: 'Android', browser: 'Chrome', ua: 'tab' },
];
const bot = { kind: 'bot', reason: 'bot_user_agent' } as const;

/** Three weeks over the change of clocks in Berlin, at hours that wander through the day. */
function hitsOf(all: readonly Code[]): ToldHit[] {
  return Array.from({ length: 400 }, (_, n) => ({
    ...{ ...places[n % 4], ...agents[n % 3], code: all[n % 5 === 0 ? 1 : 0]!, visitor: n % 17 },
    at: new Date(Date.UTC(2026, 2, 14) + n * 4_400_000).toISOString(),
    ...(n % 6 === 0 && { referrer: `site-${n % 13}.example` }),
    facts: n % 11 === 0 ? bot : {},
  }));
}

beforeAll(async () => {
  program = await startProgram({ GEO_DB: '' });
  const { core } = program;
  owner = (await core.store.workspaces.listUsers())[0]!;
  const [workspace] = await core.store.workspaces.list();
  access = await getAccess(core, owner, workspace!.slug);
  call = qraClient(program, await program.key('qra'));
  const input = { type: 'url', destination: 'https://example.com/' } as const;
  folder = (await createFolder(core, access, { name: 'Summer' })).id;
  codes = [
    await createCode(core, access, { ...input, name: '=Menu, "the" long one', tags: ['hall'] }),
    await createCode(core, access, { ...input, name: 'Poster', folderId: folder }),
  ];
  const other = await createWorkspace(core, operator, { name: 'Other', ownerId: owner.id });
  const elsewhere = await getAccess(core, owner, other.slug);
  foreign = {
    code: (await createCode(core, elsewhere, input)).id,
    folder: (await createFolder(core, elsewhere, { name: 'Theirs' })).id,
  };
  await storeHits(program.config, hitsOf(codes));
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  browser = await dashboardOf(program, secret).browserOf(owner);
});
afterAll(() => program.stop());

async function fetchStats(query: string, from = browser, path = 'stats') {
  const response = await from.fetch(`/app/api/w/${access.workspace.slug}/${path}?${query}`);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { response, body: isJson ? JSON.parse(text) : text };
}

// biome-ignore lint/suspicious/noExplicitAny: what a client sees of JSON
type Json = any;

/** The API's answer in the words of the dashboard. */
function asDashboard({ sealed_until: _, breakdowns, previous, series, ...answer }: Json): Json {
  const { since, until, totals } = answer;
  return {
    ...answer,
    ...periodOf({ since, until, totals, series }),
    previous: previous && periodOf(previous),
    // The sealer goes on meanwhile.
    sealedUntil: expect.any(Number),
    breakdowns: breakdowns.map(({ data, next_cursor: next, ...rest }: Json) => ({
      ...{ ...rest, next, rows: data.map(rowOf) },
    })),
  };
}

function periodOf({ since, until, totals, series }: Json): Json {
  const points = series?.map((point: Json) => ({ ...point, start: Date.parse(point.start) })) ?? null;
  return { since: Date.parse(since), until: Date.parse(until), totals, series: points };
}

function rowOf({ data, ...row }: Json): Json {
  const isMetric = ([name]: [string, unknown]) => (metrics as readonly string[]).includes(name);
  const entries = Object.entries(row);
  const counts = Object.fromEntries(entries.filter(isMetric));
  const rest = Object.fromEntries(entries.filter((entry) => !isMetric(entry)));
  return { ...rest, counts, ...(data && { rows: data.map(rowOf) }) };
}

const march = 'since=2026-03-15&until=2026-04-02&tz=Europe/Berlin';

describe('the numbers are those of the API', () => {
  test.each([
    march,
    `${march}&interval=day&compare=previous`,
    `${march}&interval=hour&metrics=scans,hits,bots`,
    'since=2026-03-01&until=2026-04-01&interval=week&compare=previous',
    `${march}&metrics=${metrics.join(',')}`,
    `${march}&by=country,region,city,device,os,browser,referrer&limit=2`,
    `${march}&by=hour,weekday,week_hour,code`,
    `${march}&by=kind,reason,network&metrics=hits`,
    `${march}&by=country&split=city`,
    `${march}&by=week_hour&country=DE&country=US&device=tablet`,
    `${march}&by=code&metrics=visitors&weekday=7&week_hour=167&week_hour=0`,
    `${march}&tag=hall&interval=month`,
    `${march}&by=city&referrer=(none)&country=(none)`,
    'since=2026-03-15T10:17:03Z&until=2026-03-20T11:01:59.5Z&interval=day&tz=America/St_Johns',
  ])('%s', async (query) => {
    const { body } = await fetchStats(query);
    const api = await call('GET', `/stats?${query}`);
    expect(api.status, JSON.stringify(api.body)).toBe(200);
    const { attribution, ...numbers } = body;
    expect(numbers).toEqual(asDashboard(api.body));
    expect(attribution).toEqual({ text: 'IP Geolocation by DB-IP', url: 'https://db-ip.com' });
  });

  test('also of one code and of a folder, and page by page', async () => {
    const [menu] = codes;
    const one = await fetchStats(`${march}&by=referrer&code=${menu!.id}`);
    const { attribution: _, ...numbers } = one.body;
    expect(numbers).toEqual(
      asDashboard((await call('GET', `/qr/${menu!.id}/stats?${march}&by=referrer`)).body),
    );
    const inFolder = (await fetchStats(`${march}&folder=${folder}`)).body;
    expect(inFolder.totals).toEqual((await call('GET', `/stats?${march}&folder=${folder}`)).body.totals);
    expect(inFolder.totals.scans).toBeGreaterThan(0);
    const values: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await fetchStats(`${march}&by=city&limit=1&cursor=${cursor}`);
      values.push(...body.breakdowns[0].rows.map((row: Json) => [row.value, row.country]));
      cursor = body.breakdowns[0].next;
    }
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(4);
    expect(values).toHaveLength(4);
  });
});

describe('what is refused', () => {
  test('a code or a folder of others is a 404, as one that does not exist', async () => {
    const nobodys = '019f0000-0000-7000-8000-000000000000';
    for (const path of ['stats', 'stats/export', 'scans/export'])
      for (const id of [`code=${foreign.code}`, `folder=${foreign.folder}`]) {
        const theirs = await fetchStats(id, browser, path);
        const none = await fetchStats(id.replace(/=.*/, `=${nobodys}`), browser, path);
        expect([path, theirs.response.status, theirs.body]).toEqual([path, 404, none.body]);
      }
    expect((await fetchStats('folder=x')).response.status).toBe(404);
    expect((await fetchStats(`code=${foreign.code}`, browser, 'scans/stream')).response.status).toBe(404);
  });

  test.each([
    ['tz', 'tz=Mars'],
    ['week_hour', 'week_hour=168'],
    ['metrics', 'metrics=likes'],
    ['since', 'since=yesterday'],
    ['cursor', 'by=city&cursor=x'],
  ])('what cannot be read names its parameter: %s', async (path, query) => {
    const { response, body } = await fetchStats(query);
    expect([response.status, body.code, body.details[0].path]).toEqual([400, 'validation_error', path]);
  });

  test('too many single scans are a sentence that says what to do', async () => {
    const reads = await openStatReads({
      ...{ url: '', file: join(program.config.dataDir, 'quietzone.db'), durability: 'fast' },
    });
    const statistics = createStatistics(reads, { rowsMax: 10 });
    onTestFinished(() => statistics.close());
    const core = { ...program.core, statistics };
    const { baseUrl } = core.settings;
    const app = createTestApp({ core });
    const cookies = await cookiesOf(core, testSecret, baseUrl, owner);
    const quick = createBrowser(baseUrl, cookies, async (url, init) => app.request(url, init));
    const { response, body } = await fetchStats(`${march}&device=mobile`, quick);
    expect([response.status, body.code]).toEqual([400, 'too_broad']);
    expect(body.error).toMatch(/^More than 10 single scans .*: choose a shorter range or fewer codes.*\.$/);
  });
});

describe('files of what is shown', () => {
  const linesOf = (text: string) => text.split('\r\n').slice(0, -1);

  test('the rows of one breakdown, all of them, with texts that no spreadsheet takes for a formula', async () => {
    const { response, body } = await fetchStats(
      `${march}&by=code&limit=1&format=csv`,
      browser,
      'stats/export',
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="statistics-[\w-]+\.csv"$/,
    );
    const shown = (await fetchStats(`${march}&by=code`)).body.breakdowns[0].rows;
    const cells = shown.map(({ code: { id, slug }, counts }: Json) => [id, slug, counts]);
    expect(linesOf(body)).toEqual([
      'code_id,slug,name,scans,visitors',
      `${cells[0][0]},"${cells[0][1]}","'=Menu, ""the"" long one",${cells[0][2].scans},${cells[0][2].visitors}`,
      `${cells[1][0]},"${cells[1][1]}","Poster",${cells[1][2].scans},${cells[1][2].visitors}`,
    ]);
    const cities = linesOf((await fetchStats(`${march}&by=city&format=csv`, browser, 'stats/export')).body);
    expect(cities).toHaveLength(5);
    expect(cities[0]).toBe('country,region,city,scans');
    expect(cities.some((line) => line.startsWith('"US","Ohio","Berlin",'))).toBe(true);
    const hours = linesOf((await fetchStats(`${march}&by=week_hour`, browser, 'stats/export')).body);
    expect(hours).toHaveLength(169);
    const split = await fetchStats(`${march}&by=device&split=country`, browser, 'stats/export');
    expect(linesOf(split.body)[0]).toBe('device,country,scans');
  });

  test('the series with the time before beside it, or the totals', async () => {
    const query = `${march}&interval=day&compare=previous&metrics=scans`;
    const series = linesOf((await fetchStats(query, browser, 'stats/export')).body);
    const api = (await call('GET', `/stats?${query}`)).body;
    expect(series[0]).toBe('start,scans,previous_start,previous_scans');
    expect(series.slice(1)).toEqual(
      api.series.map(({ start, scans }: Json, n: number) => {
        const before = api.previous.series[n];
        return `${start},${scans},${before.start},${before.scans}`;
      }),
    );
    const totals = linesOf((await fetchStats(`${march}&metrics=hits,bots`, browser, 'stats/export')).body);
    const { hits, bots } = (await call('GET', `/stats?${march}&metrics=hits,bots`)).body.totals;
    expect(totals).toEqual([
      'since,until,hits,bots',
      `2026-03-15T00:00:00+01:00,2026-04-02T00:00:00+02:00,${hits},${bots}`,
    ]);
  });

  test('JSON is what the API answers, with every row', async () => {
    const query = `${march}&by=referrer&interval=day`;
    const { response, body } = await fetchStats(`${query}&limit=1&format=json`, browser, 'stats/export');
    expect(response.headers.get('content-disposition')).toMatch(/\.json"$/);
    const api = (await call('GET', `/stats?${query}&limit=1000`)).body;
    expect(body).toEqual({ ...api, sealed_until: expect.any(String) });
  });

  test('a file holds one table', async () => {
    const { response, body } = await fetchStats('by=country,city', browser, 'stats/export');
    expect([response.status, body.details[0].path]).toEqual([400, 'by']);
  });

  test('single scans are those of the API’s export', async () => {
    for (const format of ['csv', 'ndjson'])
      for (const query of [`tag=hall&include=all`, `code=${codes[1]!.id}&since=2026-03-20`]) {
        const { response, body } = await fetchStats(`${query}&format=${format}`, browser, 'scans/export');
        expect(response.headers.get('content-disposition')).toContain(`.${format}"`);
        expect(body.length).toBeGreaterThan(500);
        expect(body).toBe((await call('GET', `/scans.${format}?${query}`)).body);
      }
  });
});

test('the overview names codes with their pictures, and its numbers are those of statistics', async () => {
  await updateCode(program.core, access, codes[1]!.id, { name: 'Renamed' });
  const overview = await browser.get('GET /w/:workspace/overview', {
    ...{ params: { workspace: access.workspace.slug }, query: { tz: 'Asia/Kolkata' } },
  });
  expect(overview).toMatchObject({ tz: 'Asia/Kolkata', codes: { total: 2, active: 2 }, unprovedTotal: 2 });
  expect(overview.unproved[0]).toEqual({
    ...{ id: codes[0]!.id, slug: codes[0]!.slug, name: codes[0]!.name },
    picture: `/img/${codes[0]!.slug}.svg?v=0`,
  });
  expect(overview.days).toHaveLength(31);
  expect(overview.changes).toBeGreaterThan(0);
  const days = overview.days.map(({ start }) => new Date(start).toISOString().slice(0, 10));
  const { totals } = (
    await call(
      'GET',
      `/stats?tz=Asia/Kolkata&since=${new Date(overview.days.at(-8)!.start).toISOString()}&until=${new Date(overview.days.at(-1)!.start).toISOString()}`,
    )
  ).body;
  expect([days.length, overview.week]).toEqual([31, totals]);
});

test('the API’s overview is the same in its own words', async () => {
  const params = { workspace: access.workspace.slug };
  const shown = await browser.get('GET /w/:workspace/overview', { params, query: { tz: 'Asia/Kolkata' } });
  const { status, body } = await call('GET', '/overview?tz=Asia/Kolkata');
  expect(status, JSON.stringify(body)).toBe(200);
  const { yesterday_so_far, week_before, silent_total, unproved_total, days, unproved, ...rest } = body;
  expect({
    ...{ ...rest, yesterdaySoFar: yesterday_so_far, weekBefore: week_before },
    ...{ silentTotal: silent_total, unprovedTotal: unproved_total },
    days: days.map(({ start, scans }: Json) => ({ start: Date.parse(start), scans })),
    unproved: unproved.map((one: Json) => ({ ...one, picture: `/img/${one.slug}.svg?v=0` })),
  }).toEqual(shown);
  expect(days[0].start).toMatch(/T00:00:00\+05:30$/);
  expect((await call('GET', '/overview?tz=Mars')).body.details[0].path).toBe('tz');
});

test('every dimension can be broken down and saved', async () => {
  for (const by of dimensions) {
    const { response } = await fetchStats(`${march}&by=${by}&metrics=scans`, browser, 'stats/export');
    expect([by, response.status]).toEqual([by, 200]);
  }
});
