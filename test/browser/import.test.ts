import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { scan } from '../support/api.ts';
import { makeOwner } from '../support/code-steps.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

let site: Site;
let page: Page;
let workspace: Workspace;
beforeAll(async () => {
  site = await openSite();
  const owner = await makeOwner(site.core);
  ({ workspace } = owner);
  ({ page } = await site.visitor({ as: owner.user }));
});
afterAll(() => site.close());

async function upload(lines: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const buffer = Buffer.from(lines.join('\r\n'));
  await (await chooser).setFiles({ name: 'codes.csv', mimeType: 'text/csv', buffer });
}

async function download(
  click: () => Promise<void>,
): Promise<{ readonly name: string; readonly text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), text: await readFile((await file.path())!, 'utf8') };
}

function cellsOf(text: string): string[][] {
  return parse(text, { bom: true });
}

function countCodes(): Promise<number> {
  return site.core.store.codes.countAll(workspace.id);
}

const good = Array.from(
  { length: 600 },
  (_, n) => `Table ${n + 1},https://example.com/table/${n + 1},tables,`,
);
const head = 'name,destination,tags,slug';

/** Keeps every text that the page shows from now on, however short a time. */
const watchTexts = `
  window.watched = [];
  new MutationObserver(() => watched.push(document.querySelector('main').textContent))
    .observe(document.body, { subtree: true, childList: true, characterData: true });
`;

describe('a table of codes', () => {
  it('with a wrong row is refused with the error at its line, and nothing is made', async () => {
    await page.goto(`/app/w/${workspace.slug}/codes`);
    await page.getByRole('link', { name: 'Import from a table' }).click();
    await waitForHeading(page, 'Import codes');
    await upload([
      head,
      ...good.slice(0, 2),
      'Broken,not a link,,',
      'Hall,https://example.com/hall,,hall poster',
    ]);
    await waitForText(page, '2 of them are wrong.');
    const table = page.getByRole('region', { name: 'What the rows would make' });
    const lineOf = (line: number) =>
      table.getByRole('row').filter({ has: page.getByRole('cell', { name: String(line), exact: true }) });
    expect(await lineOf(2).textContent()).toContain('Right');
    expect(await lineOf(4).textContent()).toContain('Destination: ');
    expect(await lineOf(5).textContent()).toContain('Slug: ');
    await page.getByLabel('Wrong rows only').check();
    expect(await table.getByRole('row').count()).toBe(3);
    expect(await page.getByRole('button', { name: 'Create 4 codes' }).isDisabled()).toBe(true);
    expect(await countCodes()).toBe(0);
  });

  it('that was put right becomes codes, told how far it is, and the result has their short links', async () => {
    await page.getByRole('button', { name: 'Another file' }).click();
    await upload([head, ...good, 'Hall,https://example.com/hall,,hall-poster']);
    await waitForText(page, 'All of them are right.');
    await page.evaluate(watchTexts);
    await page.getByRole('button', { name: 'Create 601 codes' }).click();
    await waitForText(page, '601 codes were created');
    expect(await page.evaluate('watched.some((text) => /[1-9]\\d* of 601/.test(text))')).toBe(true);
    expect(await countCodes()).toBe(601);
    const { name, text } = await download(() =>
      page.getByRole('link', { name: 'Download the result file' }).click(),
    );
    const [first, ...rows] = cellsOf(text);
    expect([name, rows.length]).toEqual(['codes-made.csv', 601]);
    const [named, shortUrl] = [first!.indexOf('name'), first!.findIndex((column) => /short/.test(column))];
    for (const n of [1, 600]) {
      const row = rows.find((one) => one[named] === `Table ${n}`)!;
      const [origin, slug] = row[shortUrl]!.split('/p/');
      expect(origin).toBe(site.origin);
      const { headers } = await scan(site.program, slug!);
      expect(headers.get('location')).toBe(`https://example.com/table/${n}`);
    }
    expect(rows[600]![shortUrl]).toBe(`${site.origin}/p/hall-poster`);
  });

  it('with a slug that is taken is refused, and nothing is made', async () => {
    await page.getByRole('button', { name: 'Import another file' }).click();
    await upload([head, 'New,https://example.com/new,,', 'Again,https://example.com/again,,hall-poster']);
    await waitForText(page, '1 of them is wrong.');
    expect(await countCodes()).toBe(601);
  });

  it('whose columns are called otherwise is mapped by hand', async () => {
    await page.getByRole('button', { name: 'Another file' }).click();
    await upload(['what;where to;x', 'Door;https://example.com/door;1']);
    await page.getByRole('combobox', { name: 'where to' }).click();
    await page.getByRole('option', { name: 'Destination' }).click();
    await page.getByRole('combobox', { name: 'what', exact: true }).click();
    await page.getByRole('option', { name: 'Name', exact: true }).click();
    await waitForText(page, 'All of them are right.');
    await page.getByRole('button', { name: 'Create 1 code' }).click();
    await waitForText(page, '1 code was created');
    await page.getByRole('link', { name: 'Go to codes' }).click();
    await page.getByRole('link', { name: 'Door' }).waitFor();
  });
});

describe('the export', () => {
  async function exported(item: string) {
    await page.goto(`/app/w/${workspace.slug}/codes`);
    await page.getByRole('button', { name: 'More: import, export, folders, trash' }).click();
    return download(() => page.getByRole('menuitem', { name: item }).click());
  }

  it('as CSV has every code with its destination', async () => {
    const { name, text } = await exported('Export all as CSV');
    expect(name).toMatch(/\.csv$/);
    const [first, ...rows] = cellsOf(text);
    const at = first!.indexOf('destination');
    expect(rows).toHaveLength(await countCodes());
    expect(rows.map((row) => row[at])).toEqual(
      expect.arrayContaining([
        'https://example.com/table/60',
        'https://example.com/hall',
        'https://example.com/door',
      ]),
    );
  });

  it('as JSON has every code with its destination', async () => {
    const { name, text } = await exported('Export all as JSON');
    expect(name).toMatch(/\.json$/);
    const codes = JSON.parse(text);
    expect(codes).toHaveLength(await countCodes());
    expect(codes.map((code: { destination: string }) => code.destination)).toContain(
      'https://example.com/table/60',
    );
  });
});
