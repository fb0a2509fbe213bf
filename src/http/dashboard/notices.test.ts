import { describe, expect, test } from 'vitest';
import { noticesOf } from './notices.ts';
import type { InstanceState } from './route.ts';
import type { WireHealth } from './wire-people.ts';

function stateOf(
  changes: { checks?: WireHealth['checks']; hits?: object; baseUrlSet?: boolean } = {},
): InstanceState {
  const { checks = { spool: { status: 'ok' }, disk: { status: 'ok', detail: '9.0 GB (90 %) free' } } } =
    changes;
  return {
    health: () => Promise.resolve({ status: 'ok', checks }),
    hits: () => ({ deferred: 0, dropped: 0, ...changes.hits }),
    baseUrlSet: changes.baseUrlSet ?? true,
  };
}

const https = 'https://qr.example';

describe('the operator is told', () => {
  test('nothing while all is well', async () => {
    expect(await noticesOf(stateOf(), https)).toEqual([]);
  });

  test.each([
    ['http://localhost:3000', false, ['base_url']],
    ['http://qr.example', true, ['plain_http']],
    ['http://192.168.1.4:3000', true, ['plain_http']],
    ['http://localhost:3000', true, []],
    ['http://127.0.0.1:3000', true, []],
    ['http://[::1]:3000', true, []],
    ['https://qr.example', true, []],
  ])('of the address %s, set: %s', async (baseUrl, baseUrlSet, kinds) => {
    expect((await noticesOf(stateOf({ baseUrlSet }), baseUrl)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('how many hits were deferred and lost, and of lost ones once', async () => {
    const checks = { spool: { status: 'degraded', detail: '3 hits were lost since the start' } };
    const notices = await noticesOf(stateOf({ hits: { deferred: 7, dropped: 3 }, checks }), https);
    expect(notices.map(({ kind, count }) => [kind, count])).toEqual([
      ['dropped', 3],
      ['deferred', 7],
    ]);
  });

  test('of a disk that is nearly full, and of every other part that is not well', async () => {
    const checks = {
      database: { status: 'down', detail: 'The database does not answer' },
      drain: { status: 'ok' },
      disk: { status: 'degraded', detail: '0.1 GB (1 %) free', freeBytes: 1e8 },
      clock: { status: 'degraded' },
    };
    expect(await noticesOf(stateOf({ checks }), https)).toEqual([
      { kind: 'degraded', detail: 'database: The database does not answer' },
      { kind: 'disk', detail: 'The disk is nearly full: 0.1 GB (1 %) free.', count: 1e8 },
      { kind: 'degraded', detail: 'clock: no details' },
    ]);
  });
});
