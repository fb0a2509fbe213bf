import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getAccess } from '../../src/core/workspaces/access.ts';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { makeOwner, tabOf } from '../support/code-steps.ts';
import { openSite, type Site, waitForPage } from '../support/dashboard-site.ts';
import { decodeWithAll, decodeWithZxing } from '../support/decode-qr.ts';
import { eventually } from '../support/eventually.ts';
import { seedCodes } from '../support/many-codes.ts';
import { rasterisePdf, unpackPdf } from '../support/print-tools.ts';

const count = 60;

let site: Site;
let workspace: Workspace;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  site = await openSite();
  const owner = await makeOwner(site.core);
  ({ workspace } = owner);
  await seedCodes(site.core, await getAccess(site.core, owner.user, workspace.slug), count);
  ({ page, complaints } = await site.visitor({ as: owner.user }));
});
afterAll(() => site.close());

const linkOf = (slug: string) => `${site.origin}/p/${slug}`;
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

async function openList(): Promise<void> {
  await page.goto(`/app/w/${workspace.slug}/codes`);
  await waitForPage(page);
}

async function choose(name: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** What the browser stores after a click on the button. */
async function download(button: string) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}

async function readPdf(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  return (await decodeWithAll(await rasterisePdf(bytes, 900))).zxing;
}

describe('a code', () => {
  it('is advised to be wider from farther away, and is downloaded exactly as wide', async () => {
    await openList();
    await page.getByRole('link', { name: 'Code 00060' }).click();
    await tabOf(page, 'Print').click();
    const needed = page.getByText(/^[\d.]+ mm$/).first();
    await needed.waitFor();
    const near = Number.parseFloat((await needed.textContent()) ?? '');
    await field('Scanned from').fill('200');
    const far = await eventually(async () => {
      const now = Number.parseFloat((await needed.textContent()) ?? '');
      expect(now).toBeGreaterThan(4 * near);
      return now;
    });
    await page.getByText(/^Smaller than is safe/).waitFor();
    await page.getByRole('button', { name: 'Use this width' }).click();
    await page.getByText(/^Smaller than is safe/).waitFor({ state: 'hidden' });
    expect(await field('Width').inputValue()).toBe(`${far} mm`);
    const { name, bytes } = await download('Download PDF');
    expect(name).toBe('c00060.pdf');
    const [, points = ''] = /\/MediaBox \[0 0 ([\d.]+)/.exec(unpackPdf(bytes)) ?? [];
    expect((Number(points) / 72) * 25.4).toBeCloseTo(far, 1);
    expect(await readPdf(bytes)).toBe(linkOf('c00060'));
  });

  it('is downloaded for a label printer, with whole dots', async () => {
    await choose('Format', /^ZPL/);
    await field('Width').fill('40');
    await page.getByText(/ · 7 dots$/).waitFor();
    const { name, bytes } = await download('Download ZPL');
    expect([name, Buffer.from(bytes).toString('latin1').slice(0, 3)]).toEqual(['c00060.zpl', '^XA']);
  });
});

describe('a sheet', () => {
  const preview = () => page.getByRole('img', { name: /^Page \d+ of \d+$/ });

  it('of the codes that were selected is looked at as it changes, and becomes a PDF that can be read', async () => {
    await openList();
    await page.getByRole('checkbox', { name: 'Select Code 00058' }).click();
    await page.getByRole('checkbox', { name: 'Select Code 00060' }).click();
    await page.getByRole('button', { name: 'Print sheet' }).click();
    await page.getByText(/^2 labels · 1 page · 210 × 297 mm$/).waitFor();
    const labels = await preview().getAttribute('src');
    await page.getByText('Roll', { exact: true }).click();
    await page.getByText(/^2 labels · 2 pages · 62 × 62 mm$/).waitFor();
    expect(await preview().getAttribute('src')).not.toBe(labels);
    const first = await decodePreview();
    await page.getByRole('button', { name: 'Next page' }).click();
    await eventually(async () =>
      expect([first, await decodePreview()]).toEqual([linkOf('c00058'), linkOf('c00060')]),
    );
    const { name, bytes } = await download('Download PDF');
    expect(name).toBe(`sheet-${workspace.slug}.pdf`);
    expect(await readPdf(bytes)).toBe(linkOf('c00058'));
    await page.getByText(/^Saved: /).waitFor();
  });

  it('of all that a list finds has its captions, and outlives a reload', async () => {
    await page.goto(`/app/w/${workspace.slug}/codes?search=Code+0001&sort=name`);
    await waitForPage(page);
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Print sheet' }).click();
    // The sheet is as it was chosen last.
    await page.getByText(/^10 labels · 10 pages · 62 × 62 mm$/).waitFor();
    await page.getByText('Labels', { exact: true }).click();
    await page.getByText(/^10 labels · 1 page/).waitFor();
    const before = await preview().getAttribute('src');
    await choose('Line 1', 'Your own words');
    await field('Words of line 1').fill('Scan for the menu');
    await eventually(async () => expect(await preview().getAttribute('src')).not.toBe(before));
    await page.reload();
    await page.getByText(/^10 labels · 1 page/).waitFor();
  });

  it('on labels of one’s own size, in the order that is chosen, is shown and becomes the PDF', async () => {
    await page.goto(`/app/w/${workspace.slug}/codes?search=Code+0005&sort=name`);
    await waitForPage(page);
    await page.getByRole('button', { name: /^More/ }).click();
    await page.getByRole('menuitem', { name: 'Print sheet' }).click();
    await page.getByRole('button', { name: 'Change these sizes' }).click();
    await page.getByText(/^10 labels · 1 page · 210 × 297 mm$/).waitFor();
    await choose('Paper', 'Other size');
    await field('Page width').fill('60');
    await page.getByRole('alert').getByText('3 labels need 195.58 mm, the page has 60 mm.').waitFor();
    expect(await field('Columns').getAttribute('aria-invalid')).toBe('true');
    for (const [name, value] of [
      ['Page height', '80'],
      ['Columns', '1'],
      ['Rows', '1'],
      ['Label width', '50'],
      ['Label height', '60'],
    ] as const)
      await field(name).fill(value);
    await page.getByText(/^10 labels · 10 pages · 60 × 80 mm$/).waitFor();
    await page.getByRole('checkbox', { name: 'Labels in the middle of the page' }).click();
    expect([await field('Left margin').inputValue(), await field('Top margin').inputValue()]).toEqual([
      ...['5 mm', '10 mm'],
    ]);
    await field('Left margin').fill('20');
    await page.getByRole('alert').getByText('The labels would reach over the edge').waitFor();
    await field('Left margin').fill('4.5');
    await eventually(async () => expect(await decodePreview()).toBe(linkOf('c00050')));
    await page.getByRole('checkbox', { name: 'The other way round' }).click();
    await eventually(async () => expect(await decodePreview()).toBe(linkOf('c00059')));
    await page.reload();
    await page.getByText(/^10 labels · 10 pages · 60 × 80 mm$/).waitFor();
    expect([await field('Left margin').inputValue(), new URL(page.url()).searchParams.get('order')]).toEqual([
      ...['4.5 mm', 'desc'],
    ]);
    const { bytes } = await download('Download PDF');
    expect(await readPdf(bytes)).toBe(linkOf('c00059'));
  });

  it('of a large selection is kept in the tab, and what is kept no longer is said', async () => {
    await openList();
    await page.getByRole('checkbox', { name: 'Select Code 00060' }).click();
    await page.getByRole('button', { name: 'Select all 60' }).click();
    await page.getByRole('button', { name: 'Print sheet' }).click();
    // However the sheet before was chosen.
    await page.getByText('Labels', { exact: true }).click();
    await page.getByText(/^60 labels · 3 pages/).waitFor();
    await page.goto(`/app/w/${workspace.slug}/codes/print?kept=gone`);
    await page.getByRole('heading', { name: 'The choice is no longer known' }).waitFor();
  });

  async function decodePreview(): Promise<string | null> {
    const src = (await preview().getAttribute('src')) ?? '';
    return decodeWithZxing(Buffer.from(src.split(',')[1] ?? '', 'base64'));
  }
});

it('the pictures of all codes come as one ZIP, and the page says how many are there', async () => {
  await openList();
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Download pictures' }).click();
  await choose('Format', /^JPEG/);
  const button = page.getByRole('button', { name: 'Download ZIP' });
  await button.click();
  await page.getByText(/^[1-9]\d* of 60 · /).waitFor();
  await page.getByRole('button', { name: 'Cancel download' }).click();
  await page.getByRole('progressbar').waitFor({ state: 'hidden' });
  const { name, bytes } = await download('Download ZIP');
  await page.getByText(/^Saved: /).waitFor();
  expect(name).toBe(`codes-${workspace.slug}.zip`);
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toHaveLength(count);
  expect(await decodeWithZxing(Buffer.from(files['c00033.jpg'] ?? []))).toBe(linkOf('c00033'));
  expect(complaints).toEqual([]);
});
