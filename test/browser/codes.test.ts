import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { scan } from '../support/api.ts';
import { makeOwner, openMenu, tabOf, waitForToast } from '../support/code-steps.ts';
import { openSite, type Site, type Visitor } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { startPostgres } from '../support/postgres.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

const link = 'https://example.com/menu';
const tagged = `${link}?utm_source=flyer&utm_campaign=spring%20sale`;

async function slugOf(page: Page): Promise<string> {
  const short = page
    .getByRole('complementary', { name: 'Picture and facts' })
    .getByRole('link', { name: /\/p\// });
  return ((await short.textContent()) ?? '').split('/p/')[1]!;
}

/** Where a phone is sent. */
async function scanned(site: Site, slug: string): Promise<string> {
  const { status, headers } = await scan(site.program, slug);
  return headers.get('location') ?? String(status);
}

/** The page shows a change before the server has made it. */
function expectScan(site: Site, slug: string, where: string): Promise<void> {
  return eventually(async () => expect(await scanned(site, slug)).toBe(where));
}

function expectShown(site: Site, slug: string, text: string): Promise<void> {
  return eventually(async () => expect((await scan(site.program, slug)).body).toContain(text));
}

async function makeFirstCode(page: Page): Promise<void> {
  await page.goto('/app/');
  await waitForHeading(page, 'Overview');
  await page.getByRole('main').getByRole('link', { name: 'New code' }).click();
  await page.getByRole('button', { name: /^Link\s?Opens/ }).click();
  await waitForHeading(page, 'New code: Link');
  await page.getByRole('textbox', { name: 'Destination' }).fill(link);
  await page.getByRole('button', { name: 'Campaign tags (UTM)' }).click();
  await page.getByRole('combobox', { name: 'Source' }).fill('flyer');
  await page.getByRole('combobox', { name: 'Campaign' }).fill('spring sale');
  const written = page.getByRole('textbox', { name: 'Destination' });
  expect(await written.inputValue()).toBe(tagged);
  await waitForText(page, 'Opens example.com');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Spring menu');
  await page.getByRole('button', { name: 'Create code' }).click();
  await waitForHeading(page, 'Spring menu');
}

async function expectPicture(page: Page): Promise<void> {
  const picture = page.getByRole('img', { name: 'QR code of Spring menu' });
  await picture.waitFor();
  await eventually(async () =>
    expect(
      await picture.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(0),
  );
}

async function expectScans(page: Page, count: string): Promise<void> {
  const facts = page.getByRole('complementary', { name: 'Picture and facts' });
  await eventually(async () => {
    await page.reload();
    expect(await facts.locator('dd').first().textContent()).toBe(count);
  });
}

async function editAndUndo(site: Site, page: Page, slug: string): Promise<void> {
  const destination = page.getByRole('textbox', { name: 'Destination' });
  await destination.fill('https://example.com/summer');
  await page.getByRole('button', { name: 'Save' }).click();
  await waitForText(page, 'Saved.');
  await expectScan(site, slug, 'https://example.com/summer');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await waitForText(page, 'Taken back.');
  await eventually(async () => expect(await destination.inputValue()).toBe(tagged));
  await expectScan(site, slug, tagged);
}

async function undoFromHistory(site: Site, page: Page, slug: string): Promise<void> {
  await tabOf(page, 'Settings').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Autumn menu');
  await page.getByRole('button', { name: 'Save' }).click();
  await waitForHeading(page, 'Autumn menu');
  await tabOf(page, 'History').click();
  const newest = page.getByRole('listitem').filter({ hasText: 'Ann changed this code' }).first();
  await newest.getByText('Autumn menu').waitFor();
  await newest.getByRole('button', { name: 'Undo' }).click();
  await waitForHeading(page, 'Spring menu');
  await expectScan(site, slug, tagged);
}

async function pauseAndActivate(site: Site, page: Page, slug: string): Promise<void> {
  const before = await scanned(site, slug);
  await page.getByRole('button', { name: 'Pause code' }).click();
  await waitForText(page, 'This code is paused');
  await eventually(async () => expect(await scanned(site, slug)).not.toBe(before));
  await page.getByRole('button', { name: 'Activate code' }).click();
  await page.getByText('This code is paused').waitFor({ state: 'hidden' });
  await expectScan(site, slug, before);
}

async function trashRestoreDelete(site: Site, page: Page, slug: string): Promise<void> {
  const before = await scanned(site, slug);
  await openMenu(page, 'Spring menu', 'Move to trash');
  await waitForText(page, 'This code is in the trash since');
  await expectShown(site, slug, 'inactive');
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('This code is in the trash since').waitFor({ state: 'hidden' });
  await expectScan(site, slug, before);
  await openMenu(page, 'Spring menu', 'Move to trash');
  await page.getByRole('button', { name: 'Restore' }).waitFor();
  await openMenu(page, 'Spring menu', 'Delete for ever');
  const dialog = page.getByRole('dialog', { name: 'Delete Spring menu for ever?' });
  await dialog.getByText('never given out again').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await openMenu(page, 'Spring menu', 'Delete for ever');
  await dialog.getByRole('button', { name: 'Delete for ever' }).click();
  await waitForHeading(page, 'Trash');
  await waitForText(page, 'The trash is empty');
  await expectShown(site, slug, 'not in use');
}

async function wholeLife(site: Site): Promise<Visitor> {
  const owner = await makeOwner(site.core);
  const visitor = await site.visitor({ as: owner.user });
  const { page } = visitor;
  await makeFirstCode(page);
  await expectPicture(page);
  const slug = await slugOf(page);
  expect(await scanned(site, slug)).toBe(tagged);
  await expectScans(page, '1');
  await editAndUndo(site, page, slug);
  await undoFromHistory(site, page, slug);
  await pauseAndActivate(site, page, slug);
  await trashRestoreDelete(site, page, slug);
  return visitor;
}

describe('a code is made, scanned, changed, taken back, paused, trashed, restored and deleted for ever', () => {
  it('on SQLite', async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    const { strayed, complaints } = await wholeLife(site);
    expect({ strayed, complaints }).toEqual({ strayed: [], complaints: [] });
  });

  it('on PostgreSQL', async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    const site = await openSite({ DATABASE_URL: await server.url('codes') });
    onTestFinished(() => site.close());
    await wholeLife(site);
  }, 60_000);
});

describe('with a code at hand', () => {
  let site: Site;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    const { user } = await makeOwner(site.core);
    ({ page } = await site.visitor({ as: user }));
  });
  afterAll(() => site.close());

  async function makeCode(name: string, slug: string): Promise<void> {
    await page.goto('/app/');
    await page.getByRole('link', { name: 'New code' }).click();
    await page.getByRole('button', { name: /^Link\s?Opens/ }).click();
    await page.getByRole('textbox', { name: 'Destination' }).fill(link);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByRole('textbox', { name: 'Slug' }).fill(slug);
    await waitForText(page, 'This slug is free.');
    await page.getByRole('button', { name: 'Create code' }).click();
    await waitForHeading(page, name);
  }

  it('a slug of one’s own is checked while it is typed, and one that is taken comes with another that is free', async () => {
    await makeCode('Poster', 'poster');
    expect(await scanned(site, 'poster')).toBe(link);
    await page.goto('/app/');
    await page.getByRole('link', { name: 'New code' }).click();
    await page.getByRole('button', { name: /^Link\s?Opens/ }).click();
    await page.getByRole('textbox', { name: 'Destination' }).fill(link);
    const slug = page.getByRole('textbox', { name: 'Slug' });
    await slug.fill('poster');
    const take = page.getByRole('button', { name: /^Take poster/ });
    const suggestion = ((await take.textContent()) ?? '').replace('Take ', '');
    await take.click();
    expect(await slug.inputValue()).toBe(suggestion);
    await waitForText(page, 'This slug is free.');
    await page.getByRole('button', { name: 'Create code' }).click();
    await waitForText(page, `/p/${suggestion}`);
    expect(await scanned(site, suggestion)).toBe(link);
  });

  it('a copy leads to the same place by a slug of its own', async () => {
    await makeCode('Flyer', 'flyer');
    await openMenu(page, 'Flyer', 'Duplicate');
    await waitForToast(page, /This is the copy/);
    await eventually(async () => expect(await slugOf(page)).not.toBe('flyer'));
    expect(await scanned(site, await slugOf(page))).toBe(link);
  });

  it('a code whose time is over says so to the phone and to its owner, until it is given more', async () => {
    await makeCode('Offer', 'offer');
    await tabOf(page, 'Settings').click();
    await page.getByLabel('Expires').fill('2026-01-05T12:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await waitForText(page, 'This code expired:');
    await expectShown(site, 'offer', 'has expired');
    await page.getByLabel('Expires').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This code expired:').waitFor({ state: 'hidden' });
    await expectScan(site, 'offer', link);
  });

  it('a form of nested fields shows the phone’s page while it is filled in, and what the server refuses at the field', async () => {
    await page.goto('/app/');
    await page.getByRole('link', { name: 'New code' }).click();
    await page.getByRole('searchbox').fill('contact page');
    await page.keyboard.press('Enter');
    await waitForHeading(page, 'New code: Contact page');
    await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
    await page.getByRole('textbox', { name: 'Last name' }).fill('Lovelace');
    const phone = page.frameLocator('iframe[title="Preview of the page"]');
    await phone.getByText('Ada Lovelace').first().waitFor();
    await page.getByRole('button', { name: 'Add phone number' }).click();
    const first = page.getByRole('group', { name: 'phone number 1' });
    await first.getByRole('textbox', { name: 'Number' }).fill('none');
    await page.getByRole('button', { name: 'Create code' }).click();
    const number = first.getByRole('textbox', { name: 'Number' });
    await eventually(async () => expect(await number.getAttribute('aria-invalid')).toBe('true'));
    expect(await number.evaluate('document.activeElement.name')).toBe('content.phones.0.number');
    await number.fill('+431234567');
    await phone.getByText('+431234567').first().waitFor();
    await page.getByRole('button', { name: 'Create code' }).click();
    await waitForHeading(page, /Ada Lovelace|Contact page/);
    expect((await scan(site.program, await slugOf(page))).body).toContain('+431234567');
  });
});
