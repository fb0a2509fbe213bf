import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { isThorough, openBrowser, openPerson } from '../support/browser.ts';
import { tabOf, waitForToast } from '../support/code-steps.ts';
import { waitForPage } from '../support/dashboard-site.ts';
import { decodeWithAll } from '../support/decode-qr.ts';
import { eventually } from '../support/eventually.ts';
import { findFreePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';
import { rasterisePdf, unpackPdf } from '../support/print-tools.ts';
import { phoneAgent } from '../support/program.ts';
import { type Env, makeFolder, spawnServer } from '../support/server-process.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

const destination = 'https://example.com/menu';
const widthMm = 30;
const pointsPerMm = 72 / 25.4;

/** A server as somebody starts it for the first time, and what it says. */
async function startServer(env: Env) {
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const server = spawnServer(makeFolder(), { PORT: String(port), BASE_URL: origin, ...env });
  await server.ready;
  const setupLink = await eventually(async () => {
    const found = /http\S+\/app\/setup\/\w+/.exec(server.output());
    if (!found) throw new Error(`No link in: ${server.output()}`);
    return found[0];
  });
  return { origin, setupLink };
}

async function openChromium(origin: string) {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const person = await openPerson(browser, origin);
  person.context.setDefaultTimeout(10_000);
  return { ...person, page: await person.context.newPage() };
}

async function makeAccount(page: Page, setupLink: string): Promise<void> {
  await page.goto(setupLink);
  await page.getByLabel('E-mail address').fill('ann@example.com');
  await page.getByLabel('New password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await waitForHeading(page, 'Overview');
}

async function makeCode(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'New code' }).first().click();
  await page.getByRole('button', { name: /^Link\s?Opens/ }).click();
  await page.getByRole('textbox', { name: 'Destination' }).fill(destination);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring menu');
  await page.getByRole('button', { name: 'Create code' }).click();
  await waitForHeading(page, 'Spring menu');
}

async function choosePreset(page: Page): Promise<void> {
  await tabOf(page, 'Design').click();
  await page.getByRole('button', { name: 'Ocean', exact: true }).click();
  await page.getByRole('button', { name: 'Save design' }).click();
  await waitForToast(page, 'Design saved.');
}

async function downloadPdf(page: Page): Promise<Uint8Array<ArrayBuffer>> {
  await tabOf(page, 'Print').click();
  const [download] = await Promise.all([page.waitForEvent('download'), askForPdf(page)]);
  return readDownload(download);
}

async function askForPdf(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Width', exact: true }).fill(String(widthMm));
  await page.getByRole('button', { name: 'Download PDF' }).click();
}

async function readDownload(download: Download): Promise<Uint8Array<ArrayBuffer>> {
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  return Uint8Array.from(await readFile(await download.path()));
}

/** What a phone reads off the sheet of paper. */
async function readPrint(pdf: Uint8Array<ArrayBuffer>): Promise<string> {
  const [left = 0, bottom = 0, right = 0, top = 0] = (
    /\/TrimBox ?\[([^\]]+)\]/.exec(unpackPdf(pdf))?.[1] ?? ''
  )
    .trim()
    .split(/\s+/)
    .map(Number);
  expect((right - left) / pointsPerMm).toBeCloseTo(widthMm, 1);
  expect((top - bottom) / pointsPerMm).toBeCloseTo(widthMm, 1);
  const texts = await decodeWithAll(await rasterisePdf(pdf, 600));
  expect([texts.zxing, texts.jsqr]).toEqual([texts.zxing, texts.zxing]);
  return texts.zxing ?? '';
}

async function watchScans(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Statistics' }).first().click();
  await waitForHeading(page, 'Statistics');
  await page.getByRole('button', { name: 'Live' }).click();
  await waitForText(page, 'Connected');
}

async function findScan(page: Page): Promise<void> {
  const feed = page.getByRole('region', { name: 'Scans as they come' });
  const scan = feed.getByRole('listitem');
  await scan.filter({ hasText: 'Spring menu' }).waitFor();
  expect(await scan.count()).toBe(1);
  expect(await scan.textContent()).toContain('Safari');
}

async function expectOverview(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Overview' }).first().click();
  await waitForHeading(page, 'Overview');
  await waitForPage(page);
  const today = page.locator('[data-figures="today"]');
  expect(await today.textContent()).toMatch(/^Today so far\s*Scans\D*1(?!\d)/);
}

async function goTheWholeWay(env: Env): Promise<void> {
  const { origin, setupLink } = await startServer(env);
  const { page, strayed, complaints } = await openChromium(origin);
  await makeAccount(page, setupLink);
  await makeCode(page);
  await choosePreset(page);
  const link = await readPrint(await downloadPdf(page));
  expect(link.startsWith(`${origin}/`)).toBe(true);
  await watchScans(page);
  const headers = { 'user-agent': phoneAgent, accept: 'text/html' };
  const { status, headers: sent } = await fetch(link, { headers, redirect: 'manual' });
  expect([[302, 307].includes(status), sent.get('location')]).toEqual([true, destination]);
  await findScan(page);
  await expectOverview(page);
  expect([strayed, complaints]).toEqual([[], []]);
}

it('a stranger comes from the set-up link to a printed code, to its scan by a phone, to that scan on the live feed', async () => {
  await goTheWholeWay({});
}, 90_000);

// Takes as long again: `npm run test:browser` has it.
it.runIf(isThorough)(
  'and on PostgreSQL',
  async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    await goTheWholeWay({ DATABASE_URL: await server.url('stranger') });
  },
  120_000,
);
