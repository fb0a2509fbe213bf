import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { setDisabled } from '../../../src/core/accounts/operators.ts';
import type { Code } from '../../../src/core/codes/code.ts';
import { createCode } from '../../../src/core/codes/create.ts';
import { deleteCode } from '../../../src/core/codes/delete.ts';
import { updateCode } from '../../../src/core/codes/update.ts';
import { createFolder } from '../../../src/core/folders/folders.ts';
import { operatorOf } from '../../../src/core/instance/operator.ts';
import { type Access, getAccess } from '../../../src/core/workspaces/access.ts';
import { removeMember, setMemberRole } from '../../../src/core/workspaces/members.ts';
import type { User } from '../../../src/core/workspaces/workspace.ts';
import { scan } from '../../support/api.ts';
import { type Browser, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { type EventReader, openEvents } from '../../support/event-stream.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let dashboard: Dashboard;
let owner: User;
let access: Access;
let people = 0;
beforeAll(async () => {
  program = await startProgram();
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  dashboard = dashboardOf(program, secret);
  const made = await dashboard.workspace();
  owner = made.owner;
  access = await getAccess(program.core, owner, made.workspace.slug);
});
afterAll(() => program.stop());

const make = (name = 'Menu'): Promise<Code> =>
  createCode(program.core, access, { type: 'url', destination: 'https://example.com/', name });

function newMember(role: 'viewer' | 'member' = 'viewer'): Promise<User> {
  people += 1;
  return dashboard.user(`person-${people}@example.com`, access.workspace, role);
}

async function open(browser: Browser, query = '', lastEventId?: number): Promise<EventReader> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const path = `/app/api/w/${access.workspace.slug}/scans/stream`;
  const resumed = lastEventId === undefined ? {} : { lastEventId };
  const reader = await openEvents({ url: program.url, path, cookie, query, ...resumed });
  onTestFinished(() => reader.close());
  return reader;
}

test('a scan through the redirect comes as the dashboard shows it, and again after a break', async () => {
  const code = await make('Table 7');
  const browser = await dashboard.browserOf(await newMember());
  const reader = await open(browser);
  expect([reader.status, reader.headers['content-type']]).toEqual([200, 'text/event-stream']);
  await scan(program, code.slug, { referer: 'https://news.example.org/today' });
  const [event] = await reader.untilHas(1);
  expect(event).toMatchObject({ event: 'scan', data: { id: String(event!.id) } });
  const { id: _, at, ...shown } = event!.data;
  expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
  expect(shown).toEqual({
    code: { id: code.id, slug: code.slug, name: 'Table 7' },
    ...{ country: null, city: null, device: 'mobile', os: 'iOS', browser: 'Safari' },
    ...{ referrer: 'news.example.org', kind: 'human' },
  });
  reader.close();
  await scan(program, code.slug);
  const resumed = await open(browser, `?code=${code.id}`, event!.id);
  const again = await resumed.untilHas(2);
  expect([again[0]!.id, again[1]!.id > event!.id]).toEqual([event!.id, true]);
});

test('of one code only its scans come, and with include=all every hit', async () => {
  const [wanted, other] = [await make(), await make()];
  const browser = await dashboard.browserOf(await newMember());
  const [one, all] = [await open(browser, `?code=${wanted.id}`), await open(browser, '?include=all')];
  await scan(program, other.slug);
  await scan(program, wanted.slug, { 'user-agent': 'curl/8.5.0' });
  await scan(program, wanted.slug);
  const heard = await all.untilHas(3);
  expect(heard.map(({ data }) => data.kind).sort()).toEqual(['bot', 'human', 'human']);
  const [event] = await one.untilHas(1);
  expect([one.events.length, event!.data.code.id, event!.data.kind]).toEqual([1, wanted.id, 'human']);
});

test('of a folder with filters come the scans that its page counts, and a folder that is not there is a 404', async () => {
  const folder = await createFolder(program.core, access, { name: 'Hall' });
  const [hall, other] = [await make(), await make()];
  await updateCode(program.core, access, hall.id, { folderId: folder.id });
  const browser = await dashboard.browserOf(await newMember());
  const narrowed = await open(browser, `?folder=${folder.id}&device=mobile&device=tablet&tz=Europe/Berlin`);
  const whole = await open(browser);
  await scan(program, other.slug);
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  await scan(program, hall.slug, { 'user-agent': firefox });
  await scan(program, hall.slug, { 'x-forwarded-for': '203.0.113.9' });
  const heard = await whole.untilHas(3);
  expect(heard.map(({ data }) => data.device).sort()).toEqual(['desktop', 'mobile', 'mobile']);
  const [event] = await narrowed.untilHas(1);
  expect(narrowed.events.length).toBe(1);
  expect(event!.data).toMatchObject({ code: { id: hall.id }, device: 'mobile' });
  expect((await open(browser, '?folder=0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51')).status).toBe(404);
  expect((await open(browser, '?country=Germany')).status).toBe(400);
});

describe('a stream ends', () => {
  const stillOpen = async (reader: EventReader, code: Code, count: number) => {
    await scan(program, code.slug);
    await reader.untilHas(count);
  };

  test('when its session does, and those of other sessions go on', async () => {
    const code = await make();
    const user = await newMember();
    const [here, there] = [await dashboard.browserOf(user), await dashboard.browserOf(user)];
    const [left, stays] = [await open(here, `?code=${code.id}`), await open(there, `?code=${code.id}`)];
    await here.get('POST /sign-out');
    await left.ended;
    await stillOpen(stays, code, 1);
    expect(left.events).toEqual([]);
    await there.get('DELETE /sessions/:session', {
      params: { session: (await there.get('GET /sessions'))[0]!.id },
    });
    await stays.ended;
  });

  test('when its user leaves the workspace, but not when the role is another', async () => {
    const code = await make();
    const user = await newMember('member');
    const reader = await open(await dashboard.browserOf(user), `?code=${code.id}`);
    await setMemberRole(program.core, access, user.id, 'viewer');
    await stillOpen(reader, code, 1);
    await removeMember(program.core, access, user.id);
    await reader.ended;
  });

  test('when the account is disabled', async () => {
    const user = await newMember();
    const reader = await open(await dashboard.browserOf(user));
    const chief = operatorOf(await dashboard.promote(await newMember()));
    await setDisabled(program.core, chief, user.id, true);
    await reader.ended;
  });

  test('when the code is deleted', async () => {
    const code = await make();
    const browser = await dashboard.browserOf(await newMember());
    const [ofCode, ofAll] = [await open(browser, `?code=${code.id}`), await open(browser)];
    await deleteCode(program.core, access, code.id);
    await ofCode.ended;
    await stillOpen(ofAll, await make(), 1);
  });
});

test('pages that are open take no stream away from programs, and the eleventh is told to wait', async () => {
  const browser = await dashboard.browserOf(await newMember());
  for (let n = 0; n < 10; n += 1) expect((await open(browser)).status).toBe(200);
  const refused = await open(browser);
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '10']);
  const key = await program.key('qra', access.workspace);
  const api = await openEvents({ url: program.url, key });
  onTestFinished(() => api.close());
  expect(api.status).toBe(200);
});

test('whoever is not signed in, or no member, hears nothing', async () => {
  expect((await open(dashboard.browser())).status).toBe(401);
  expect((await open(await dashboard.browserOf(await dashboard.user('nobody@example.com')))).status).toBe(
    404,
  );
});

test('whoever asks for the headers alone holds no place', async () => {
  const browser = await dashboard.browserOf(await newMember());
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { open: before } = program.core.feed.counters;
  const url = `${program.url}/app/api/w/${access.workspace.slug}/scans/stream`;
  const answer = await fetch(url, { method: 'HEAD', headers: { cookie } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  expect(program.core.feed.counters.open).toBe(before);
});
