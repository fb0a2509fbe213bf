import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Mail } from '../../../src/core/accounts/mailer.ts';
import type { SharedTries } from '../../../src/core/accounts/shared-tries.ts';
import { migrateStore, openStore, type StoreOptions } from '../../../src/store/open.ts';
import { openRaw } from '../../store/raw-sql.ts';
import { createTestApp } from '../../support/app.ts';
import {
  type Browser,
  createBrowser,
  openQuickDashboard,
  type QuickDashboard,
} from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { totpOf } from '../../support/totp.ts';

let postgres: PostgresServer;
let options: StoreOptions;
beforeAll(async () => {
  postgres = await startPostgres();
  options = { url: await postgres.url('tries'), file: '', durability: 'fast' };
  await migrateStore(options);
}, 60_000);
afterAll(() => postgres.stop());

const password = 'correct horse battery';

interface Node extends QuickDashboard {
  readonly mails: Mail[];
  /** How often the database has answered about tries. */
  readonly asked: { reads: number; adds: number };
}

/** Two servers on one database, in this process, and an account. */
async function openTwo(email: string): Promise<readonly [Node, Node]> {
  const openNode = async (): Promise<Node> => {
    let isOpen = true;
    const store = await openStore(options, (error) => isOpen && console.error('store reports', error));
    onTestFinished(() => {
      isOpen = false;
      return store.close();
    });
    const asked = { reads: 0, adds: 0 };
    const tries = store.sharedTries!;
    const sharedTries: SharedTries = {
      async read(scopes) {
        const found = await tries.read(scopes);
        asked.reads += 1;
        return found;
      },
      async add(charges) {
        const found = await tries.add(charges);
        asked.adds += 1;
        return found;
      },
    };
    const mails: Mail[] = [];
    const mailer = { send: async (mail: Mail) => void mails.push(mail) };
    const dashboard = await openQuickDashboard({}, { store: { ...store, sharedTries }, mailer });
    return { ...dashboard, mails, asked };
  };
  const nodes = [await openNode(), await openNode()] as const;
  await nodes[0].setPassword(await nodes[0].user(email), password);
  return nodes;
}

let guessed = 0;
function guess(browser: Browser, email: string) {
  guessed += 1;
  const headers = { 'X-Forwarded-For': `192.0.${guessed >> 8}.${guessed & 255}` };
  return browser.ask('POST /sign-in', { body: { email, password: 'wrong horse battery' }, headers });
}

test('passwords that were tried on one node are tries on every other, and the owner still gets in', async () => {
  const email = 'ann@example.com';
  const [first, second] = await openTwo(email);
  const owner = first.browser();
  await owner.get('POST /sign-in', { body: { email, password } });
  await owner.get('POST /sign-out');
  const statuses: number[] = [];
  for (let at = 0; at < 12; at += 1) {
    statuses.push((await guess((at % 2 === 0 ? first : second).browser(), email)).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  const refused = await guess(second.browser(), email);
  expect(refused.body.retryAfter).toBeGreaterThan(50);
  expect(refused.body.retryAfter).toBeLessThanOrEqual(60);
  expect(refused.headers.get('retry-after')).toBe(String(refused.body.retryAfter));
  expect((await second.browser().ask('POST /sign-in', { body: { email, password } })).status).toBe(429);
  expect(await owner.get('POST /sign-in', { body: { email, password } })).toEqual({ next: 'done' });
});

test('what succeeds writes nothing about tries, nor does a flood that the memory of a node refuses', async () => {
  const email = 'bob@example.com';
  const [node] = await openTwo(email);
  const browser = node.browser();
  for (let at = 0; at < 3; at += 1) await browser.get('POST /sign-in', { body: { email, password } });
  expect(node.asked).toEqual({ reads: 3, adds: 0 });
  await browser.get('GET /session');
  await browser.get('GET /sessions');
  expect(node.asked).toEqual({ reads: 3, adds: 0 });
  for (let at = 0; at < 40; at += 1) await guess(node.browser(), email);
  expect(node.asked).toEqual({ reads: 13, adds: 10 });
});

test('a code of the app that was used on one node is worth nothing on another, even at the same moment', async () => {
  const email = 'cleo@example.com';
  const [first, second] = await openTwo(email);
  const user = (await first.core.store.workspaces.findUser(email))!;
  const owner = await first.browserOf(user);
  const { secret } = await owner.get('POST /totp', { body: { password } });
  await owner.get('POST /totp/confirm', { body: { code: totpOf(secret) } });
  const browsers = [first, second, first, second].map((node) => node.browser());
  for (const browser of browsers) {
    expect(await browser.get('POST /sign-in', { body: { email, password } })).toEqual({ next: 'totp' });
  }
  const code = totpOf(secret);
  const answers = await Promise.all(
    browsers.map((browser) => browser.ask('POST /sign-in/totp', { body: { code } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
});

test('mails that anybody can ask for are counted for all nodes together', async () => {
  const email = 'dan@example.com';
  const nodes = await openTwo(email);
  for (let at = 0; at < 6; at += 1) {
    const node = nodes[at % 2]!;
    const sent = node.mails.length;
    await node
      .browser()
      .get('POST /reset', { body: { email }, headers: { 'X-Forwarded-For': `192.0.2.${at}` } });
    if (at < 3) await eventually(() => expect(node.mails).toHaveLength(sent + 1));
  }
  await eventually(() => expect(nodes[0].asked.adds + nodes[1].asked.adds).toBeGreaterThanOrEqual(9));
  expect(nodes.flatMap(({ mails }) => mails)).toHaveLength(3);
});

test('where a try cannot be counted for all, whoever tried is told what was wrong all the same', async () => {
  const { core, user, setPassword } = await openQuickDashboard();
  await setPassword(await user('gil@example.com'), password);
  const add = () => Promise.reject(new Error('the table is away'));
  const lines: string[] = [];
  const app = createTestApp({
    core: { ...core, store: { ...core.store, sharedTries: { read: async () => [], add } } },
    log: (level, fields, message) => lines.push(`${level} ${JSON.stringify(fields)} ${message}`),
  });
  const browser = createBrowser('https://self.test', new Map(), async (url, init) => app.request(url, init));
  expect((await guess(browser, 'gil@example.com')).status).toBe(401);
  const said = lines.filter((line) => !line.startsWith('info'));
  expect(said).toEqual([expect.stringMatching(/^warn .*the table is away.* a try could not be counted$/)]);
});

test('what is over is deleted, and no row says whose tries they were', async () => {
  const email = 'eli@example.com';
  const sql = await openRaw(options);
  await sql("insert into tries (scope, full_at) values ('over', 1)");
  const [node] = await openTwo(email);
  await guess(node.browser(), email);
  await eventually(async () => {
    const rows = await sql('select scope from tries');
    expect(rows.length).toBeGreaterThan(1);
    for (const { scope } of rows) expect(scope).toMatch(/^[\w-]{43}$/);
  });
});
