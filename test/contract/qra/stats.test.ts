import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricDefinitions } from '../../../src/core/stats/definitions.ts';
import { dimensions, metrics } from '../../../src/core/stats/question.ts';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Answer, type Call, qraClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';
import { storeHits, type ToldHit } from '../../support/stored-hits.ts';

let program: TestProgram;
let call: Call;
let stranger: Call;
let menu: string;
let poster: string;
let foreign: string;

const germany = { country: 'DE', region: 'Berlin', city: 'Berlin' };
const austria = { country: 'AT', region: 'Vienna', city: 'Vienna' };

/** In Berlin, 29 March 2026 is a Sunday of 23 hours: it begins at 23:00 UTC the day before and ends at 22:00 UTC. */
function hitsOf(menuCode: ToldHit['code'], posterCode: ToldHit['code']): ToldHit[] {
  const [code, wall] = [{ code: menuCode }, { code: posterCode }];
  const bot = { kind: 'bot', reason: 'bot_user_agent' } as const;
  return [
    { ...code, at: '2026-03-28T22:59:59.999Z', visitor: 1, ...austria },
    { ...code, at: '2026-03-28T23:00:00Z', visitor: 1, ...germany },
    { ...code, at: '2026-03-29T00:30:00Z', visitor: 2, ...germany },
    { ...code, at: '2026-03-29T01:30:00Z', visitor: 2, ...germany, city: 'Potsdam', region: 'Brandenburg' },
    {
      ...code,
      at: '2026-03-29T01:30:05Z',
      visitor: 2,
      ...germany,
      facts: { repeat: true, reason: 'repeat_window' },
    },
    { ...code, at: '2026-03-29T05:00:00Z', visitor: 9, facts: bot },
    { ...code, at: '2026-03-29T06:00:00Z', visitor: 8, facts: { outcome: 'blocked', reason: 'paused' } },
    { ...code, at: '2026-03-29T22:00:00Z', visitor: 3, referrer: 'news.example.org' },
    {
      ...wall,
      at: '2026-03-29T02:00:00Z',
      visitor: 2,
      ...germany,
      device: 'desktop',
      os: 'Windows',
      ua: 'pc',
    },
  ];
}

beforeAll(async () => {
  program = await startProgram();
  call = qraClient(program, await program.key('qra'));
  const [owner] = await program.core.store.workspaces.listUsers();
  const other = await createWorkspace(program.core, operator, { name: 'Other', ownerId: owner!.id });
  stranger = qraClient(program, await program.key('qra', other));
  const make = async (by: Call, name: string, tags: string[]) =>
    (await by('POST', '/qr', { name, tags, destination: 'https://example.com/' })).body.id as string;
  menu = await make(call, 'Menu', ['hall']);
  poster = await make(call, 'Poster', []);
  foreign = await make(stranger, 'Foreign', ['hall']);
  const codes = await program.core.store.codes.findByIds([menu, poster, foreign]);
  const codeOf = (id: string) => codes.find((code) => code.id === id)!;
  await storeHits(program.config, [
    ...hitsOf(codeOf(menu), codeOf(poster)),
    ...Array.from({ length: 24 }, (_, n) => ({
      ...{ code: codeOf(menu), visitor: n, referrer: `site-${n}.example` },
      at: `2026-05-01T08:00:${String(n).padStart(2, '0')}Z`,
    })),
    { code: codeOf(foreign), at: '2026-03-29T03:00:00Z' },
  ]);
});
afterAll(() => program.stop());

const mayDay = 'since=2026-05-01&until=2026-05-02';
const sunday = 'since=2026-03-29&until=2026-03-30&tz=Europe/Berlin';

async function ask(query: string, path = '/stats') {
  const answer = await call('GET', `${path}?${query}`);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body;
}

describe('totals', () => {
  test('every hit is in exactly one of the counts behind hits, and daily visitors are per code and UTC day', async () => {
    const { totals } = await ask(`${sunday}&metrics=${metrics.join(',')}`);
    expect(totals).toEqual({
      ...{ hits: 7, scans: 4, repeats: 1, blocked: 1, bots: 1 },
      ...{ previews: 0, prefetches: 0, heads: 0, scanners: 0 },
      // The menu's on UTC's 28th and on its 29th, and the poster's.
      visitors: 3,
    });
  });

  test('one code has its own, and the workspace has nothing of another workspace', async () => {
    expect((await ask(sunday, `/qr/${menu}/stats`)).totals).toEqual({ scans: 3, visitors: 2 });
    expect((await ask(sunday, `/qr/${poster}/stats`)).totals).toEqual({ scans: 1, visitors: 1 });
    const others = await stranger('GET', `/stats?${sunday}`);
    expect(others.body.totals).toEqual({ scans: 1, visitors: 1 });
  });

  test('tag, folder and code narrow the set', async () => {
    expect((await ask(`${sunday}&tag=hall`)).totals.scans).toBe(3);
    expect((await ask(`${sunday}&tag=none`)).totals.scans).toBe(0);
    expect((await ask(`${sunday}&folder=01a2000e-1f1f-7341-9e25-da414181c231`)).totals.scans).toBe(0);
    expect((await ask(`${sunday}&code=${poster}`)).totals.scans).toBe(1);
    expect((await ask(`${sunday}&code=${poster}&code=${menu.toUpperCase()}`)).totals.scans).toBe(4);
    expect((await ask(`${sunday}&tag=hall&code=${poster}`)).totals.scans).toBe(0);
    expect((await ask(`${sunday}&code=${poster}`, `/qr/${menu}/stats`)).totals.scans).toBe(0);
  });

  test('since is inclusive, until exclusive, to the millisecond and with any offset', async () => {
    const count = async (query: string) => (await ask(query)).totals.scans;
    expect(await count('since=2026-03-28T22:59:59.999Z&until=2026-03-28T23:00:00Z')).toBe(1);
    expect(await count('since=2026-03-28T22:59:59.998Z&until=2026-03-28T22:59:59.999Z')).toBe(0);
    expect(await count('since=2026-03-29T00:00:00%2B01:00&until=2026-03-29T00:00:01+01:00')).toBe(1);
    expect(await count('since=2026-03-29T00:30:00Z&until=2026-03-29T00:30:00Z')).toBe(0);
    expect(await count('since=0001-01-01&until=9999-12-31')).toBe(30);
  });

  test('without times they are those of 30 days and today: a scan is in them soon after its answer', async () => {
    const { body: code } = await call('POST', '/qr', { name: 'Now', destination: 'https://example.com/' });
    await scan(program, code.slug);
    const body = await eventually(async () => {
      const found = await ask('', `/qr/${code.id}/stats`);
      expect(found.totals).toEqual({ scans: 1, visitors: 1 });
      return found;
    });
    const days = (Date.parse(body.until) - Date.parse(body.since)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(30);
    expect(days).toBeLessThan(31);
    expect(body.since).toMatch(/T00:00:00Z$/);
    expect(body).toMatchObject({ tz: 'UTC', interval: null, series: null, previous: null, breakdowns: [] });
    expect((await call('DELETE', `/qr/${code.id}`)).status).toBe(200);
  });
});

test('an answer says what it counts', async () => {
  const body = await ask(`${sunday}&metrics=visitors,bots`);
  expect(body).toMatchObject({ metrics: ['visitors', 'bots'], tz: 'Europe/Berlin' });
  expect(body.definitions).toEqual({ visitors: metricDefinitions.visitors, bots: metricDefinitions.bots });
  expect(body.sealed_until).toMatch(/T00:00:00Z$/);
  for (const metric of metrics) expect(metricDefinitions[metric]).toMatch(/^[A-Z].*\.$/);
});

describe('series', () => {
  test('has every hour of a day of 23, with the offset of the zone, and zeros', async () => {
    const { series, since, until } = await ask(`${sunday}&interval=hour&metrics=scans`);
    expect([since, until]).toEqual(['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00']);
    expect(series).toHaveLength(23);
    expect(series.slice(0, 5)).toEqual([
      { start: '2026-03-29T00:00:00+01:00', scans: 1 },
      { start: '2026-03-29T01:00:00+01:00', scans: 1 },
      { start: '2026-03-29T03:00:00+02:00', scans: 1 },
      { start: '2026-03-29T04:00:00+02:00', scans: 1 },
      { start: '2026-03-29T05:00:00+02:00', scans: 0 },
    ]);
  });

  test.each([
    ['day', '2026-03-28', '2026-03-31', [1, 4, 1], '2026-03-28T00:00:00+01:00'],
    ['week', '2026-03-23', '2026-04-06', [5, 1], '2026-03-23T00:00:00+01:00'],
    ['month', '2026-02-01', '2026-05-01', [0, 6, 0], '2026-02-01T00:00:00+01:00'],
  ])('by %s begins and ends by the calendar', async (interval, since, until, scans, start) => {
    const query = `since=${since}&until=${until}&tz=Europe/Berlin&interval=${interval}&metrics=scans`;
    const { series } = await ask(query);
    expect(series.map((point: { scans: number }) => point.scans)).toEqual(scans);
    expect(series[0].start).toBe(start);
  });

  test('compares with as many days before, at the same hours where the range is no whole days', async () => {
    const body = await ask(
      'since=2026-03-29&until=2026-03-30T05:00:00Z&tz=Europe/Berlin&interval=day&compare=previous',
    );
    expect(body.previous).toMatchObject({
      since: '2026-03-27T00:00:00+01:00',
      until: '2026-03-28T07:00:00+01:00',
    });
    expect(body.previous.series).toHaveLength(body.series.length);
  });

  test('compares with the time before, as many days of the calendar', async () => {
    const { previous, totals } = await ask(
      'since=2026-03-30&until=2026-03-31&tz=Europe/Berlin&interval=day&compare=previous',
    );
    expect(totals.scans).toBe(1);
    expect(previous).toEqual({
      since: '2026-03-29T00:00:00+01:00',
      until: '2026-03-30T00:00:00+02:00',
      totals: { scans: 4, visitors: 3 },
      series: [{ start: '2026-03-29T00:00:00+01:00', scans: 4, visitors: 3 }],
    });
    expect((await ask(`${sunday}&compare=previous`)).previous).toMatchObject({
      totals: { scans: 1 },
      series: null,
    });
  });
});

describe('breakdowns', () => {
  const rowsOf = (body: Answer['body'], by: string) =>
    body.breakdowns.find((one: { by: string }) => one.by === by).data;

  test('by every dimension at once, in the order asked for', async () => {
    const body = await ask(`${sunday}&by=${dimensions.join(',')}&metrics=scans`);
    expect(body.breakdowns.map((one: { by: string }) => one.by)).toEqual([...dimensions]);
    expect(rowsOf(body, 'country')).toEqual([{ value: 'DE', scans: 4 }]);
    expect(rowsOf(body, 'region')).toEqual([
      { value: 'Berlin', country: 'DE', scans: 3 },
      { value: 'Brandenburg', country: 'DE', scans: 1 },
    ]);
    expect(rowsOf(body, 'city')[1]).toEqual({
      value: 'Potsdam',
      country: 'DE',
      region: 'Brandenburg',
      scans: 1,
    });
    expect(rowsOf(body, 'device')).toEqual([
      { value: 'mobile', scans: 3 },
      { value: 'desktop', scans: 1 },
    ]);
    expect(rowsOf(body, 'referrer')).toEqual([{ value: null, scans: 4 }]);
    expect(rowsOf(body, 'weekday')[0]).toEqual({ value: 7, scans: 4 });
    expect(body.breakdowns.find((one: { by: string }) => one.by === 'weekday').total).toBe(7);
    const slugOf = async (id: string) => (await call('GET', `/qr/${id}`)).body.slug;
    expect(rowsOf(body, 'code')).toEqual([
      { value: menu, code: { id: menu, slug: await slugOf(menu), name: 'Menu' }, scans: 3 },
      { value: poster, code: { id: poster, slug: await slugOf(poster), name: 'Poster' }, scans: 1 },
    ]);
  });

  test('by kind and reason say what was not counted', async () => {
    const body = await ask(`${sunday}&by=kind,reason&metrics=hits`);
    expect(rowsOf(body, 'kind')).toEqual([
      { value: 'human', hits: 6 },
      { value: 'bot', hits: 1 },
    ]);
    expect(rowsOf(body, 'reason')).toContainEqual({ value: 'repeat_window', hits: 1 });
    expect(rowsOf(body, 'reason')).toContainEqual({ value: 'paused', hits: 1 });
  });

  test('have visitors too, and rows within rows', async () => {
    const body = await ask(`${sunday}&by=country&split=device&metrics=scans,visitors`);
    expect(rowsOf(body, 'country')).toEqual([
      {
        value: 'DE',
        scans: 4,
        visitors: 3,
        total: 2,
        data: [
          { value: 'mobile', scans: 3, visitors: 2 },
          { value: 'desktop', scans: 1, visitors: 1 },
        ],
      },
    ]);
    const byCode = rowsOf(await ask(`${sunday}&by=device&split=code&metrics=scans`), 'device');
    const [cut] = rowsOf(await ask(`${sunday}&by=country&split=device&metrics=scans&limit=1`), 'country');
    expect(cut).toMatchObject({ value: 'DE', total: 2, data: [{ value: 'mobile' }] });
    expect(byCode[1].data).toMatchObject([{ value: poster, code: { name: 'Poster' }, scans: 1 }]);
  });

  test('are read page by page, each row once', async () => {
    const whole = await ask(`${mayDay}&by=referrer&limit=1000`);
    expect(whole.breakdowns[0]).toMatchObject({ total: 24, next_cursor: null });
    const rows = [];
    let cursor = '';
    do {
      const [page] = (await ask(`${mayDay}&by=referrer&limit=7${cursor && `&cursor=${cursor}`}`)).breakdowns;
      expect(page.total).toBe(24);
      rows.push(...page.data);
      cursor = page.next_cursor ?? '';
    } while (cursor !== '');
    expect(rows).toEqual(whole.breakdowns[0].data);
  });

  test('limit is 10 by default, and out of range it is clamped', async () => {
    const rows = async (query: string) => (await ask(`${mayDay}&by=${query}`)).breakdowns[0].data.length;
    expect(await rows('referrer')).toBe(10);
    expect(await rows('referrer&limit=0')).toBe(1);
    expect(await rows('referrer&limit=5000')).toBe(24);
  });

  test('hours, weekdays and hours of the week are all there, also those without a hit', async () => {
    const { breakdowns } = await ask(`${mayDay}&by=hour,weekday,week_hour&metrics=scans&limit=1`);
    const values = breakdowns.map(({ data }: { data: { value: number }[] }) =>
      data.map(({ value }) => value).sort((a, b) => a - b),
    );
    const upTo = (length: number) => Array.from({ length }, (_, hour) => hour);
    expect(values).toEqual([upTo(24), [1, 2, 3, 4, 5, 6, 7], upTo(168)]);
    expect(
      breakdowns.map(({ data, next_cursor }: { data: { scans: number }[]; next_cursor: null }) => [
        data[0]!.scans,
        next_cursor,
      ]),
    ).toEqual([
      [24, null],
      [24, null],
      [24, null],
    ]);
  });
});

describe('filters', () => {
  test.each([
    ['country=DE', 4],
    ['country=at', 1],
    ['country=DE&country=AT', 5],
    ['country=(none)', 1],
    ['country=', 6],
    ['city=Potsdam', 1],
    ['region=Berlin', 3],
    ['region=Berlin&city=Potsdam', 0],
    ['device=desktop', 1],
    ['os=Windows', 1],
    ['os=Plan 9', 0],
    ['browser=Safari', 6],
    ['referrer=News.Example.org', 1],
    ['referrer=(none)', 5],
    ['hour=23', 1],
    ['hour=0&hour=1', 3],
    ['weekday=7', 4],
    ['weekday=1&country=DE', 0],
    ['kind=human', 6],
    ['kind=bot', 0],
    ['reason=none', 6],
    ['network=none', 6],
    ['network=hosting', 0],
  ])('%s', async (filter, scans) => {
    const query = encodeURI(`since=2026-03-28&until=2026-04-01&tz=Europe/Berlin&metrics=scans&${filter}`);
    expect((await ask(query)).totals.scans).toBe(scans);
  });

  test('narrow series and breakdowns as well', async () => {
    const body = await ask(`${sunday}&city=Potsdam&interval=day&by=hour&metrics=scans,repeats&limit=1`);
    expect(body.series).toEqual([{ start: '2026-03-29T00:00:00+01:00', scans: 1, repeats: 0 }]);
    expect(body.breakdowns[0].data[0]).toEqual({ value: 3, scans: 1, repeats: 0 });
  });
});

describe('what cannot be asked is a 400 that names the parameter', () => {
  test.each([
    ['since', 'since=yesterday'],
    ['since', 'since=2026-02-30'],
    ['until', 'since=2026-03-02&until=2026-03-01'],
    ['since', 'since=2090-01-01'],
    ['since', 'since=2026-03-01T12:00:00'],
    ['tz', 'tz=Mars/Olympus'],
    ['tz', 'tz=%2B02:00'],
    ['interval', 'interval=minute'],
    ['interval', 'interval=hour&since=2026-01-01&until=2026-06-01'],
    ['metrics', 'metrics=scans,clicks'],
    ['by', 'by=planet'],
    ['by', 'by=country,constructor'],
    ['split', 'by=country&split=planet'],
    ['split', 'split=country'],
    ['split', 'by=country,os&split=device'],
    ['limit', 'by=country&limit=ten'],
    ['cursor', 'by=country&cursor=!!'],
    ['cursor', 'by=country&cursor=eA'],
    ['cursor', `cursor=${Buffer.from('1.x').toString('base64url')}`],
    ['compare', 'compare=next'],
    ['country', 'country=Germany'],
    ['device', 'device=phone'],
    ['hour', 'hour=24'],
    ['weekday', 'weekday=0'],
    ['week_hour', 'week_hour=168'],
    ['kind', 'kind=person'],
    ['reason', 'reason=because'],
    ['network', 'network=wifi'],
    ['city', 'city=%00'],
  ])('%s: %s', async (parameter, query) => {
    const answer = await call('GET', `/stats?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
    expect(answer.body.details[0].path).toBe(parameter);
    expect(answer.body.error).toContain(parameter);
  });

  test('but a code of another workspace is a 404 wherever it is named, as one that does not exist', async () => {
    for (const id of [foreign, 'nothing', '01a2000e-1f1f-7341-9e25-da414181c231'])
      for (const path of [
        `/qr/${id}/stats`,
        `/stats?code=${menu}&code=${id}`,
        `/qr/${menu}/stats?code=${id}`,
      ])
        expect(await call('GET', path), path).toMatchObject({
          status: 404,
          body: { code: 'not_found', error: 'QR code not found' },
        });
  });

  test('a sentence says what is wrong with a time', async () => {
    const said = async (query: string) => (await call('GET', `/stats?${query}`)).body.error;
    expect(await said('since=2090-01-01')).toBe('since: must not be after now (the default of until)');
    expect(await said('since=2026-03-02&until=2026-03-01')).toBe('until: must not be before since');
    expect(await said('since=2026-03-01T12:00:00')).toMatch(/^since: has no offset: write Z behind it/);
  });

  test('a cursor belongs to its dimension and its order', async () => {
    const first = await ask(`${mayDay}&by=referrer&limit=7`);
    const cursor = `cursor=${first.breakdowns[0].next_cursor}`;
    for (const other of ['by=city', 'by=referrer&metrics=hits,scans']) {
      const answer = await call('GET', `/stats?${mayDay}&${other}&limit=7&${cursor}`);
      expect(answer, other).toMatchObject({ status: 400, body: { details: [{ path: 'cursor' }] } });
    }
    await ask(`${mayDay}&by=referrer&metrics=scans,hits&limit=7&${cursor}`);
  });

  test('but a parameter that nobody knows is ignored, as everywhere', async () => {
    expect((await ask(`${sunday}&colour=blue&__proto__=x`)).totals.scans).toBe(4);
  });
});

test('the zone is said as it is spelt', async () => {
  expect((await ask(`${mayDay}&tz=europe/berlin`)).tz).toBe('Europe/Berlin');
});

test('lists may be sent with commas or one by one, and a name twice counts once', async () => {
  const commas = await ask(`${sunday}&metrics=bots,scans&by=os,device`);
  const single = await ask(`${sunday}&metrics=bots&metrics=scans&metrics=bots&by=os&by=device`);
  expect(single).toEqual(commas);
  expect(commas.metrics).toEqual(['bots', 'scans']);
});

test('a code that is deleted takes its scans out of every answer', async () => {
  const { body: code } = await call('POST', '/qr', { name: 'Gone', destination: 'https://example.com/' });
  const [stored] = await program.core.store.codes.findByIds([code.id]);
  await storeHits(program.config, [{ code: stored!, at: '2026-02-02T12:00:00Z' }]);
  const february = 'since=2026-02-01&until=2026-03-01&by=code';
  expect((await ask(february)).breakdowns[0].data).toMatchObject([{ value: code.id, scans: 1 }]);
  await call('DELETE', `/qr/${code.id}`);
  const after = await ask(february);
  expect(after.totals.scans).toBe(0);
  expect(after.breakdowns[0]).toMatchObject({ total: 0, data: [] });
});

test('without a key there are none', async () => {
  const keyless = qraClient(program, 'qrf_live_00000000000000000000000000000000');
  for (const path of ['/stats', `/qr/${menu}/stats`])
    expect(await keyless('GET', path)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
});

test('HEAD is answered as GET, without a body', async () => {
  const [head, get] = await Promise.all(['HEAD', 'GET'].map((method) => call(method, `/stats?${sunday}`)));
  const told = ({ status, headers }: Answer) => [status, headers.get('content-type')];
  expect(told(head!)).toEqual(told(get!));
  expect([head!.body, get!.body.totals.scans]).toEqual(['', 4]);
});
