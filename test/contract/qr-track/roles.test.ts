import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, type Permission } from '../../../src/core/workspaces/roles.ts';
import { type Answer, qrTrackClient } from '../../support/api.ts';
import {
  deadKeys,
  type Keyring,
  type KeyWorld,
  liveKeys,
  makeObjects,
  nobodysObjects,
  openKeyWorld,
} from '../../support/key-world.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let world: KeyWorld;
let keys: Keyring;
beforeAll(async () => {
  program = await startProgram();
  world = await openKeyWorld(program);
  keys = world.keys['qr-track'];
});
afterAll(() => program.stop());

interface Asked {
  readonly does: string;
  readonly method: string;
  readonly permission: Permission;
  readonly onCode: boolean;
  readonly body?: object;
}

/** The dialect has one address and four operations. */
const all: readonly Asked[] = [
  { does: 'listing codes', method: 'GET', permission: 'codes:read', onCode: false },
  { does: 'the log of a code', method: 'GET', permission: 'codes:read', onCode: true },
  {
    ...{ does: 'making a code', method: 'POST', permission: 'codes:write', onCode: false },
    body: { type: 'url', destination: 'https://example.com/menu' },
  },
  {
    ...{ does: 'editing a code', method: 'POST', permission: 'codes:write', onCode: true },
    body: { label: 'Renamed' },
  },
];

function ask(raw: string, { method, onCode, body }: Asked, code: string): Promise<Answer> {
  return qrTrackClient(program, raw)(method, onCode ? `?uuid=${code}` : '', body);
}

async function changesMade(): Promise<number> {
  return (await program.core.store.changes.listAfter(0, 100_000)).length;
}

describe('with a key', () => {
  test.each(all)('$does: $permission decides', async (asked) => {
    const live = Object.keys(liveKeys) as (keyof typeof liveKeys)[];
    const before = await changesMade();
    for (const of of live.filter((one) => !may(liveKeys[one], asked.permission))) {
      const { status, body } = await ask(keys[of], asked, world.objects.code);
      expect([of, status, Object.keys(body)]).toEqual([of, 403, ['error']]);
    }
    expect(await changesMade()).toBe(before);
    for (const of of live.filter((one) => may(liveKeys[one], asked.permission))) {
      const { code } = await makeObjects(program, world, '/qr/');
      const { status, body } = await ask(keys[of], asked, code);
      expect([of, status < 300, body.error ?? '']).toEqual([of, true, '']);
    }
  });
});

test.each(all)('$does: a key that is none is the same 401, whatever the reason', async (asked) => {
  const before = await changesMade();
  for (const of of deadKeys) {
    const { status, body } = await ask(keys[of], asked, world.objects.code);
    expect([of, status, body]).toEqual([of, 401, { error: 'Unauthorized: Invalid API Key' }]);
  }
  expect(await changesMade()).toBe(before);
});

test.each(all.filter(({ onCode }) => onCode))(
  '$does: one of another workspace looks like one that does not exist, by its id and by its slug',
  async (asked) => {
    const none = await ask(keys.neighbour, asked, nobodysObjects.code);
    for (const name of [world.objects.code, world.objects.slug]) {
      const theirs = await ask(keys.neighbour, asked, name);
      expect([theirs.status, theirs.body]).toEqual([404, none.body]);
    }
  },
);

test('listing codes says nothing of other workspaces', async () => {
  const { body } = await ask(keys.neighbour, all[0]!, '');
  expect(body).toEqual({ codes: [] });
});
