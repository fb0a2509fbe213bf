import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../src/http/api-v1/routes.ts';
import { type Answer, qraClient } from '../../support/api.ts';
import { type KeyWorld, openKeyWorld } from '../../support/key-world.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { bodyOf, pathOf } from '../../support/qra-bodies.ts';

let program: TestProgram;
let world: KeyWorld;
beforeAll(async () => {
  program = await startProgram({ PLAN_FREE_RATE: '0' });
  world = await openKeyWorld(program);
});
afterAll(() => program.stop());

const writing = routes.flatMap(({ config: { method, path, request } }) => {
  if (method !== 'post' && method !== 'put') return [];
  const headers = request?.headers;
  const shape = headers !== undefined && 'shape' in headers ? (headers.shape as object) : {};
  const takesKey = Object.hasOwn(shape, 'Idempotency-Key');
  return [{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, takesKey }];
});

/** Sent twice, each makes nothing the second time. */
const sameTwice = [
  'POST /qr/{id}/trash',
  'POST /qr/{id}/restore',
  'POST /qr/{id}/designs/{version}/restore',
  'POST /budget',
  'POST /render',
  'POST /sheets',
  'POST /pictures',
  'POST /logos',
  'PUT /brand',
];
/** Takes seconds; the second takes the place of the first, and says the same. */
const proof = 'POST /qr/{id}/proof';

const shown: ReadonlySet<string> = new Set(['POST /reports']);

async function ask(name: string, change: object, headers: Record<string, string> = {}): Promise<Answer> {
  const [method = '', path = ''] = name.split(' ');
  const body = bodyOf(method, path, world.objects);
  const raw = world.keys.qra.workspace;
  const target = pathOf(path, world.objects);
  if (body instanceof Uint8Array) {
    const sent = { authorization: `Bearer ${raw}`, 'content-type': 'image/svg+xml', ...headers };
    const init = { method, headers: sent, body: body.slice() };
    const response = await fetch(`${program.url}/api/v1${target}`, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  return qraClient(program, raw)(method, target, body && { ...body, ...change }, headers);
}

const countChanges = async () => (await program.core.store.changes.listAfter(0, 100_000)).length;

test('every call that makes something takes an Idempotency-Key; what takes none makes nothing twice', () => {
  const takingNone = writing.filter(({ takesKey }) => !takesKey).map(({ name }) => name);
  expect(takingNone.toSorted()).toEqual([...sameTwice, proof].toSorted());
});

describe('sent again', () => {
  test.each(writing.filter(({ takesKey }) => takesKey))('with its key: $name', async ({ name }) => {
    const key = { 'idempotency-key': name.replaceAll(/\W/g, '-') };
    const change = name === 'POST /folders' ? { name: 'Once' } : {};
    const before = await countChanges();
    const first = await ask(name, change, key);
    expect(first.status).toBe(201);
    const after = await countChanges();
    expect(after).toBe(before + 1);
    const again = await ask(name, change, key);
    if (shown.has(name)) expect([again.status, again.body.code]).toEqual([409, 'idempotency_key_done']);
    else expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
    const other = await ask(name, { name: 'Other', title: 'Other' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await countChanges()).toBe(after);
  });

  test.each(sameTwice)('without one: %s', async (name) => {
    expect((await ask(name, {})).status).toBeLessThan(300);
    const after = await countChanges();
    await ask(name, {});
    expect(await countChanges()).toBe(after);
  });
});
