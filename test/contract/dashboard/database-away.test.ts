import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { createTestApp } from '../../support/app.ts';
import { createBrowser, openQuickDashboard } from '../../support/dashboard.ts';

const away = () =>
  Promise.reject(new AppError('unavailable', 'The database does not answer.', { cause: new Error('gone') }));

/** The same people before a store of which a part is away, with what is logged then. */
async function sit(lost: 'everything' | 'writing') {
  const { core, user, browserOf, setPassword } = await openQuickDashboard();
  const ann = await user('ann@example.com');
  await setPassword(ann, 'correct horse battery');
  const { cookies } = await browserOf(ann);
  const { store } = core;
  const accounts = { list: away, count: away };
  const workspaces = { ...store.workspaces, findUser: away };
  const part = lost === 'writing' ? {} : { accounts, workspaces };
  const lines: string[] = [];
  const app = createTestApp({
    core: { ...core, store: { ...store, ...part, transact: away } },
    log: (level, fields, message) => lines.push(`${level} ${JSON.stringify(fields)} ${message}`),
  });
  const send = async (url: string, init: RequestInit) => app.request(url, init);
  return { core, ann, lines, browser: createBrowser('https://self.test', cookies, send) };
}

test('while the database is away everybody is asked to come again, and the log is not filled with it', async () => {
  const { browser, lines } = await sit('everything');
  const answers = [
    await browser.ask('GET /session'),
    await browser.ask('GET /sessions'),
    await browser.ask('GET /w/:workspace/codes', { params: { workspace: 'bakery' } }),
    await browser.ask('POST /sign-in', {
      body: { email: 'ann@example.com', password: 'correct horse battery' },
    }),
    await browser.ask('POST /sign-out'),
  ];
  for (const { status, headers, body } of answers) {
    expect([status, body.code]).toEqual([503, 'unavailable']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
});

test('whoever is signed in goes on reading while nothing can be written, however old the session is', async () => {
  const { core, ann, browser } = await sit('writing');
  const [row] = await core.store.accounts.list('session', []);
  const dayAgo = core.clock.now() - 3 * 86_400_000;
  await core.store.transact((tx) =>
    tx.accounts.update('session', [], { updatedAt: dayAgo, expiresAt: dayAgo + 30 * 86_400_000 }),
  );
  expect((await browser.get('GET /session')).user?.email).toBe(ann.email);
  expect((await core.store.accounts.list('session', []))[0]!.id).toBe(row!.id);
});

test('a session that is used lasts thirty days from then on, in the browser as well', async () => {
  const { core, browserOf, user } = await openQuickDashboard();
  const browser = await browserOf(await user('ann@example.com'));
  const before = Number((await core.store.accounts.list('session', []))[0]!.expiresAt);
  const name = '__Host-quietzone';
  const cookie = browser.cookies.get(name);
  expect((await browser.ask('GET /session')).headers.getSetCookie()).toEqual([]);
  (core.clock as { at?: number }).at! += 600_000;
  const answer = await browser.ask('GET /session');
  expect(answer.headers.getSetCookie()).toEqual([
    `${name}=${cookie}; Max-Age=${30 * 86_400}; Path=/; HttpOnly; Secure; SameSite=Lax`,
  ]);
  expect(Number((await core.store.accounts.list('session', []))[0]!.expiresAt)).toBe(before + 600_000);
  expect((await browser.get('GET /session')).user?.email).toBe('ann@example.com');
});
