// Gives schemas what they need for the OpenAPI document: before any of core's is made.
import '@hono/zod-openapi';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, type Role, roles } from '../../../src/core/workspaces/roles.ts';
import type { User } from '../../../src/core/workspaces/workspace.ts';
import { routes } from '../../../src/http/dashboard/routes.ts';
import type { ParamsOf, RouteName } from '../../../src/http/dashboard/wire.ts';
import { type Answer, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { type AskedObjects, goodBodies, goodQueries } from '../../support/dashboard-bodies.ts';
import { fillWorld, type World } from '../../support/dashboard-world.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

type Who = Role | 'neighbour' | 'operator' | 'stranger';

let program: TestProgram;
let dashboard: Dashboard;
let worlds = 0;
beforeAll(async () => {
  program = await startProgram();
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  dashboard = await dashboardOf(program, secret);
});
afterAll(() => program.stop());

function newWorld(): Promise<World> {
  worlds += 1;
  return fillWorld(program.core, `w${worlds}`);
}

let shared: Promise<World> | undefined;

/** What only reads leaves its world as it was: one is enough for all. */
function worldOf(name: RouteName): Promise<World> {
  if (!name.startsWith('GET ')) return newWorld();
  shared ??= newWorld();
  return shared;
}

/** What stands for each parameter of a path: the objects of the world, or texts that need no object. */
function paramsOf(name: RouteName, { objects, workspace }: World, asked: AskedObjects = objects) {
  const isDelete = name === 'DELETE /w/:workspace/codes/:code';
  return {
    ...{
      workspace: workspace.slug,
      code: isDelete ? asked.trashed : asked.code,
      folder: asked.folder,
      key: asked.key,
      report: asked.report,
      logo: asked.logo,
      version: '1',
    },
    ...{
      invitation: asked.invitation,
      user: asked.user,
      tag: 'spring',
      slug: 'a-free-slug',
      id: asked.workspaceId,
    },
    ...{
      host: `bad-${workspace.num}.example`,
      token: 'x'.repeat(32),
      session: asked.code,
      passkey: asked.code,
    },
  };
}

async function askAs(
  who: Who,
  name: RouteName,
  world: World,
  params = paramsOf(name, world),
): Promise<Answer<unknown>> {
  const person: User | undefined = who === 'stranger' ? undefined : world.people[who];
  const browser = person ? await dashboard.browserOf(person) : dashboard.browser();
  const makeBody = goodBodies[name as keyof typeof goodBodies] as
    | ((objects: AskedObjects) => object)
    | undefined;
  const body = makeBody?.(world.objects);
  const query = goodQueries[name];
  const given = { params: params as ParamsOf<RouteName>, ...(body && { body }), ...(query && { query }) };
  return (await browser.ask(name, given as never)) as Answer<unknown>;
}

const all = Object.entries(routes) as [RouteName, (typeof routes)[RouteName]][];
const isOfWorkspace = (name: RouteName) => name.includes('/w/:workspace');
const ofWorkspaces = all.filter(([name]) => isOfWorkspace(name));
const ofUsers = all.filter(([, { need }]) => need === 'user');
const ofOperators = all.filter(([, { need }]) => need === 'operator');

/** Seconds of work: asked for with the least role that may. */
const slow: ReadonlySet<string> = new Set(['POST /w/:workspace/codes/:code/proof']);

/** A few ask for more than the role: the last owner cannot leave. */
const owedRefusals: ReadonlySet<string> = new Set(['owner POST /w/:workspace/leave']);

test('every route says who may, and those of a workspace by a permission of its own', () => {
  for (const [name, { need }] of ofWorkspaces)
    expect([name, ['anyone', 'user', 'operator'].includes(need)]).toEqual([name, false]);
  expect(ofWorkspaces.length + ofUsers.length + ofOperators.length).toBeGreaterThan(60);
});

describe('in a workspace', () => {
  test.each(ofWorkspaces.map(([name, { need }]) => ({ name, need })))(
    '$name: $need decides',
    async ({ name, need }) => {
      const isEnough = (role: Role) => may({ role, readOnly: false }, need as Parameters<typeof may>[1]);
      const world = await worldOf(name);
      expect([(await askAs('stranger', name, world)).status, 'stranger']).toEqual([401, 'stranger']);
      const nowhere = { ...paramsOf(name, world), workspace: 'no-such-workspace' };
      for (const who of ['neighbour', 'operator'] as const) {
        const answer = await askAs(who, name, world);
        const unknown = await askAs(who, name, world, nowhere);
        expect([who, answer.status, answer.body]).toEqual([who, 404, unknown.body]);
      }
      for (const role of roles.filter((one) => !isEnough(one))) {
        const answer = await askAs(role, name, world);
        expect([role, answer.status, answer.body.code]).toEqual([role, 403, 'forbidden']);
      }
      const able = roles.filter(isEnough);
      for (const role of slow.has(name) ? able.slice(-1) : able) {
        const { status, body } = await askAs(role, name, await worldOf(name));
        const isOwed = owedRefusals.has(`${role} ${name}`);
        expect([role, isOwed ? status === 409 : status < 300, isOwed ? '' : (body.error ?? '')]).toEqual([
          role,
          true,
          '',
        ]);
      }
    },
  );
});

describe('of the instance', () => {
  test.each(ofOperators.map(([name]) => name))('%s is for operators', async (name) => {
    const world = await worldOf(name);
    expect((await askAs('stranger', name, world)).status).toBe(401);
    for (const who of ['owner', 'admin', 'member', 'viewer', 'neighbour'] as const) {
      const { status, body } = await askAs(who, name, world);
      expect([who, status, body.code]).toEqual([who, 403, 'forbidden']);
    }
    if (name === 'DELETE /instance/suspended/:code')
      await askAs('operator', 'POST /instance/suspended', world);
    const { status, body } = await askAs('operator', name, world);
    expect([status < 300, body.error ?? '']).toEqual([true, '']);
  });
});

describe('of somebody', () => {
  test.each(ofUsers.map(([name]) => name))('%s is for whoever is signed in', async (name) => {
    const world = await worldOf(name);
    expect((await askAs('stranger', name, world)).status).toBe(401);
    for (const who of ['viewer', 'neighbour', 'operator'] as const) {
      const { status } = await askAs(who, name, world);
      expect([who, status, [401, 403].includes(status) || status >= 500]).toEqual([who, status, false]);
    }
  });
});

/** Parameters that name an object which belongs to a workspace. */
const objectParams = ['code', 'folder', 'key', 'invitation', 'user', 'report', 'logo'];
const ofObjects = all.filter(
  ([name]) => objectParams.some((param) => name.includes(`:${param}`)) && !name.includes('/instance/'),
);

describe('an object of others looks like one that does not exist', () => {
  test.each(ofObjects.map(([name]) => name))('%s', async (name) => {
    const world = await worldOf(name);
    const nobodys = '019f0000-0000-7000-8000-000000000000';
    const unknown = Object.fromEntries(Object.keys(world.objects).map((key) => [key, nobodys]));
    const theirs = await askAs('owner', name, world, paramsOf(name, world, world.foreign));
    const none = await askAs('owner', name, world, paramsOf(name, world, unknown as unknown as AskedObjects));
    expect([theirs.status, theirs.body]).toEqual([404, none.body]);
  });
});
