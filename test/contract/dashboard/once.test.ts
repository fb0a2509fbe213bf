// Gives schemas what they need for the OpenAPI document: before any of core's is made.
import '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../src/http/dashboard/routes.ts';
import type { RouteName } from '../../../src/http/dashboard/wire.ts';
import { onceRoutes } from '../../../web/state/once-routes.ts';
import { type Browser, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { type AskedObjects, goodBodies } from '../../support/dashboard-bodies.ts';
import { fillWorld, type World } from '../../support/dashboard-world.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let dashboard: Dashboard;
let world: World;
beforeAll(async () => {
  program = await startProgram();
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  dashboard = await dashboardOf(program, secret);
  world = await fillWorld(program.core, 'once');
});
afterAll(() => program.stop());

const all = Object.entries(routes) as [RouteName, (typeof routes)[RouteName]][];
/** Of those that somebody signed in asks: what makes an account or a session has other means against a second time. */
const made = all.filter(([name, { need }]) => /^(POST|PUT) /.test(name) && need !== 'anyone');
const takingKeys = made.filter(([, { once }]) => once !== undefined);

/** Sent twice, it makes nothing the second time. */
const sameTwice: readonly RouteName[] = [
  'POST /w/:workspace/codes/bulk',
  'PUT /w/:workspace/codes/:code/design',
  'POST /w/:workspace/codes/:code/designs/:version',
  'POST /w/:workspace/budget',
  'POST /w/:workspace/words',
  'POST /w/:workspace/logos',
  'PUT /w/:workspace/brand',
  'POST /w/:workspace/sheets',
  'POST /w/:workspace/sheets/preview',
  'POST /w/:workspace/pictures',
  'POST /w/:workspace/undo',
  'POST /w/:workspace/preview',
  'POST /w/:workspace/imports/preview',
  'POST /w/:workspace/console',
  'POST /instance/blocked-hosts',
  'POST /instance/suspended',
  'POST /instance/keys',
];

/** Why each of these takes no key, though a second one is another. */
const others: Readonly<Partial<Record<RouteName, string>>> = {
  'POST /w/:workspace/imports': 'an import is a stream: whoever leaves it before the end has made nothing',
  'POST /w/:workspace/codes/:code/proof': 'the second takes the place of the first, and says the same',
  'POST /w/:workspace/leave': 'whoever has left is told what a stranger is',
  'POST /instance/users/:user/reset': 'the link before is dead with the second',
  'POST /sign-out': 'of one session, which is gone',
  'POST /password': 'asks for the password that was',
  'POST /totp': 'the secret before is dead with the second',
  'POST /totp/confirm': 'a code is taken once',
  'POST /totp/recovery-codes': 'the codes before are dead with the second',
  'POST /passkeys/options': 'a challenge is taken once',
  'POST /passkeys': 'a challenge is taken once',
};

async function browserFor(name: RouteName): Promise<Browser> {
  const { owner, operator } = world.people;
  return dashboard.browserOf(name.includes('/instance/') ? operator : owner);
}

function ask(browser: Browser, name: RouteName, change: object, headers: Record<string, string> = {}) {
  const makeBody = goodBodies[name as keyof typeof goodBodies] as
    | ((objects: AskedObjects) => object)
    | undefined;
  const { objects, workspace } = world;
  const params = { workspace: workspace.slug, code: objects.code, version: '1', user: objects.user };
  const body = makeBody && { ...makeBody(objects), ...change };
  return browser.ask(name, { params, headers, ...(body && { body }) } as never);
}

const countChanges = async () => (await program.core.store.changes.listAfter(0, 100_000)).length;

test('every call that makes something takes an Idempotency-Key, or there is a reason why not', () => {
  const known = [...takingKeys.map(([name]) => name), ...sameTwice, ...Object.keys(others)];
  expect(known.toSorted()).toEqual(made.map(([name]) => name).toSorted());
  expect(takingKeys.map(([name]) => name).toSorted(), 'and the page sends one').toEqual(
    [...onceRoutes].toSorted(),
  );
});

describe('sent again with its key, it makes nothing', () => {
  test.each(takingKeys.map(([name, { once }]) => ({ name, once })))('$name', async ({ name, once }) => {
    const browser = await browserFor(name);
    const key = { 'Idempotency-Key': `key-${name.replaceAll(/\W/g, '-')}` };
    const change = name === 'POST /w/:workspace/keys' ? { dialect: 'qra' } : {};
    const before = await countChanges();
    const first = await ask(browser, name, change, key);
    expect([first.status, first.body.error ?? '']).toEqual([200, '']);
    const after = await countChanges();
    expect(after).toBeGreaterThan(before);
    const again = await ask(browser, name, change, key);
    if (once === 'shown') expect([again.status, again.body.code]).toEqual([409, 'idempotency_key_done']);
    else expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
    if (!name.endsWith('/duplicate')) {
      const other = await ask(browser, name, { ...change, name: 'Another one' }, key);
      expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    }
    expect(await countChanges()).toBe(after);
  });

  test.each(sameTwice)('and without one: %s', async (name) => {
    const browser = await browserFor(name);
    await ask(browser, name, {});
    const after = await countChanges();
    await ask(browser, name, {});
    expect(await countChanges()).toBe(after);
  });
});

test('of an answer that shows a secret, and of a password that was sent, nothing is kept', async () => {
  const name = 'POST /w/:workspace/reports';
  const browser = await browserFor(name);
  const key = { 'Idempotency-Key': 'secret' };
  expect((await ask(browser, name, { password: 'open sesame 1' }, key)).status).toBe(200);
  const scope = `user:${world.people.owner.id}`;
  const kept = await program.core.store.transact((tx) => tx.once.find(scope, 'secret'));
  expect(kept?.answer).toEqual({ status: 200, headers: {}, body: '' });
  // What tells requests apart says nothing of that password either.
  const other = await ask(browser, name, { password: 'something else' }, key);
  expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_done']);
});

test('a password that is content tells requests apart', async () => {
  const name = 'POST /w/:workspace/codes';
  const browser = await browserFor(name);
  const key = { 'Idempotency-Key': 'wifi' };
  const ofPassword = (password: string) => {
    const content = { ssid: 'Bakery', encryption: 'WPA', password };
    return ask(browser, name, { type: 'wifi', destination: undefined, content }, key);
  };
  const first = await ofPassword('open sesame 1');
  expect([first.status, first.body.error ?? '']).toEqual([200, '']);
  expect((await ofPassword('open sesame 1')).headers.get('idempotent-replayed')).toBe('true');
  const other = await ofPassword('open sesame 2');
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
});
