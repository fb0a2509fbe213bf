import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createBrowser, dashboardOf } from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { startProgram } from '../../support/program.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

test('a session holds on every server of a database, also on one that began while it was away', async () => {
  const env = { DATABASE_URL: await postgres.url('sessions') };
  const start = async () => {
    const program = await startProgram(env);
    onTestFinished(() => program.stop());
    return program;
  };
  const [first, second] = [await start(), await start()];
  const dashboard = dashboardOf(first, '');
  const [email, password] = ['ann@example.com', 'correct horse battery'];
  await dashboard.setPassword(await dashboard.user(email), password);
  const browser = dashboard.browser();
  await browser.get('POST /sign-in', { body: { email, password } });
  const atSecond = createBrowser(second.url, browser.cookies);
  expect((await atSecond.get('GET /session')).user?.email).toBe(email);
  await atSecond.get('PATCH /profile', { body: { name: 'Ann' } });

  await postgres.stopServer();
  const third = createBrowser((await start()).url, browser.cookies);
  const early = await third.ask('GET /session');
  expect([early.status, early.body.code]).toEqual([503, 'unavailable']);
  await postgres.startServer();
  await eventually(async () => expect((await third.ask('GET /session')).body.user?.email).toBe(email), {
    timeoutMs: 30_000,
  });
}, 90_000);
