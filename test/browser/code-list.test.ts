import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listCodes } from '../../src/core/codes/list.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { makeOwner, openMenu, waitForToast } from '../support/code-steps.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { seedCodes } from '../support/many-codes.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

let site: Site;
let workspace: Workspace;
let access: Access;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  const owner = await makeOwner(site.core);
  ({ workspace } = owner);
  access = await getAccess(site.core, owner.user, workspace.slug);
  await seedCodes(site.core, access, 10_000);
  ({ page } = await site.visitor({ as: owner.user }));
});
afterAll(() => site.close());

beforeEach(async () => {
  await page.goto(`/app/w/${workspace.slug}/codes`);
  await expectCount('10,000');
});

const rows = () => page.getByRole('list', { name: 'Codes' }).getByRole('listitem');
const nameOf = (row: Locator) => row.getByRole('link').textContent();
const searchField = () => page.getByRole('searchbox', { name: 'Search codes' });

/** How many codes the list says that it has found. */
function expectCount(count: string): Promise<void> {
  return page
    .getByRole('status')
    .getByText(new RegExp(`^[\\d,]+ of ${count}$`))
    .waitFor();
}

async function countLoaded(): Promise<number> {
  const said = await page.getByText(/ of 10,000$/).textContent();
  return Number(said?.split(' of ')[0]?.replace(',', ''));
}

function expectFirst(name: string): Promise<void> {
  return eventually(async () => expect(await nameOf(rows().first())).toBe(name));
}

const isNextPage = (url: URL) => url.pathname.endsWith('/codes') && url.searchParams.has('cursor');
const focused = () => page.evaluate('document.activeElement.dataset.index') as Promise<string | undefined>;
const scrolled = () => page.evaluate('scrollY') as Promise<number>;

async function countTagged(tag: string): Promise<number> {
  return (await listCodes(site.core, access, { tag }, { offset: 0, limit: 1 }, 'scans')).total;
}

async function choose(filter: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: filter }).click();
  await page.getByRole('option', { name: option }).click();
}

describe('10,000 codes', () => {
  it('are found while one types, by name, slug and destination', async () => {
    await searchField().fill('Code 0421');
    await expectCount('10');
    await searchField().fill('c07777');
    await expectCount('1');
    await expectFirst('Code 07777');
    await searchField().fill('page/9999');
    await expectCount('1');
    await searchField().fill('nothing is called that');
    await waitForText(page, 'Nothing found');
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await expectCount('10,000');
  });

  it('are narrowed by filters that stand in the address, and outlive a reload and the way back', async () => {
    await choose('Status', 'Paused');
    await expectCount('100');
    await choose('Tag', /^summer/);
    await searchField().fill('Code 01');
    await expectCount('10');
    const address = page.url();
    expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
      status: 'paused',
      tag: 'summer',
      search: 'Code 01',
    });
    await page.reload();
    await expectCount('10');
    expect(await searchField().inputValue()).toBe('Code 01');
    await rows().first().getByRole('link').click();
    await waitForHeading(page, 'Code 01900');
    await page.goBack();
    await expectCount('10');
    expect(page.url()).toBe(address);
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expectCount('10,000');
  });

  it('are sorted by their age, the newest first, and by name either way', async () => {
    await expectFirst('Code 10000');
    await choose('Sort by', 'Name');
    await expectFirst('Code 00001');
    await page.getByRole('button', { name: 'Lowest first; turn round' }).click();
    await expectFirst('Code 10000');
    await choose('Sort by', 'Created');
    await page.getByRole('button', { name: 'Highest first; turn round' }).click();
    await expectFirst('Code 00001');
  });

  it('scroll with fewer than 100 rows in the page at any time, and each one’s place is told', async () => {
    const counts: number[] = [];
    for (let loaded = await countLoaded(); loaded < 600; ) {
      await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
      const before = loaded;
      loaded = await eventually(async () => {
        const now = await countLoaded();
        expect(now).toBeGreaterThan(before);
        return now;
      });
      counts.push(await rows().count());
    }
    expect(Math.max(...counts)).toBeLessThan(100);
    expect(Math.min(...counts)).toBeGreaterThan(5);
    expect(await rows().last().getAttribute('aria-setsize')).toBe('10000');
    expect(Number(await rows().last().getAttribute('aria-posinset'))).toBeGreaterThan(300);
  });

  it('are tagged all at once, a thousand that were found, and that is taken back by one button', async () => {
    await searchField().fill('Code 04');
    await expectCount('1,000');
    await page.getByRole('checkbox', { name: 'Select all that were found' }).click();
    const bar = page.getByRole('toolbar', { name: 'Selected codes' });
    await bar.getByText('1,000 selected').waitFor();
    await bar.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Tag' }).fill('autumn');
    await page.getByRole('button', { name: 'Add tag' }).click();
    const said = await waitForToast(page, 'Tagged: 1,000 codes.');
    expect(await rows().first().textContent()).toContain('autumn');
    expect(await countTagged('autumn')).toBe(1_000);
    await said.getByRole('button', { name: 'Undo' }).click();
    await waitForText(page, 'Taken back.');
    expect(await countTagged('autumn')).toBe(0);
    await eventually(async () => expect(await rows().first().textContent()).not.toContain('autumn'));
  });

  it('are walked through, selected and opened by the keyboard alone', async () => {
    await rows().first().focus();
    for (const key of ['x', 'ArrowDown', 'ArrowDown', 'x', 'ArrowUp', 'ArrowUp'])
      await page.keyboard.press(key);
    await waitForText(page, '2 selected');
    expect(await rows().nth(2).getByRole('checkbox').isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByText('2 selected').waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await waitForHeading(page, 'Code 09999');
    await page.goBack();
    await expectCount('10,000');
    await page.keyboard.press('/');
    await page.keyboard.type('Code 00033');
    await expectCount('1');
  });

  it('keep the focus wherever one scrolls', async () => {
    await rows().nth(3).focus();
    await page.evaluate('window.scrollTo(0, 9000)');
    await page.getByRole('link', { name: 'Code 09860' }).waitFor();
    expect(await focused()).toBe('3');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('4');
    await eventually(async () => expect(await scrolled()).toBeLessThan(2000));
  });

  it('are walked through on a phone between the head and the bar that lie over them', async () => {
    const wide = page.viewportSize()!;
    await page.setViewportSize({ width: 375, height: 700 });
    await rows().first().focus();
    const isSeen = () =>
      page.evaluate(`[4, 108].every((y) => {
        const row = document.activeElement, { left, top } = row.getBoundingClientRect();
        return row.contains(document.elementFromPoint(left + 150, top + y));
      })`);
    for (const key of [...Array<string>(9).fill('ArrowDown'), ...Array<string>(9).fill('ArrowUp')]) {
      await page.keyboard.press(key);
      await eventually(async () => expect(await isSeen()).toBe(true));
    }
    await page.setViewportSize(wide);
  });

  it('leave the focus in the list when the row that has it goes to the trash by a key', async () => {
    await searchField().fill('Code 0056');
    await expectCount('10');
    await rows().first().focus();
    await page.keyboard.press('Delete');
    await expectCount('9');
    expect(await focused()).toBe('0');
    const said = await waitForToast(page, 'Moved to the trash: 1 code.');
    await said.getByRole('button', { name: 'Undo' }).click();
    await expectCount('10');
  });

  it('are clicked where they are, also at the edge of the window', async () => {
    const row = page.locator('[data-index="12"]');
    // Half of it is below the edge.
    const toEdge = `scrollBy(0, document.querySelector('[data-index="12"]').getBoundingClientRect().bottom - 32 - innerHeight)`;
    await page.evaluate(toEdge);
    const before = await scrolled();
    const box = (await row.getByRole('checkbox').boundingBox())!;
    await page.mouse.click(box.x + 9, box.y + 2);
    expect(await row.getByRole('checkbox').isChecked()).toBe(true);
    expect(await scrolled()).toBe(before);
  });

  it('are not asked for over and over where the next of them cannot be had', async () => {
    const asked: string[] = [];
    await page.route(isNextPage, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ status: 404, json: { code: 'not_found', error: 'Not found.' } });
    });
    await page.reload();
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await page.evaluate('window.scrollTo(0, 2000)');
    await page.getByRole('link', { name: 'Code 09951' }).waitFor();
    expect(asked).toHaveLength(1);
    await page.unroute(isNextPage);
    await again.click();
    await eventually(async () => expect(await countLoaded()).toBeGreaterThan(200));
    await again.waitFor({ state: 'hidden' });
  });

  it('go to the trash from their row, and come back from there', async () => {
    await searchField().fill('Code 00017');
    await expectCount('1');
    await openMenu(page, 'Code 00017', 'Move to trash');
    await waitForText(page, 'Nothing found');
    await page.getByRole('button', { name: 'More: import, export, folders, trash' }).click();
    await page.getByRole('menuitem', { name: 'Trash' }).click();
    await waitForHeading(page, 'Trash');
    await expectCount('1');
    await openMenu(page, 'Code 00017', 'Restore');
    await waitForText(page, 'The trash is empty');
    await page.getByRole('link', { name: 'Back to codes' }).click();
    await expectCount('10,000');
  });
});

it('folders are made, filled, renamed and deleted, tags renamed and taken away, and the codes stay', async () => {
  await page.getByRole('link', { name: 'Folders and tags' }).click();
  await waitForHeading(page, 'Folders and tags');
  await page.getByRole('textbox', { name: 'Name of a new folder' }).fill('Lobby');
  await page.getByRole('button', { name: 'Add folder' }).click();
  await waitForToast(page, 'Added: Lobby');
  await page.goto(`/app/w/${workspace.slug}/codes?search=Code%200003`);
  await expectCount('10');
  await page.getByRole('checkbox', { name: 'Select all that were found' }).click();
  await page.getByRole('button', { name: 'Move to folder' }).click();
  await page.getByRole('menuitem', { name: 'Lobby' }).click();
  await waitForToast(page, 'Moved: 10 codes.');
  await page.getByRole('link', { name: 'Folders and tags' }).click();

  const folders = page.getByRole('region', { name: 'Folders' });
  await folders.getByText('10 codes').waitFor();
  await rename(folders, 'Lobby', 'Entrance', 'Rename');
  await folders.getByRole('link', { name: 'Entrance' }).click();
  await expectCount('10');
  await page.goBack();
  await remove(folders, 'Entrance', 'Its 10 codes stay, in no folder.');

  const tags = page.getByRole('region', { name: 'Tags' });
  await rename(tags, 'summer', 'sommer', 'Rename');
  await tags.getByText('1,000 codes').first().waitFor();
  await remove(tags, 'sommer', 'The codes themselves stay.');
  await page.getByRole('link', { name: 'All codes' }).click();
  await expectCount('10,000');
});

async function rename(card: Locator, name: string, next: string, button: string): Promise<void> {
  await card.getByRole('button', { name: `Rename ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Rename ${name}` });
  await dialog.getByRole('textbox', { name: 'New name' }).fill(next);
  await dialog.getByRole('button', { name: button }).click();
  await card.getByRole('link', { name: next }).waitFor();
}

async function remove(card: Locator, name: string, stays: string): Promise<void> {
  await card.getByRole('button', { name: `Delete ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
  await dialog.getByText(stays).waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await card.getByRole('link', { name }).waitFor({ state: 'hidden' });
}
