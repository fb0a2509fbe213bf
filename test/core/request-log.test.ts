import { describe, expect, test } from 'vitest';
import { openRequestLog } from '../../src/compose/request-log.ts';
import { takeTurn } from '../../src/core/idempotency/once.ts';
import { showPath } from '../../src/core/requests/request.ts';
import type { Store } from '../../src/core/store.ts';
import { openTestCore, startMs } from '../support/store.ts';

const call = { keyId: 'k', method: 'GET', path: '/api/v1/qr', status: 200, ms: 1, user: null };

async function openLog() {
  const core = await openTestCore();
  let id = 0;
  const troubles: number[] = [];
  const state = { isAway: false };
  const store: Store = {
    ...core.store,
    transact: (work) => (state.isAway ? Promise.reject(new Error('away')) : core.store.transact(work)),
  };
  const log = openRequestLog({
    store,
    now: core.clock.now,
    uuid: () => String(++id).padStart(9, '0'),
    onTrouble: (_error, dropped) => troubles.push(dropped),
  });
  return { core, log, state, troubles, list: (keyId = 'k') => core.store.requests.list(keyId, null, 2_000) };
}

describe('the log of requests', () => {
  test('keeps what was recorded when it is closed', async () => {
    const { log, list } = await openLog();
    log.record(call);
    log.record({ ...call, keyId: 'other', user: 'ann@example.com' });
    expect(await list()).toEqual([]);
    await log.close();
    expect(await list()).toEqual([{ ...call, id: '000000001', at: startMs }]);
    expect(await list('other')).toMatchObject([{ user: 'ann@example.com' }]);
  });

  test('keeps the newest thousand of a key', async () => {
    const { log, list } = await openLog();
    for (let n = 0; n < 700; n += 1) log.record(call);
    await log.flush();
    for (let n = 0; n < 700; n += 1) log.record({ ...call, ms: n });
    await log.close();
    const kept = await list();
    expect(kept).toHaveLength(1_000);
    expect([kept[0]?.ms, kept.at(-1)?.id]).toEqual([699, '000000401']);
  });

  test('forgets calls after 30 days, and answers of repeated requests after one', async () => {
    const { core, log, list } = await openLog();
    log.record(call);
    await log.flush();
    await takeTurn(core, 'k', 'a', 'POST');
    core.clock.at += 30 * 86_400_000 + 1;
    log.record({ ...call, keyId: 'other' });
    await log.close();
    expect(await list()).toEqual([]);
    expect(await list('other')).toHaveLength(1);
    expect(await core.store.transact((tx) => tx.once.find('k', 'a'))).toBeUndefined();
  });

  test('waits for a store that is away, and drops the oldest before memory grows', async () => {
    const { log, state, troubles, list } = await openLog();
    state.isAway = true;
    for (let n = 0; n < 20_000; n += 1) log.record({ ...call, keyId: `k${n % 10}` });
    await log.flush();
    await log.flush();
    expect(troubles).toHaveLength(2);
    expect(troubles[0]).toBeGreaterThan(14_000);
    state.isAway = false;
    await log.close();
    const kept = await list('k9');
    expect(kept[0]?.id).toBe('000020000');
    expect(kept.length).toBeLessThanOrEqual(550);
  });
});

test('a path that is kept holds no key, no value that is called secret, and no more than 500 characters', () => {
  expect(showPath('/api/v1/qr', '')).toBe('/api/v1/qr');
  expect(showPath('/api/v1/qr', 'search=a%20b&tag=x')).toBe('/api/v1/qr?search=a%20b&tag=x');
  expect(showPath('/api.php', 'api_key=qrt_abc&PassWord=x&uuid=1')).toBe(
    '/api.php?api_key=…&PassWord=…&uuid=1',
  );
  expect(showPath('/api/v1/qr/qrf_live_abc123', 'q=qrt_abc')).toBe('/api/v1/qr/qrf_live_…?q=qrt_…');
  expect(showPath('/api/v1/qr', `search=${'x'.repeat(600)}`)).toHaveLength(500);
});
