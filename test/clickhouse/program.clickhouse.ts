import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { phoneAgent, startProgram } from '../support/program.ts';
import { type ClickHouseServer, startClickHouse } from './server.ts';

let postgres: PostgresServer;
let clickhouse: ClickHouseServer;

beforeAll(async () => {
  postgres = await startPostgres();
  clickhouse = await startClickHouse();
});

afterAll(async () => {
  await clickhouse.stop();
  await postgres.stop();
});

test('the program stores scans in ClickHouse, through an outage of it, and shows them in log and statistics', async () => {
  const CLICKHOUSE_URL = clickhouse.url();
  const program = await startProgram({ DATABASE_URL: await postgres.url('program'), CLICKHOUSE_URL });
  onTestFinished(() => program.stop());
  const headers = { authorization: `Bearer ${await program.key('qra')}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Menu', type: 'url', destination: 'https://example.com/menu' });
  const made = await fetch(`${program.url}/api/v1/qr`, { method: 'POST', headers, body });
  expect(made.status).toBe(201);
  const [code] = await program.core.store.codes.listAfter(0, 1);
  const scan = async () => {
    const answer = await fetch(`${program.url}/p/${code!.slug}`, {
      headers: { 'user-agent': phoneAgent },
      redirect: 'manual',
    });
    expect(answer.status).toBe(302);
  };
  const total = async () => (await program.core.store.scans.totals([code!.num], [0])).get(code!.num);
  for (let made = 0; made < 20; made += 1) await scan();
  await eventually(async () => expect(await total()).toBe(20));
  clickhouse.refuse(true);
  for (let made = 0; made < 20; made += 1) await scan();
  clickhouse.refuse(false);
  await eventually(async () => expect(await total()).toBe(40), { timeoutMs: 30_000 });
  expect(await clickhouse.query(CLICKHOUSE_URL, 'SELECT count() FROM scans FINAL')).toBe('40');
  const stats = await fetch(`${program.url}/api/v1/qr/${code!.id}/stats?by=os&metrics=scans,visitors`, {
    headers,
  });
  expect(JSON.stringify(await stats.json())).toContain('"scans":40');
  expect(stats.status).toBe(200);
  const log = await fetch(`${program.url}/api/v1/qr/${code!.id}/scans?limit=100`, { headers });
  expect(JSON.stringify(await log.json()).match(/"Safari"/g)).toHaveLength(40);
});
