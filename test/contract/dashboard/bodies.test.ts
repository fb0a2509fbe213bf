import { expect, test } from 'vitest';
import { type Browser, openDashboard, openQuickDashboard } from '../../support/dashboard.ts';
import { threadTimeMs } from '../../support/thread-time.ts';

const importPath = (slug: string) => `/app/api/w/${slug}/imports/preview`;

/** As our own page sends it, but with whatever bytes. */
async function send(browser: Browser, path: string, body: string) {
  const headers = { 'Content-Type': 'application/json', 'X-Quietzone-Token': await tokenOf(browser) };
  const response = await browser.fetch(path, { method: 'POST', headers, body });
  const { code, error } = (await response.json()) as { code?: string; error?: string };
  return { status: response.status, code, error };
}

async function tokenOf(browser: Browser): Promise<string> {
  return (await browser.get('GET /session')).token;
}

test('who asks is settled before a body is read: nobody but those who may import have a file parsed', async () => {
  const dashboard = await openQuickDashboard({ defaultPlan: 'business' });
  const { workspace, owner } = await dashboard.workspace();
  const viewer = await dashboard.user('viewer@example.com', workspace, 'viewer');
  const neighbour = (await dashboard.workspace('Another')).owner;
  const path = importPath(workspace.slug);
  const nonsense = 'not JSON';
  expect(await send(dashboard.browser(), path, nonsense)).toMatchObject({ status: 401 });
  for (const [who, status] of [
    [neighbour, 404],
    [viewer, 403],
    [owner, 400],
  ] as const) {
    const browser = await dashboard.browserOf(who);
    expect([who.email, (await send(browser, path, nonsense)).status]).toEqual([who.email, status]);
  }
  const browser = await dashboard.browserOf(owner);
  const withoutToken = await browser.fetch(path, { method: 'POST', body: nonsense });
  expect(await withoutToken.json()).toMatchObject({ code: 'csrf' });
  const stranger = await dashboard.browser().fetch('/app/api/workspaces', { method: 'POST', body: nonsense });
  expect(stranger.status).toBe(401);
});

test('of strangers 10 kB are read, of whoever is signed in 100 kB, and a file of codes may have 10 MB', async () => {
  const dashboard = await openQuickDashboard();
  const { workspace, owner } = await dashboard.workspace();
  const browser = await dashboard.browserOf(owner);
  const spaces = (bytes: number) => ' '.repeat(bytes - 2);
  const ask = (who: Browser, path: string, bytes: number) => send(who, path, `{${spaces(bytes)}}`);
  expect(await ask(dashboard.browser(), '/app/api/sign-in', 10_000)).toMatchObject({ status: 400 });
  expect(await ask(dashboard.browser(), '/app/api/sign-in', 10_001)).toMatchObject({
    status: 413,
    error: 'The body is too large: at most 10000 bytes are read.',
  });
  expect(await ask(browser, '/app/api/workspaces', 100_000)).toMatchObject({ code: 'validation_error' });
  expect(await ask(browser, '/app/api/workspaces', 100_001)).toMatchObject({
    status: 413,
    error: 'The body is too large: at most 100000 bytes are read.',
  });
  const path = importPath(workspace.slug);
  expect(await ask(browser, path, 10_000_000)).toMatchObject({ code: 'validation_error' });
  expect(await ask(browser, path, 10_000_001)).toMatchObject({ status: 413 });
});

test('a file of ten million brackets is refused in a moment, and so is one of a million fields', async () => {
  const dashboard = await openQuickDashboard();
  const { workspace, owner } = await dashboard.workspace();
  const browser = await dashboard.browserOf(owner);
  const path = importPath(workspace.slug);
  const pairs = Array.from({ length: 700_000 }, (_, at) => `"${at.toString(36)}":{}`).join();
  for (const body of [`[${'[],'.repeat(3_000_000)}[]]`, `{${pairs}}`]) {
    const start = threadTimeMs();
    expect(await send(browser, path, body)).toMatchObject({
      status: 400,
      error: expect.stringMatching(/20000/),
    });
    // Parsed and walked, either took many seconds.
    expect(threadTimeMs() - start).toBeLessThan(1_000);
  }
});

test('whoever sends a large file and may not is told so, and the connection goes on', async () => {
  const { browser, browserOf, user, workspace: open, program } = await openDashboard();
  const { workspace } = await open();
  const neighbour = await browserOf(await user('neighbour@example.com'));
  const body = JSON.stringify({ csv: 'a,b\n'.repeat(1_500_000), type: 'url' });
  for (let round = 0; round < 3; round += 1) {
    expect((await send(browser(), importPath(workspace.slug), body)).status).toBe(401);
    expect((await send(neighbour, importPath(workspace.slug), body)).status).toBe(404);
    expect((await fetch(`${program.url}/app/api/session`)).status).toBe(200);
  }
});
