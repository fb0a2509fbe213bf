import type { Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { getCode } from '../../src/core/codes/list.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { addMember, createUser } from '../../src/core/workspaces/create.ts';
import { makeOwner, openMenu, tabOf, waitForToast } from '../support/code-steps.ts';
import { setPassword } from '../support/dashboard.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { operator } from '../support/program.ts';
import { signIn, waitForHeading, waitForText } from '../support/sign-in-steps.ts';

let site: Site;
let access: Access;
let page: Page;
let id: string;
beforeAll(async () => {
  site = await openSite();
  const { user, workspace } = await makeOwner(site.core);
  access = await getAccess(site.core, user, workspace.slug);
  ({ page } = await site.visitor({ as: user }));
});
afterAll(() => site.close());

beforeEach(async () => {
  const input = { type: 'url', name: 'Menu', destination: 'https://example.com/menu' } as const;
  ({ id } = await createCode(site.core, access, input));
  await page.unrouteAll();
  await page.goto(`/app/w/${access.workspace.slug}/codes/${id}?tab=settings`);
  await waitForHeading(page, 'Menu');
});

const isChange = (request: Request) =>
  request.method() === 'PATCH' || request.url().endsWith('/bulk') || request.url().endsWith('/undo');

/** Keeps every change from the server until it is let go; what has come so far is in `held`. */
async function holdChanges() {
  const held: Route[] = [];
  await page.route(
    (url) => url.pathname.startsWith('/app/api/'),
    async (route) => {
      if (isChange(route.request())) held.push(route);
      else await route.fallback();
    },
  );
  const next = async () => {
    await eventually(async () => expect(held.length).toBeGreaterThan(0));
    return held.shift()!;
  };
  return { held, next };
}

const isList = (url: URL) => /^\/app\/api\/w\/[^/]+\/codes$/.test(url.pathname);

const refusal = (path: string) => ({
  status: 422,
  contentType: 'application/json',
  body: JSON.stringify({
    code: 'validation_error',
    error: 'The request was refused.',
    details: [{ path, message: 'must not be empty', reason: 'empty', given: {} }],
  }),
});

const nameField = () => page.getByRole('textbox', { name: 'Name', exact: true });
const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
const rename = async (name: string) => {
  await nameField().fill(name);
  await save();
};
const stored = () => getCode(site.core, access, id);

describe('while the server takes its time', () => {
  it('the page shows what was saved at once, and two quick saves end in the last', async () => {
    const { held, next } = await holdChanges();
    await rename('Summer');
    await waitForHeading(page, 'Summer');
    await waitForText(page, 'Saving');
    expect(await page.locator(':focus').textContent()).toBe('Save');
    const first = await next();
    await rename('Autumn');
    await waitForHeading(page, 'Autumn');
    await page.getByRole('button', { name: 'Pause code' }).click();
    await waitForText(page, 'This code is paused');
    // The second is not sent before the first has been answered.
    expect(held).toEqual([]);
    expect(await stored()).toMatchObject({ name: 'Menu', status: 'active' });
    await first.continue();
    await (await next()).continue();
    await waitForHeading(page, 'Autumn');
    await (await next()).continue();
    await waitForToast(page, 'Paused: 1 code.');
    await waitForHeading(page, 'Autumn');
    expect(await stored()).toMatchObject({ name: 'Autumn', status: 'paused' });
    await page.unrouteAll();
    await page.reload();
    await waitForHeading(page, 'Autumn');
  });

  it('whoever leaves for another page loses nothing, and finds it there', async () => {
    const { next } = await holdChanges();
    await rename('Summer');
    await tabOf(page, 'Destination').click();
    await page.getByRole('textbox', { name: 'Destination' }).fill('https://example.com/summer');
    await save();
    await page.getByRole('link', { name: 'Codes', exact: true }).first().click();
    await waitForHeading(page, 'Codes');
    const inList = (name: string) =>
      page.getByRole('list', { name: 'Codes' }).getByRole('link', { name, exact: true });
    await inList('Summer').waitFor();
    const before = await inList('Menu').count();
    // However long the list takes to come anew, it never goes back.
    await page.route(isList, () => undefined);
    await (await next()).continue();
    await (await next()).continue();
    await waitForToast(page, 'Saved.');
    await eventually(async () =>
      expect(await stored()).toMatchObject({ name: 'Summer', destination: 'https://example.com/summer' }),
    );
    await page.getByRole('link', { name: 'Statistics', exact: true }).first().click();
    await waitForHeading(page, 'Statistics');
    await page.goBack();
    await inList('Summer').waitFor();
    expect(await inList('Menu').count()).toBe(before);
  });

  it('a double click pauses, and does not activate again', async () => {
    const { held, next } = await holdChanges();
    await page.getByRole('button', { name: 'Pause code' }).dblclick();
    await waitForText(page, 'This code is paused');
    await (await next()).continue();
    await waitForToast(page, 'Paused: 1 code.');
    expect(held).toEqual([]);
    expect((await stored()).status).toBe('paused');
  });

  it('whoever closes the page is asked to stay until all is saved, and not afterwards', async () => {
    const { next } = await holdChanges();
    const asked = () =>
      page.evaluate('!dispatchEvent(new Event("beforeunload", { cancelable: true }))') as Promise<boolean>;
    expect(await asked()).toBe(false);
    await rename('Summer');
    await waitForHeading(page, 'Summer');
    expect(await asked()).toBe(true);
    await (await next()).continue();
    await waitForToast(page, 'Saved.');
    expect(await asked()).toBe(false);
  });
});

describe('where the server refuses', () => {
  it('the page shows again what was, and the form what was wanted, with the reason at its field', async () => {
    const { next } = await holdChanges();
    await rename('Summer');
    await waitForHeading(page, 'Summer');
    await (await next()).fulfill(refusal('name'));
    await waitForHeading(page, 'Menu');
    await waitForText(page, 'Fill this in.');
    expect(await nameField().inputValue()).toBe('Summer');
    expect(await nameField().getAttribute('aria-invalid')).toBe('true');
    await save();
    await waitForHeading(page, 'Summer');
    await (await next()).continue();
    await waitForToast(page, 'Saved.');
    expect((await stored()).name).toBe('Summer');
    expect(await nameField().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('nobody is called away from what they do by then', async () => {
    const { next } = await holdChanges();
    await rename('Summer');
    await page.getByRole('button', { name: 'Pause code' }).focus();
    await (await next()).fulfill(refusal('name'));
    await waitForText(page, 'Fill this in.');
    expect(await page.locator(':focus').textContent()).toBe('Pause code');
  });

  it('the first of two saves, the second stands', async () => {
    const { next } = await holdChanges();
    await rename('Summer');
    const first = await next();
    await rename('Autumn');
    await first.fulfill(refusal('name'));
    await (await next()).continue();
    await waitForToast(page, 'Saved.');
    await waitForHeading(page, 'Autumn');
    expect(await nameField().inputValue()).toBe('Autumn');
    expect(await nameField().getAttribute('aria-invalid')).not.toBe('true');
  });

  it('whoever has left the form is told, and finds in it what they wrote', async () => {
    const { next } = await holdChanges();
    await rename('Summer');
    await tabOf(page, 'History').click();
    await (await next()).fulfill(refusal('name'));
    const toast = await waitForToast(page, '“Menu” was not saved.');
    await waitForHeading(page, 'Menu');
    await toast.getByRole('button', { name: 'Open the form' }).click();
    await eventually(async () => expect(await nameField().inputValue()).toBe('Summer'));
    await waitForText(page, 'Fill this in.');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await nameField().inputValue()).toBe('Menu');
    await page.getByText('Fill this in.').waitFor({ state: 'hidden' });
  });

  it('an act is taken back on the page, and what was saved besides is not', async () => {
    const { next } = await holdChanges();
    await openMenu(page, 'Menu', 'Move to trash');
    await waitForText(page, 'This code is in the trash since');
    const trash = await next();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('This code is in the trash since').waitFor({ state: 'hidden' });
    await rename('Summer');
    await trash.fulfill({ ...refusal('ids'), status: 409 });
    await waitForToast(page, 'Not done.');
    await (await next()).continue();
    await (await next()).continue();
    await waitForToast(page, 'Saved.');
    await waitForHeading(page, 'Summer');
    expect(await stored()).toMatchObject({ name: 'Summer', trashedAt: null });
  });
});

describe('who signs out', () => {
  it('loses nothing that is under way, and leaves nothing of what was refused for the next', async () => {
    const bob = await createUser(site.core, operator, { email: 'bob@example.com', name: 'Bob' });
    await addMember(site.core, operator, bob, { id: access.workspace.id, role: 'member' });
    await setPassword(site.core, bob, 'open sesame');
    const { next } = await holdChanges();
    await rename('Summer');
    await (await next()).fulfill(refusal('name'));
    await waitForText(page, 'Fill this in.');
    await tabOf(page, 'Destination').click();
    await page.getByRole('textbox', { name: 'Destination' }).fill('https://example.com/summer');
    await save();
    const change = await next();
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await change.continue();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await stored()).destination).toBe('https://example.com/summer');
    await signIn(page, bob.email, 'open sesame');
    await page.getByRole('link', { name: 'Codes', exact: true }).first().click();
    await page.locator(`[data-code-row="${id}"]`).getByRole('link').click();
    await tabOf(page, 'Settings').click();
    expect(await nameField().inputValue()).toBe('Menu');
  });
});
