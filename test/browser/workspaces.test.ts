import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import type { Role } from '../../src/core/workspaces/roles.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import { scan } from '../support/api.ts';
import { openSite, type Site, waitForPage } from '../support/dashboard-site.ts';
import { operator } from '../support/program.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite({ DEFAULT_PLAN: 'business' });
});
afterAll(() => site.close());

function join(name: string, workspace?: Workspace, role: Role = 'member'): Promise<User> {
  const where = workspace && { workspace: { id: workspace.id, role } };
  const email = `${name.toLowerCase()}-${site.core.random.text('abcdefgh', 8)}@example.com`;
  return createUser(site.core, operator, { email, name, ...where });
}

/** Ann, and a workspace of hers. */
async function makeWorkspace(name: string): Promise<{ readonly ann: User; readonly workspace: Workspace }> {
  const ann = await join('Ann');
  return { ann, workspace: await createWorkspace(site.core, operator, { name, ownerId: ann.id }) };
}

async function openAt(user: User, path: string): Promise<Page> {
  const { page } = await site.visitor({ as: user });
  await page.goto(`/app${path}`);
  await waitForPage(page);
  return page;
}

function switcher(page: Page) {
  return page.getByRole('button', { name: 'Switch workspace' });
}

it('workspaces are made, renamed, and switched between', async () => {
  const { ann, workspace } = await makeWorkspace('Bakery');
  const page = await openAt(ann, `/w/${workspace.slug}/codes`);
  await switcher(page).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Second');
  await page.getByRole('button', { name: 'Make workspace' }).click();
  await page.waitForURL(/\/w\/second[\w-]*\/overview$/);
  await page.getByRole('button', { name: /Second.*Switch workspace/ }).waitFor();

  await page.getByRole('link', { name: 'Settings' }).click();
  await waitForHeading(page, 'Workspace');
  await page.getByRole('main').getByLabel('Name').fill('Garden');
  await page.getByRole('button', { name: 'Save name' }).click();
  await waitForText(page, 'The workspace is now called Garden.');
  await page.getByRole('button', { name: /Garden.*Switch workspace/ }).waitFor();

  await switcher(page).click();
  await page.getByRole('menuitem', { name: 'Bakery' }).click();
  await page.waitForURL(`**/w/${workspace.slug}/overview`);
  await page.goto('/app/');
  await page.waitForURL(`**/w/${workspace.slug}/overview`);
});

it('who is invited comes in by the link that was copied, gets another role, and is removed', async () => {
  const { ann, workspace } = await makeWorkspace('Market');
  const page = await openAt(ann, `/w/${workspace.slug}/settings/members`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('bob@example.com');
  await dialog.getByRole('radio', { name: 'Admin' }).check();
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  await dialog.getByRole('button', { name: /^Copy/ }).click();
  await dialog.getByRole('button', { name: /^Copied/ }).waitFor();
  const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
  expect(link).toMatch(/^http:\/\/localhost:\d+\/app\/invitation\/\w{32}$/);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('table', { name: 'Open invitations' }).getByText('bob@example.com').waitFor();

  const { page: bob } = await site.visitor();
  await bob.goto(link);
  await waitForHeading(bob, 'Join Market');
  await waitForText(bob, /As an admin/);
  await bob.getByLabel('New password').fill('correct horse battery');
  await bob.getByLabel('Name (optional)').fill('Bob');
  await bob.getByRole('button', { name: 'Make the account and join' }).click();
  await waitForHeading(bob, 'Overview');
  const { page: other } = await site.visitor();
  await other.goto(link);
  await waitForHeading(other, 'This link does not work');

  await page.reload();
  await page.getByLabel('Role of Bob').selectOption('Viewer');
  await waitForText(page, 'Bob now has the role Viewer.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await waitForText(page, 'Bob now has the role Admin.');
  await page.getByRole('button', { name: 'Remove Bob' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click();
  await waitForText(page, 'Bob was removed.');
  await page.getByText('bob@example.com').waitFor({ state: 'detached' });
  await bob.reload();
  await waitForHeading(bob, 'There is nothing here');
});

it('an invitation can be taken back, and then lets nobody in', async () => {
  const { ann, workspace } = await makeWorkspace('Harbour');
  const page = await openAt(ann, `/w/${workspace.slug}/codes`);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search or go to' }).fill('invite');
  await page.keyboard.press('Enter');
  await waitForHeading(page, 'Members');
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('E-mail address').fill('cleo@example.com');
  await dialog.getByRole('button', { name: 'Make invitation' }).click();
  const ready = page.getByRole('dialog', { name: 'The invitation is ready' });
  const link = (await ready.getByRole('code').textContent())!;
  await ready.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Revoke the invitation of cleo@example.com' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke invitation' }).click();
  await waitForText(page, 'The invitation of cleo@example.com was revoked.');
  const { page: cleo } = await site.visitor();
  await cleo.goto(link);
  await waitForHeading(cleo, 'This link does not work');
});

/** What a viewer may press: it finds, copies, shows, or concerns themselves alone. */
const harmless = [
  /^$/,
  /^Copy/i,
  /^Download/i,
  /^Export/i,
  /^Trash$/i,
  /^Leave workspace$/,
  /^Search/i,
  /status|type|tag|folder|sort|order|turn round/i,
  /^Actions for/,
];

it('a viewer sees every place and finds nothing there that changes anything', async () => {
  const { ann, workspace } = await makeWorkspace('Museum');
  const access = await getAccess(site.core, ann, workspace.slug);
  const code = await createCode(site.core, access, {
    ...{ type: 'url', name: 'Ticket', destination: 'https://example.com/', tags: ['hall'] },
  });
  const vera = await join('Vera', workspace, 'viewer');
  const page = await openAt(vera, `/w/${workspace.slug}/codes`);
  await waitForText(page, /You can look at everything in this workspace and change nothing/);
  await waitForText(page, 'Ticket');
  const places = [
    ...['codes', 'codes/new', 'codes/import', 'codes/organise', `codes/${code.id}`],
    ...['', '?tab=history', '?tab=settings'].map((tab) => `codes/${code.id}${tab}`),
    ...['api/keys', 'api/console', 'settings/workspace', 'settings/members', 'settings/plan'],
    'settings/audit',
  ];
  for (const place of places) {
    await page.goto(`/app/w/${workspace.slug}/${place}`);
    await waitForPage(page);
    const pressed = await page.getByRole('main').getByRole('button').all();
    const names = await Promise.all(pressed.map((one) => one.evaluate(nameOf)));
    const fields = await page.getByRole('main').locator(writable).all();
    const filled = await Promise.all(fields.map((one) => one.evaluate(nameOf)));
    const left = [...names, ...filled].filter((name) => !harmless.some((one) => one.test(name)));
    expect({ place, left }).toEqual({ place, left: [] });
  }
  await page.goto(`/app/w/${workspace.slug}/codes`);
  await page.getByRole('button', { name: 'Actions for Ticket' }).click();
  await page.getByRole('menuitem').first().waitFor();
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Copy short link', 'Download PNG']);
});

const writable = 'input:not([type="search"], [readonly]):enabled, textarea:not([readonly]):enabled';

const nameOf = (element: {
  ariaLabel?: string | null;
  textContent?: string | null;
  labels?: unknown;
}): string => {
  const { labels } = element as { labels?: Iterable<{ textContent: string }> | null };
  return element.ariaLabel || [...(labels ?? [])][0]?.textContent || element.textContent || '';
};

it('whoever leaves is out; a last owner is told to hand over first', async () => {
  const { ann, workspace } = await makeWorkspace('Orchard');
  const eve = await join('Eve', workspace);
  const own = await createWorkspace(site.core, operator, { name: 'Own', ownerId: eve.id });
  const page = await openAt(eve, `/w/${workspace.slug}/settings/workspace`);
  await page.getByRole('button', { name: 'Leave workspace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave workspace' }).click();
  await waitForText(page, 'You left Orchard.');
  await page.waitForURL(`**/w/${own.slug}/overview`);
  await page.goto(`/app/w/${workspace.slug}/codes`);
  await waitForHeading(page, 'There is nothing here');

  const last = await openAt(ann, `/w/${workspace.slug}/settings/workspace`);
  await waitForText(last, /You are its only owner/);
  expect(await last.getByRole('button', { name: 'Leave workspace' }).count()).toBe(0);
});

it('a workspace goes for ever once its slug is typed, and its printed codes are not in use', async () => {
  const { ann, workspace } = await makeWorkspace('Popup');
  const access = await getAccess(site.core, ann, workspace.slug);
  const code = await createCode(site.core, access, { type: 'url', destination: 'https://example.com/' });
  expect((await scan(site.program, code.slug)).status).toBe(302);
  const page = await openAt(ann, `/w/${workspace.slug}/settings/workspace`);
  await page.getByRole('button', { name: 'Delete workspace' }).click();
  const dialog = page.getByRole('dialog');
  await waitForText(page, /One code will be gone for ever/);
  const button = dialog.getByRole('button', { name: 'Delete workspace' });
  await dialog.getByRole('textbox').fill('Popup!');
  expect(await button.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill(workspace.slug);
  await button.click();
  await waitForText(page, 'Popup was deleted.');
  await switcher(page).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Popup' }).count()).toBe(0);
  expect((await scan(site.program, code.slug)).status).toBe(404);
});

it('the audit says who did what, newest first, and what it was before', async () => {
  const { ann, workspace } = await makeWorkspace('Theatre');
  await join('Max', workspace);
  const page = await openAt(ann, `/w/${workspace.slug}/settings/members`);
  await page.getByLabel('Role of Max').selectOption('Viewer');
  await waitForText(page, 'Max now has the role Viewer.');
  await page.getByRole('link', { name: 'Workspace', exact: true }).click();
  await page.getByRole('main').getByLabel('Name').fill('Stage');
  await page.getByRole('button', { name: 'Save name' }).click();
  await waitForText(page, 'The workspace is now called Stage.');

  await page.getByRole('link', { name: 'Audit' }).click();
  const entries = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
  await entries.first().waitFor();
  // Names are set apart from the direction of the sentence by marks that nobody sees.
  const texts = (await entries.allInnerTexts()).map((text) => text.replace(/[\u2068\u2069]/g, ''));
  expect(texts[0]).toContain('Ann renamed the workspace to Stage');
  expect(texts[1]).toContain('Ann changed the role of Max');
  await entries.nth(1).getByRole('button').click();
  const details = await entries.nth(1).textContent();
  expect(details).toMatch(/Member.*Viewer/s);
  await page.getByLabel('What').selectOption('Members');
  await entries.filter({ hasText: 'renamed the workspace' }).waitFor({ state: 'detached' });
  await entries.filter({ hasText: 'changed the role of' }).waitFor();
});
