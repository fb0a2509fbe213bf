// Gives schemas what they need for the OpenAPI document: before any of core's is made.
import '@hono/zod-openapi';
import { describe, expect, test } from 'vitest';
import { deleteCode } from '../../../src/core/codes/delete.ts';
import type { Core } from '../../../src/core/core.ts';
import { AppError } from '../../../src/core/errors.ts';
import { deleteFolder } from '../../../src/core/folders/folders.ts';
import { createReport } from '../../../src/core/reports/links.ts';
import { deleteTag, renameTag } from '../../../src/core/tags/tags.ts';
import { deleteWorkspace } from '../../../src/core/workspaces/delete.ts';
import { createTestApp } from '../../support/app.ts';
import { type Browser, createBrowser, openQuickDashboard } from '../../support/dashboard.ts';
import { passed, password, type Seat, sit } from '../../support/report-seat.ts';
import { changesOf } from '../../support/store.ts';

const dayMs = 86_400_000;

/** What a stranger sees of a link. */
async function lookAt({ browser }: Pick<Seat, 'browser'>, token: string) {
  const stranger = browser;
  const params = { token };
  const open = await stranger.ask('POST /reports/:token/open', { params, body: { password } });
  const { pass } = open.body;
  const head = await stranger.ask('GET /reports/:token', { params });
  const numbers = await stranger.ask('GET /reports/:token/numbers', { params, headers: passed(pass) });
  return [head, open, numbers].map(({ status, body }) => ({ status, body }));
}

describe('making a link', () => {
  test('gives its address once, and keeps nothing that opens it', async () => {
    const seat = await sit();
    const { report, url, token } = await seat.make({ set: { code: seat.code.id }, password });
    expect(url).toBe(`${seat.core.settings.baseUrl}/app/report/${token}`);
    expect(token).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(report).toEqual({
      ...{ id: report.id, title: 'For the fair', set: { code: seat.code.id }, setName: 'Menu', days: 30 },
      ...{ hasPassword: true, createdAt: report.createdAt, createdBy: seat.owner.name },
      ...{ expiresAt: null, revokedAt: null, seenAt: null },
    });
    const { params } = seat;
    expect(await seat.browser.get('GET /w/:workspace/reports', { params })).toEqual([report]);
    const kept = await seat.core.store.reports.find(seat.workspace.id, report.id);
    const log = (await changesOf(seat.core.store)).filter(({ object }) => object === 'report');
    expect(log).toMatchObject([
      { actor: { id: seat.owner.id }, objectId: report.id, before: null, workspaceId: seat.workspace.id },
    ]);
    expect(log[0]?.after).toMatchObject({ name: 'For the fair', codeId: seat.code.id, hasPassword: true });
    const { passwordHash, ...open } = kept!;
    for (const text of [JSON.stringify(open), JSON.stringify(log)]) {
      for (const secret of [token, password, passwordHash!, seat.core.random.sha256(token)])
        expect(text).not.toContain(secret);
    }
  });

  test.each([
    ['title', { title: '  ' }],
    ['title', { title: 'x'.repeat(81) }],
    ['title', { title: 'two\nlines' }],
    ['days', { days: 6 }],
    ['days', { days: 401 }],
    ['days', { days: 7.5 }],
    ['password', { password: 'seven77' }],
    ['password', { password: 'x'.repeat(201) }],
    ['expiresAt', { expiresAt: 1 }],
    ['expiresAt', { expiresAt: 9e15 }],
    ['set', { set: { tag: 'hall', folder: 'x' } }],
  ])('refuses what does not fit, by name: %s', async (path, changes) => {
    const { browser, params } = await sit();
    const body = { title: 'For the fair', set: {}, days: 30, expiresAt: null, ...changes };
    const answer = await browser.ask('POST /w/:workspace/reports', { params, body });
    expect([answer.status, answer.body.details?.[0]?.path]).toEqual([400, path]);
  });

  test('knows codes, folders and tags of its own workspace alone', async () => {
    const [seat, other] = [await sit(), await sit()];
    const { browser, params } = seat;
    const ask = (set: object) => {
      const body = { title: 'For the fair', set, days: 30, expiresAt: null };
      return browser.ask('POST /w/:workspace/reports', { params, body });
    };
    const nobody = '019f0000-0000-7000-8000-000000000000';
    for (const [theirs, none, word] of [
      [{ code: other.code.id }, { code: nobody }, 'QR code'],
      [{ folder: other.folder.id }, { folder: nobody }, 'Folder'],
      [{ folder: 'x' }, { tag: 'nothing' }, ''],
    ] as const) {
      const [foreign, unknown] = [await ask(theirs), await ask(none)];
      expect([foreign.status, unknown.status]).toEqual([404, 404]);
      if (word !== '')
        expect([foreign.body, unknown.body.error]).toEqual([unknown.body, `${word} not found`]);
    }
  });

  test('ends at 100 that work, until one no longer does', async () => {
    const seat = await sit();
    const first = await seat.make({ expiresAt: seat.clock.at + dayMs });
    for (let n = 1; n < 100; n += 1) await seat.make();
    const { browser, params } = seat;
    const body = { title: 'One more', set: {}, days: 30, expiresAt: null };
    const refused = await browser.ask('POST /w/:workspace/reports', { params, body });
    expect([refused.status, refused.body.code]).toEqual([403, 'plan_limit_reached']);
    await browser.get('DELETE /w/:workspace/reports/:report', {
      params: { ...params, report: first.report.id },
    });
    await seat.make();
  }, 30_000);

  test('costs no hash where it is sure to be refused', async () => {
    const hashed: string[] = [];
    const hash = async (text: string) => {
      hashed.push(text);
      throw new AppError('unavailable', 'Passwords wait in a queue');
    };
    const seat = await sit({ passwords: { hasRoom: () => true, hash, verify: async () => false } });
    const { browser, params, core } = seat;
    const body = { title: 'For the fair', set: {}, days: 30, expiresAt: null, password };
    expect((await browser.ask('POST /w/:workspace/reports', { params, body })).status).toBe(503);
    await core.store.transact((tx) => tx.workspaces.setLocked(seat.workspace.id, seat.clock.at));
    const locked = await browser.ask('POST /w/:workspace/reports', { params, body });
    expect([locked.body.code, hashed]).toEqual(['workspace_locked', [password]]);
  });
});

test('a link that was revoked half a year ago is forgotten when another is made', async () => {
  const seat = await sit();
  const { report } = await seat.make();
  const { params } = seat;
  await seat.browser.get('DELETE /w/:workspace/reports/:report', {
    params: { ...params, report: report.id },
  });
  const find = () => seat.core.store.reports.find(seat.workspace.id, report.id);
  seat.clock.at += 180 * dayMs;
  await createReport(seat.core, seat.access, { title: 'Another', set: {}, days: 30, expiresAt: null });
  expect(await find()).toBeDefined();
  seat.clock.at += 1;
  await createReport(seat.core, seat.access, { title: 'A third', set: {}, days: 30, expiresAt: null });
  expect(await find()).toBeUndefined();
});

describe('a link that leads nowhere', () => {
  const ways: Readonly<Record<string, (seat: Seat, report: string) => Promise<unknown>>> = {
    revoked: ({ browser, params }, report) =>
      browser.get('DELETE /w/:workspace/reports/:report', { params: { ...params, report } }),
    expired: async ({ clock }) => {
      clock.at += 7 * dayMs;
    },
    'of a workspace that is locked': ({ core, workspace }) =>
      core.store.transact((tx) => tx.workspaces.setLocked(workspace.id, 1)),
    'of a workspace that was deleted': ({ core, access, workspace }) =>
      deleteWorkspace(core, access, workspace.slug),
    'of a code that was deleted': ({ core, access, code }) => deleteCode(core, access, code.id),
    'of a folder that was deleted': ({ core, access, folder }) => deleteFolder(core, access, folder.id),
    'of a tag that no code has': ({ core, access }) => deleteTag(core, access, 'hall'),
  };

  test.each(Object.keys(ways))('%s looks like one that never was', async (way) => {
    const seat = await sit();
    const sets = { code: { code: seat.code.id }, folder: { folder: seat.folder.id }, tag: { tag: 'hall' } };
    const set = sets[/^of a (code|folder|tag)/.exec(way)?.[1] as keyof typeof sets] ?? {};
    const { report, token } = await seat.make({ set, password, expiresAt: seat.clock.at + 7 * dayMs });
    const stranger = { browser: seat.browser };
    expect((await lookAt(stranger, token)).map(({ status }) => status)).toEqual([200, 200, 200]);
    await ways[way]?.(seat, report.id);
    const never = await lookAt(stranger, 'x'.repeat(32));
    expect(await lookAt(stranger, token)).toEqual(never);
    expect(never.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await lookAt(stranger, 'short')).toEqual(never);
  });

  test('a tag that is called otherwise takes its links along', async () => {
    const seat = await sit();
    const { token } = await seat.make({ set: { tag: 'hall' } });
    await renameTag(seat.core, seat.access, 'hall', { name: 'foyer' });
    const { browser, params } = seat;
    expect((await browser.ask('GET /reports/:token', { params: { token } })).status).toBe(200);
    const [listed] = await browser.get('GET /w/:workspace/reports', { params });
    expect([listed?.set, listed?.setName]).toEqual([{ tag: 'foyer' }, 'foyer']);
  });

  test('a link can be revoked where the workspace is locked, and twice is once', async () => {
    const seat = await sit();
    const { report } = await seat.make();
    const { browser, core } = seat;
    await core.store.transact((tx) => tx.workspaces.setLocked(seat.workspace.id, 1));
    const params = { ...seat.params, report: report.id };
    for (const _ of [1, 2]) await browser.get('DELETE /w/:workspace/reports/:report', { params });
    const log = (await changesOf(core.store)).filter(({ object }) => object === 'report');
    expect(log.map(({ before, after }) => [before?.name, after?.name])).toEqual([
      [undefined, 'For the fair'],
      ['For the fair', undefined],
    ]);
    expect((await browser.get('GET /w/:workspace/reports', { params }))[0]?.revokedAt).toBe(seat.clock.at);
  });

  test('whoever tries one after the other is slowed down, and nobody else is', async () => {
    const { browser, make } = await sit();
    const { token } = await make();
    const ask = (from: string, to: string) =>
      browser.ask('GET /reports/:token', { params: { token: to }, headers: { 'X-Forwarded-For': from } });
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1)
      statuses.push((await ask('192.0.2.1', String(n).padStart(32, '0'))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 404), 429]);
    expect((await ask('192.0.2.2', token)).status).toBe(200);
    for (let n = 0; n < 25; n += 1) expect((await ask('192.0.2.3', token)).status).toBe(200);
  });
});

describe('a password', () => {
  const guess = (browser: Browser, token: string, text: string, from = '192.0.2.1') =>
    browser.ask('POST /reports/:token/open', {
      ...{ params: { token }, body: { password: text }, headers: { 'X-Forwarded-For': from } },
    });

  test('is asked for before any number, and what it opens is good for an hour', async () => {
    const seat = await sit();
    const { token } = await seat.make({ password });
    const stranger = seat.browser;
    const params = { token };
    expect(await stranger.get('GET /reports/:token', { params })).toEqual({
      ...{ title: 'For the fair', needsPassword: true, days: [7, 30] },
    });
    const ask = (pass?: string) =>
      stranger.ask('GET /reports/:token/numbers', { params, headers: passed(pass) });
    expect((await guess(stranger, token, 'open sesam')).body).toMatchObject({
      ...{ code: 'validation_error', details: [{ path: 'password' }] },
    });
    const { pass } = (await guess(stranger, token, password)).body;
    const later = pass.replace(/^\d+/, (until) => String(Number(until) + 1));
    for (const bad of [undefined, '', 'x', later, `${pass}x`]) {
      const { status, body } = await ask(bad);
      expect([bad, status, body.code]).toEqual([bad, 403, 'forbidden']);
    }
    // Addresses are logged on their way.
    const inAddress = await stranger.fetch(`/app/api/reports/${token}/numbers?pass=${pass}`);
    expect(inAddress.status).toBe(403);
    seat.clock.at += 3_599_999;
    const given = await ask(pass);
    expect([given.status, given.headers.get('content-type')]).toEqual([200, 'application/json']);
    seat.clock.at += 1;
    expect((await ask(pass)).status).toBe(403);
  });

  test('opens its own link, on every node', async () => {
    const seat = await sit();
    const [one, two] = [await seat.make({ password }), await seat.make({ password })];
    const { pass } = (await guess(seat.browser, one.token, password)).body;
    const node = createTestApp({ core: seat.core });
    const elsewhere = createBrowser('', new Map(), async (url, init) => node.request(url, init));
    const ask = (token: string) =>
      elsewhere.ask('GET /reports/:token/numbers', { params: { token }, headers: passed(pass) });
    expect((await ask(one.token)).status).toBe(200);
    expect((await ask(two.token)).status).toBe(403);
  });

  test('is guessed a few times, by one address and of one link, and right ones cost nothing', async () => {
    const { browser, make } = await sit();
    const [one, two] = [await make({ password }), await make({ password })];
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1)
      statuses.push((await guess(browser, one.token, 'wrong', `192.0.2.${n}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 400), 429]);
    // Right or wrong, another has to wait as well, and another link has not.
    const late = await guess(browser, one.token, password, '192.0.2.99');
    expect([late.status, late.body.code, Number(late.headers.get('retry-after')) > 0]).toEqual([
      ...[429, 'rate_limited', true],
    ]);
    for (let n = 0; n < 32; n += 1)
      expect((await guess(browser, two.token, password, '192.0.2.150')).status).toBe(200);
    const [three, four] = [await make({ password }), await make({ password })];
    for (let n = 0; n < 31; n += 1)
      statuses.push((await guess(browser, [three, four][n % 2]!.token, 'wrong', '192.0.2.200')).status);
    expect(statuses.slice(-2)).toEqual([400, 429]);
  });

  test('of a link that is none costs no hash, and a link without one asks for none', async () => {
    let verified = 0;
    const verify = async () => {
      verified += 1;
      return false;
    };
    const seat = await sit({ passwords: { hasRoom: () => true, hash: async () => 'hash', verify } });
    const { token } = await seat.make();
    expect((await guess(seat.browser, 'x'.repeat(32), password)).status).toBe(404);
    expect((await guess(seat.browser, token, password)).status).toBe(200);
    expect((await lookAt(seat, token)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(verified).toBe(0);
  });
});

test('a link is noted as seen to the minute, once a minute, and nothing of that stands in the log', async () => {
  const seat = await sit();
  const { token } = await seat.make();
  const changes = await seat.core.store.changes.lastSeq();
  const see = async () => {
    await seat.browser.get('GET /reports/:token/numbers', { params: { token } });
    return (await seat.browser.get('GET /w/:workspace/reports', seat))[0]?.seenAt;
  };
  await seat.browser.get('GET /reports/:token', { params: { token } });
  expect((await seat.browser.get('GET /w/:workspace/reports', seat))[0]?.seenAt).toBeNull();
  const minute = 60_000;
  seat.clock.at = Math.ceil(seat.clock.at / minute) * minute + 100;
  expect(await see()).toBe(seat.clock.at - 100);
  seat.clock.at += minute - 101;
  expect(await see()).toBe(seat.clock.at - minute + 1);
  seat.clock.at += 1;
  expect(await see()).toBe(seat.clock.at);
  expect(await seat.core.store.changes.lastSeq()).toBe(changes);
});

test('a report asks the statistics once in half a minute for each range, and a link only so often', async () => {
  const base = await openQuickDashboard();
  let asked = 0;
  const { statistics } = base.core;
  const counting: Core['statistics'] = {
    answer(question) {
      asked += 1;
      return statistics.answer(question);
    },
    close: () => statistics.close(),
  };
  const seat = await sit({ statistics: counting });
  const [{ token }, other] = [await seat.make({ days: 90 }), await seat.make()];
  const ask = (query: { days?: string; tz?: string }, of = token) =>
    seat.browser.ask('GET /reports/:token/numbers', { params: { token: of }, query });
  await Promise.all([ask({}), ask({ days: '90' }), ask({ tz: 'UTC' }), ask({ tz: 'utc' })]);
  const once = asked;
  await ask({ days: '7' });
  expect(asked).toBe(2 * once);
  const zones = Intl.supportedValuesOf('timeZone').slice(0, 40);
  const statuses: number[] = [];
  for (const tz of zones) statuses.push((await ask({ tz })).status);
  expect(statuses.filter((status) => status === 200).length).toBeLessThan(40);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  // What is kept is still given, and the links of others are theirs.
  expect([(await ask({})).status, (await ask({}, other.token)).status]).toEqual([200, 200]);
});

test.each([
  [{ days: '31' }, 'days'],
  [{ days: '0' }, 'days'],
  [{ days: 'x' }, 'days'],
  [{ tz: 'Mars/Olympus' }, 'tz'],
] as const)(
  'nobody looks further back than the link shows, or by a zone that is none: %j',
  async (query, path) => {
    const { browser, make } = await sit();
    const { token } = await make({ days: 30 });
    const { status, body } = await browser.ask('GET /reports/:token/numbers', { params: { token }, query });
    expect([status, body.details?.[0]?.path]).toEqual([400, path]);
  },
);

test('the page of a report is on no list, tells nobody its address, and its answers are kept by nobody', async () => {
  const { browser, make } = await sit();
  const { token } = await make();
  const page = await browser.fetch(`/app/report/${token}`);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect((await browser.fetch('/app/w/x')).headers.get('x-robots-tag')).toBeNull();
  const answer = await browser.ask('GET /reports/:token/numbers', { params: { token } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});
