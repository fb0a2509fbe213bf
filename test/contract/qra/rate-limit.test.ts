import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace, setPlan } from '../../../src/core/workspaces/create.ts';
import type { Workspace } from '../../../src/core/workspaces/workspace.ts';
import { type Answer, type Call, plainClient, qraClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let plain: Call;
let free: Workspace;
beforeAll(async () => {
  const env = {
    PLAN_FREE_RATE: '6',
    PLAN_PRO_RATE: '300',
    PLAN_BUSINESS_RATE: '1000',
    TRUST_PROXY: '127.0.0.1',
  };
  program = await startProgram(env);
  plain = plainClient(program);
  const [owner] = await program.core.store.workspaces.listUsers();
  free = await createWorkspace(program.core, operator, { name: 'Small', plan: 'free', ownerId: owner!.id });
});
afterAll(() => program.stop());

const limitsOf = ({ headers }: Answer) => ({
  plan: headers.get('x-ratelimit-plan'),
  limit: Number(headers.get('x-ratelimit-limit')),
  remaining: Number(headers.get('x-ratelimit-remaining')),
  reset: Number(headers.get('x-ratelimit-reset')),
});

/** Asks until refused. A minute that ends meanwhile starts the count again, once at most. */
async function askUntilRefused(ask: () => Promise<Answer>): Promise<{ refused: Answer; before: Answer[] }> {
  const before: Answer[] = [];
  for (let n = 0; n < 20; n += 1) {
    const answer = await ask();
    if (answer.status === 429) return { refused: answer, before };
    before.push(answer);
  }
  throw new Error('never refused');
}

test('QRA Fixed: every answer carries the four X-RateLimit headers: 200, 201, 400, 404, 405, 413', async () => {
  const call = qraClient(program, await program.key('qra'));
  const answers = [
    await call('GET', '/qr'),
    await call('POST', '/qr', { name: 'x', destination: 'https://example.com/' }),
    await call('POST', '/qr', '{'),
    await call('GET', '/qr/x'),
    await call('GET', '/nothing'),
    await call('PUT', '/qr'),
    await call('POST', '/qr', 'x'.repeat(200_000)),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 201, 400, 404, 404, 405, 413]);
  for (const answer of answers) {
    const { plan, limit, remaining, reset } = limitsOf(answer);
    expect({ plan, limit }).toEqual({ plan: 'business', limit: 1000 });
    expect(remaining).toBeLessThan(1000);
    expect(remaining).toBeGreaterThan(980);
    expect(reset - Date.now() / 1000).toBeLessThanOrEqual(60);
  }
});

test('QRA Decided 8: windows are aligned to the UTC minute', async () => {
  const { reset } = limitsOf(await qraClient(program, await program.key('qra'))('GET', '/qr'));
  expect(reset % 60).toBe(0);
});

test('QRA Fixed: all keys of a workspace share one limit; over it a 429 with Retry-After', async () => {
  const calls = [await program.key('qra', free), await program.key('qra', free)].map((key) =>
    qraClient(program, key),
  );
  let turn = 0;
  const { refused, before } = await askUntilRefused(() => calls[turn++ % 2]!('GET', '/qr'));
  expect(before.length).toBeGreaterThanOrEqual(6);
  expect(before.slice(-6).map((answer) => limitsOf(answer).remaining)).toEqual([5, 4, 3, 2, 1, 0]);
  expect(refused.body).toMatchObject({ code: 'rate_limited' });
  expect(limitsOf(refused)).toMatchObject({ plan: 'free', limit: 6, remaining: 0 });
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(Math.abs(limitsOf(refused).reset - Date.now() / 1000 - wait)).toBeLessThan(2);
});

test('QRA Fixed: a plan that was changed counts at once', async () => {
  const call = qraClient(program, await program.key('qra', free));
  await setPlan(program.core, operator, free, 'pro');
  expect(limitsOf(await call('GET', '/qr'))).toMatchObject({ plan: 'pro', limit: 300 });
  await setPlan(program.core, operator, free, 'free');
});

test('QRA Fixed: a 401 carries the guard of its client address, as plan free', async () => {
  const answer = await plain('GET', '/api/v1/qr', undefined, { 'x-forwarded-for': '192.0.2.1' });
  expect(answer.status).toBe(401);
  expect(limitsOf(answer)).toMatchObject({ plan: 'free', limit: 6 });
});

test('QRA Decided 8: the guard slows guessing per client address, and never touches a good key', async () => {
  const headers = { 'x-forwarded-for': '192.0.2.7' };
  const guess = () =>
    plain('GET', '/api/v1/qr', undefined, { ...headers, authorization: 'Bearer qrf_live_guess' });
  const { refused } = await askUntilRefused(guess);
  expect(refused.body).toMatchObject({ code: 'rate_limited' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  const good = qraClient(program, await program.key('qra'));
  expect((await good('GET', '/qr', undefined, headers)).status).toBe(200);
  const elsewhere = await plain('GET', '/api/v1/qr', undefined, { 'x-forwarded-for': '192.0.2.8' });
  expect(elsewhere.status).toBe(401);
});

test('QRA Decided 8: an IPv6 subscriber has one guard for the whole /64', async () => {
  let host = 0;
  const guess = () => {
    host += 1;
    return plain('GET', '/api/v1/qr', undefined, { 'x-forwarded-for': `2001:db8:0:7::${host}` });
  };
  const { refused } = await askUntilRefused(guess);
  expect(refused.status).toBe(429);
  const neighbour = await plain('GET', '/api/v1/qr', undefined, { 'x-forwarded-for': '2001:db8:0:8::1' });
  expect(neighbour.status).toBe(401);
});
