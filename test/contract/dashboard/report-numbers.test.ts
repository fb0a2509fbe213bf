// Gives schemas what they need for the OpenAPI document: before any of core's is made.
import '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCode } from '../../../src/core/codes/create.ts';
import { createFolder } from '../../../src/core/folders/folders.ts';
import { type Access, getAccess } from '../../../src/core/workspaces/access.ts';
import type { WireCodeSet, WireReport } from '../../../src/http/dashboard/wire-stats.ts';
import { qraClient } from '../../support/api.ts';
import { type Browser, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { storeHits, type ToldHit } from '../../support/stored-hits.ts';

const dayMs = 86_400_000;
const zone = 'Asia/Kolkata';

let program: TestProgram;
let dashboard: Dashboard;
let access: Access;
let browser: Browser;
let menu: ToldHit['code'] & { readonly id: string; readonly slug: string };
let folder: string;

beforeAll(async () => {
  program = await startProgram();
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  dashboard = dashboardOf(program, secret);
  const { core } = program;
  const [workspace] = await core.store.workspaces.list();
  const owner = await dashboard.user('ann@example.com', workspace, 'owner');
  access = await getAccess(core, owner, workspace!.slug);
  folder = (await createFolder(core, access, { name: 'Secret folder' })).id;
  const make = (name: string, changes: object) =>
    createCode(core, access, { type: 'url', name, destination: 'https://secret.example/', ...changes });
  menu = await make('Secret menu', { slug: 'secret-slug', tags: ['secret-tag'], folderId: folder });
  const other = await make('Other', {});
  const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
  const berlin = { country: 'DE', region: 'Secret region', city: 'Secret city' };
  const at = { code: menu, ...berlin, referrer: 'secret-referrer.example' };
  await storeHits(program.config, [
    ...[0.001, 1, 3, 6, 8, 20, 40].map((days, visitor) => ({ ...at, at: ago(days), visitor })),
    { ...at, at: ago(1.01), facts: { kind: 'bot', reason: 'bot_user_agent' } },
    { ...at, at: ago(2), country: 'AT', device: 'desktop', os: 'Windows', browser: 'Firefox', ua: 'pc' },
    { code: other, at: ago(2), country: 'FR' },
  ]);
  browser = await dashboard.browserOf(owner);
});
afterAll(() => program.stop());

async function readReport(set: WireCodeSet, days: string): Promise<WireReport> {
  const params = { workspace: access.workspace.slug };
  const body = { title: 'For the fair', set, days: 30, expiresAt: null };
  const { url } = await browser.get('POST /w/:workspace/reports', { params, body });
  const token = url.slice(url.lastIndexOf('/') + 1);
  const query = { days, tz: zone };
  return dashboard.browser().get('GET /reports/:token/numbers', { params: { token }, query });
}

const sets = {
  'the workspace': () => ({}),
  'a code': () => ({ code: menu.id }),
  'a tag': () => ({ tag: 'secret-tag' }),
  'a folder': () => ({ folder }),
} as const satisfies Readonly<Record<string, () => WireCodeSet>>;

test.each(Object.keys(sets) as (keyof typeof sets)[])(
  'the numbers of %s are those of the API, of as many days of the calendar',
  async (of) => {
    const set: WireCodeSet = sets[of]();
    const report = await readReport(set, '7');
    expect(report.series).toHaveLength(7);
    const days = report.series?.map(({ start }) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(start),
    );
    expect(new Set(days).size).toBe(7);
    expect(days?.at(-1)).toBe(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(report.until - 1));

    // Days whose single scans were erased are known by quarter-hours alone.
    for (const end of [report.until, report.previous?.until ?? 1]) expect(end % 900_000).toBe(0);

    const range = {
      since: new Date(report.since).toISOString(),
      until: new Date(report.until).toISOString(),
    };
    const call = qraClient(program, await program.key('qra'));
    const ask = async (more: Record<string, string>) =>
      (await call('GET', `/stats?${new URLSearchParams({ ...set, ...range, tz: zone, ...more })}`)).body;
    const overall = await ask({ metrics: 'scans,visitors,hits', interval: 'day', compare: 'previous' });
    const counts = ({ start: _when, ...rest }: { start: unknown }) => rest;
    expect(report.totals).toEqual(overall.totals);
    expect(report.totals.scans).toBeGreaterThan(0);
    expect(report.series?.map(counts)).toEqual(overall.series.map(counts));
    expect(report.previous?.totals).toEqual(overall.previous.totals);
    expect(report.previous?.series?.map(counts)).toEqual(overall.previous.series.map(counts));
    for (const { by, rows, total, next } of report.breakdowns) {
      const metrics = by === 'kind' ? 'hits' : 'scans';
      const [answer] = (await ask({ by, metrics, limit: '300' })).breakdowns;
      const wanted = answer.data.map(({ value, ...left }: { value: unknown }) => ({ value, counts: left }));
      expect({ by, rows, total, next }).toEqual({ by, rows: wanted, total: answer.total, next: null });
    }
    const dimensions = report.breakdowns.map(({ by }) => by);
    expect(dimensions).toEqual(
      expect.arrayContaining(['country', 'device', 'os', 'browser', 'week_hour', 'kind']),
    );
    for (const by of ['city', 'region', 'referrer', 'code', 'network']) expect(dimensions).not.toContain(by);
  },
);

test('nothing but numbers is told', async () => {
  const report = await readReport({ code: menu.id }, '30');
  expect(Object.keys(report).sort()).toEqual([
    ...['attribution', 'breakdowns', 'definitions', 'interval', 'metrics', 'previous'],
    ...['series', 'since', 'totals', 'tz', 'until'],
  ]);
  const text = JSON.stringify(report).toLowerCase();
  const { id } = access.workspace;
  for (const secret of ['secret', menu.id, folder, id, access.workspace.slug, 'ann@example.com', 'fair'])
    expect(text).not.toContain(secret);
});
