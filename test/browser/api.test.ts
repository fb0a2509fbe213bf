import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { qraClient, qrTrackClient } from '../support/api.ts';
import { makeOwner, waitForToast } from '../support/code-steps.ts';
import { hasCurl, shell } from '../support/curl.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';
import { makeDir } from '../support/store.ts';

const run = promisify(execFile);

let site: Site;
let page: Page;
let workspace: Workspace;
/** What the page asked, with every answer. */
const answers: Promise<{ readonly asked: string; readonly body: string }>[] = [];
const raws = { qra: '', track: '', reader: '' };
beforeAll(async () => {
  site = await openSite();
  const owner = await makeOwner(site.core);
  ({ workspace } = owner);
  ({ page } = await site.visitor({ as: owner.user }));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/app/api/')) return;
    const asked = `${response.request().method()} ${pathname}`;
    // What is read while the page goes elsewhere is gone with it.
    const body = response.text().catch(() => '');
    answers.push(body.then((text) => ({ asked, body: text })));
  });
});
afterAll(() => site.close());

const keysPath = () => `/app/w/${workspace.slug}/api/keys`;
const dialogOf = (name: string) => page.getByRole('dialog', { name });

async function makeKey(name: string, api: string, rights: string): Promise<string> {
  await page.getByRole('button', { name: 'New key' }).click();
  const form = dialogOf('New API key');
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByRole('radio', { name: api }).check();
  await form.getByRole('radio', { name: rights, exact: true }).check();
  await form.getByRole('button', { name: 'Make key' }).click();
  const made = dialogOf('Your new key');
  const raw = (await made.locator('code').first().textContent()) ?? '';
  await made.getByRole('button', { name: 'I have copied it' }).click();
  await made.waitFor({ state: 'hidden' });
  return raw;
}

async function expectNowhere(raw: string): Promise<void> {
  expect(await page.content()).not.toContain(raw);
  const kept = await page.evaluate('JSON.stringify([localStorage, sessionStorage, location.href])');
  expect(kept).not.toContain(raw);
}

describe('an API key', () => {
  it('is shown once: after its dialog it is on no page, nor after a reload', async () => {
    await page.goto(keysPath());
    await waitForText(page, 'No API keys yet');
    raws.qra = await makeKey('Shop', 'Quietzone API', 'Read and write');
    expect(raws.qra).toMatch(/^qrf_live_\w{32}$/);
    await expectNowhere(raws.qra);
    await page.reload();
    await waitForText(page, raws.qra.slice(0, 15));
    await expectNowhere(raws.qra);
    raws.track = await makeKey('Till', 'QR Track', 'Read and write');
    raws.reader = await makeKey('Reader', 'Quietzone API', 'Read only');
    await expectNowhere(raws.track);
  });

  it('works from then on, and its log has what a program asked', async () => {
    const body = { name: 'Menu', destination: 'https://example.com/menu' };
    expect((await qraClient(site.program, raws.qra)('POST', '/qr', body)).status).toBe(201);
    expect((await qrTrackClient(site.program, raws.track)('GET', '')).body.codes).toHaveLength(1);
    const asked = page
      .getByRole('table', { name: 'Requests' })
      .getByRole('row')
      .filter({ hasText: 'POST /api/v1/qr' });
    await eventually(async () => {
      await page.goto(keysPath());
      await page.getByRole('button', { name: 'Requests of Shop' }).click();
      await dialogOf('Requests of Shop').waitFor();
      await asked.waitFor({ timeout: 1_000 });
    });
    expect(await asked.textContent()).toMatch(/by a program.*201/);
  });

  it('for reading alone lists, and is refused when it writes', async () => {
    const call = qraClient(site.program, raws.reader);
    expect((await call('GET', '/qr')).body.data).toHaveLength(1);
    const refused = await call('POST', '/qr', { name: 'x', destination: 'https://example.com/' });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  });
});

describe('the console', () => {
  const answer = () => page.getByRole('region', { name: 'Response' });

  async function chooseKey(name: string): Promise<void> {
    const select = page.getByRole('combobox', { name: 'Key' });
    const value = await select.locator('option', { hasText: name }).getAttribute('value');
    await select.selectOption(value);
  }

  it('sends a call for real with a key that it never has, and shows status, time, headers and body', async () => {
    await page.goto(`/app/w/${workspace.slug}/api/console`);
    await chooseKey('Shop');
    await page.getByRole('combobox', { name: 'Path' }).fill('/api/v1/qr?limit=2');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer().getByText('200').waitFor();
    await answer().getByText('https://example.com/menu').waitFor();
    await answer()
      .getByText(/\d+ ms/)
      .waitFor();
    await answer()
      .getByText(/\d+ headers/)
      .click();
    await answer().getByText('application/json').first().waitFor();

    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await page.getByRole('combobox', { name: 'Path' }).fill('/api/v1/qr');
    const body = page.getByRole('textbox', { name: 'Body (JSON)' });
    await body.fill('{ "name": ');
    await waitForText(page, /This is not JSON yet/);
    await body.fill('{ "name": "From the console", "destination": "https://example.com/console" }');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer().getByText('201').waitFor();
    await answer().getByText('From the console').waitFor();
  });

  it('speaks the other dialect as well', async () => {
    await chooseKey('Till');
    await page.getByRole('combobox', { name: 'Method' }).selectOption('GET');
    await page.getByRole('combobox', { name: 'Path' }).fill('/api.php');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer().getByText('GET /api.php').waitFor();
    await answer().getByText('200').waitFor();
    await answer().getByText('From the console').waitFor();
  });

  it('says that a key for reading alone will be refused, and so it is', async () => {
    await chooseKey('Reader');
    await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
    await page.getByRole('combobox', { name: 'Path' }).fill('/api/v1/qr');
    await page
      .getByRole('textbox', { name: 'Body (JSON)' })
      .fill('{ "name": "x", "destination": "https://example.com/" }');
    await waitForText(page, 'This key may only read: the server will refuse this call.');
    await page.getByRole('button', { name: 'Send' }).click();
    await answer().getByText('403').waitFor();
    await answer().getByText('forbidden').waitFor();
  });

  async function exampleIn(language: string): Promise<string> {
    await page.getByRole('tab', { name: language }).click();
    const region = page.getByRole('region', { name: `Copy the example in ${language}` });
    const text = (await region.textContent()) ?? '';
    expect(text).toContain('qrf_live_YOUR_KEY');
    return text.replace('qrf_live_YOUR_KEY', raws.qra);
  }

  it('has the same call for programs, and that in JavaScript does it as it stands', async () => {
    await chooseKey('Shop');
    await page.getByRole('combobox', { name: 'Path' }).fill('/api/v1/qr');
    await page
      .getByRole('textbox', { name: 'Body (JSON)' })
      .fill('{ "name": "It\'s \\"quoted\\" & more", "destination": "https://example.com/it" }');
    const file = join(await makeDir(), 'example.mjs');
    await writeFile(file, await exampleIn('JavaScript'));
    const script = await run(process.execPath, [file]);
    expect(script.stdout).toMatch(/^201 .*"It's \\"quoted\\" & more"/);
    expect(await exampleIn('PHP')).toContain('curl_init(');
    expect(await exampleIn('Python')).toContain('urllib.request');
  });

  it.skipIf(!hasCurl)(
    'the example for a shell does it too (skipped where curl is not installed)',
    async () => {
      const answered = await shell(`${await exampleIn('curl')} --silent`, '', '');
      expect(JSON.parse(answered)).toMatchObject({ name: 'It\'s "quoted" & more' });
    },
  );

  it('never had the key: the only answer that ever held it is the one that made it', async () => {
    await expectNowhere(raws.qra);
    const told = await Promise.all(answers);
    for (const raw of Object.values(raws)) {
      const holding = told.filter(({ body }) => body.includes(raw)).map(({ asked }) => asked);
      expect(holding).toEqual([`POST /app/api/w/${workspace.slug}/keys`]);
    }
    expect(told.some(({ asked, body }) => asked.endsWith('/console') && body !== '')).toBe(true);
  });
});

it('a key that is revoked is refused at once, by its program and in the console', async () => {
  await page.goto(keysPath());
  expect((await qraClient(site.program, raws.qra)('GET', '/qr')).status).toBe(200);
  await page.getByRole('button', { name: 'Revoke Shop' }).click();
  const dialog = dialogOf('Revoke Shop?');
  await dialog.getByText('The codes that were made with it stay.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await waitForToast(page, 'Shop was revoked.');
  expect((await qraClient(site.program, raws.qra)('GET', '/qr')).status).toBe(401);
  await page.getByRole('row').filter({ hasText: 'Shop' }).getByText('revoked').waitFor();
  await page.getByRole('link', { name: 'Console' }).click();
  await waitForHeading(page, 'Console');
  expect(await page.getByRole('combobox', { name: 'Key' }).textContent()).not.toContain('Shop');
});
