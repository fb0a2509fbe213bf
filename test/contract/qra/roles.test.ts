import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, type Permission } from '../../../src/core/workspaces/roles.ts';
import { routes } from '../../../src/http/api-v1/routes.ts';
import { type Answer, qraClient } from '../../support/api.ts';
import {
  deadKeys,
  type Keyring,
  type KeyWorld,
  liveKeys,
  makeObjects,
  nobodysObjects,
  openKeyWorld,
  type QraObjects,
} from '../../support/key-world.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { bodyOf, pathOf, questionsOn } from '../../support/qra-bodies.ts';

let program: TestProgram;
let world: KeyWorld;
let keys: Keyring;
beforeAll(async () => {
  program = await startProgram({ PLAN_FREE_RATE: '0' });
  world = await openKeyWorld(program);
  keys = world.keys.qra;
  // So that every route which reads one finds one.
  await qraClient(program, keys.workspace)('POST', `/qr/${world.objects.code}/proof`);
});
afterAll(() => program.stop());

const all = routes.map(({ config, permission }) => ({
  method: config.method.toUpperCase(),
  path: config.path,
  permission,
  config,
}));
type Asked = (typeof all)[number];

/** Streams have no end: of those the head is the answer. */
async function ask(raw: string, { method, path }: Asked, objects: QraObjects): Promise<Answer> {
  const stop = new AbortController();
  const body = bodyOf(method, path, objects);
  const response = await fetch(`${program.url}/api/v1${pathOf(path, objects)}`, {
    method,
    headers: {
      authorization: `Bearer ${raw}`,
      ...(body !== undefined && {
        'content-type': body instanceof Uint8Array ? 'image/png' : 'application/json',
      }),
    },
    ...(body !== undefined && { body: body instanceof Uint8Array ? body.slice() : JSON.stringify(body) }),
    signal: stop.signal,
  });
  const { status, headers } = response;
  const isStream = headers.get('content-type')?.startsWith('text/event-stream');
  const text = isStream ? '' : await response.text();
  if (isStream) stop.abort();
  const isJson = headers.get('content-type')?.startsWith('application/json');
  return { status, headers, body: isJson ? JSON.parse(text) : text };
}

/** What a request says itself may come back; what it finds may not differ. */
function withoutIds(body: unknown, objects: QraObjects): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Object.values(objects).reduce((left, id) => left.replaceAll(id, '…'), text);
}

/** Drawing these takes a while: they are asked for with the weakest key that may. */
const slow = /\/proof/;

async function changesMade(): Promise<number> {
  return (await program.core.store.changes.listAfter(0, 100_000)).length;
}

test('every route says what it needs, and its 403 stands in the manual where a key can have too little', () => {
  expect(all.length).toBeGreaterThan(40);
  for (const { permission, config, path } of all) {
    const isRefusable = !may({ role: 'viewer', readOnly: true }, permission);
    expect([config.method, path, '403' in config.responses]).toEqual([config.method, path, isRefusable]);
  }
});

describe('with a key', () => {
  test.each(all)('$method $path: $permission decides', async (asked) => {
    const isEnough = (of: keyof typeof liveKeys) => may(liveKeys[of], asked.permission as Permission);
    const live = Object.keys(liveKeys) as (keyof typeof liveKeys)[];
    const before = await changesMade();
    for (const of of live.filter((one) => !isEnough(one))) {
      const { status, body } = await ask(keys[of], asked, world.objects);
      expect([of, status, body.code]).toEqual([of, 403, 'forbidden']);
    }
    expect(await changesMade()).toBe(before);
    for (const of of live.filter(isEnough).slice(slow.test(asked.path) ? -1 : 0)) {
      const isRead = asked.permission.endsWith(':read');
      const objects = isRead ? world.objects : await makeObjects(program, world, asked.path);
      const { status, body } = await ask(keys[of], asked, objects);
      expect([of, status < 300, body?.error ?? '']).toEqual([of, true, '']);
    }
  });
});

test.each(all)('$method $path: a key that is none is the same 401, whatever the reason', async (asked) => {
  const before = await changesMade();
  const answers = await Promise.all(deadKeys.map((of) => ask(keys[of], asked, world.objects)));
  expect(answers.map(({ status }, n) => [deadKeys[n], status])).toEqual(deadKeys.map((of) => [of, 401]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await changesMade()).toBe(before);
});

describe('a key of another workspace', () => {
  test.each(all.filter(({ path }) => path.includes('{id}')))(
    '$method $path: an object of others looks like one that does not exist',
    async (asked) => {
      const theirs = await ask(keys.neighbour, asked, world.objects);
      const none = await ask(keys.neighbour, asked, nobodysObjects);
      expect([theirs.status, theirs.body]).toEqual([404, none.body]);
    },
  );

  test.each(all.filter(({ path }) => !path.includes('{id}')))(
    '$method $path: says and changes nothing of others',
    async (asked) => {
      const answer = await ask(keys.neighbour, asked, world.objects);
      expect([401, 403]).not.toContain(answer.status);
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      for (const secret of [world.objects.code, world.objects.slug, world.objects.folder, world.objects.logo])
        expect(text).not.toContain(secret);
      const code = await program.core.store.codes.find(world.workspace.id, world.objects.code);
      expect(code?.tags).toContain(world.objects.tag);
    },
  );

  test.each(questionsOn(nobodysObjects).map(({ method, path }, n) => ({ method, path, n })))(
    '$method $path ($n): an object of others in a query or body is as one that does not exist',
    async ({ n }) => {
      const call = qraClient(program, keys.neighbour);
      const answers = [world.objects, nobodysObjects].map(async (objects) => {
        const { method, path, query, body } = questionsOn(objects)[n]!;
        const answer = await call(method, `${path}${query}`, body);
        return { status: answer.status, body: withoutIds(answer.body, objects) };
      });
      const [theirs, none] = await Promise.all(answers);
      expect(theirs).toEqual(none);
      // The workspace's own key finds them, or the comparison would say nothing.
      const { method, path, query, body } = questionsOn(world.objects)[n]!;
      if (method === 'GET' && path === '/stream') return;
      const own = await qraClient(program, keys.workspace)(method, `${path}${query}`, body);
      expect([own.status < 300, own.body?.error ?? '']).toEqual([true, '']);
    },
  );
});
