import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { setOperator } from '../../src/core/accounts/operators.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { getAccess } from '../../src/core/workspaces/access.ts';
import { createUser } from '../../src/core/workspaces/create.ts';
import type { User } from '../../src/core/workspaces/workspace.ts';
import { qrTrackClient, scan } from '../support/api.ts';
import { makeOwner, type Owner, waitForToast } from '../support/code-steps.ts';
import { setPassword } from '../support/dashboard.ts';
import { openSite, type Site } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { operator } from '../support/program.ts';
import { signIn, waitForHeading, waitForText } from '../support/sign-in-steps.ts';

const link = 'https://shop.bad.example/offer';
/** From one press of a button to the next scan. */
const atOnce = { timeoutMs: 1_000 };

let site: Site;
let owner: Owner;
let codeId: string;
/** The operator's, and the owner's of the workspace with the code. */
let page: Page;
let ownersPage: Page;
beforeAll(async () => {
  site = await openSite();
  owner = await makeOwner(site.core);
  const access = await getAccess(site.core, owner.user, owner.workspace.slug);
  const code = { type: 'url', name: 'Offer', destination: link, slug: 'offer' } as const;
  codeId = (await createCode(site.core, access, code)).id;
  const chief = await makeOperator(site);
  ({ page } = await site.visitor({ as: chief }));
  ({ page: ownersPage } = await site.visitor({ as: owner.user }));
});
afterAll(() => site.close());

async function makeOperator({ core }: Site): Promise<User> {
  const chief = await createUser(core, operator, { email: 'chief@example.com', name: 'Chief' });
  await setOperator(core, operator, chief.id, true);
  return chief;
}

async function open(place: string, heading: string): Promise<void> {
  await page.goto(`/app/instance/${place}`);
  await waitForHeading(page, heading);
}

async function confirm(title: string, button: string): Promise<void> {
  await page.getByRole('dialog', { name: title }).getByRole('button', { name: button }).click();
}

const expectOut = () =>
  eventually(async () => expect((await scan(site.program, 'offer')).body).toContain('not in use'), atOnce);
const expectBack = () =>
  eventually(async () => {
    expect((await scan(site.program, 'offer')).headers.get('location')).toBe(link);
  }, atOnce);

describe('the operator', () => {
  it('blocks a host and frees it again, and scans follow within a second', async () => {
    await expectBack();
    await open('blocked', 'Blocked hosts');
    await page.getByRole('textbox', { name: 'Host' }).fill('bad.example');
    await page.getByRole('textbox', { name: 'Reason' }).fill('phishing');
    await page.getByRole('button', { name: 'Block host' }).click();
    await waitForToast(page, 'bad.example is blocked. One code stopped redirecting.');
    await expectOut();
    await page.getByRole('button', { name: 'Unblock bad.example' }).click();
    await confirm('Unblock bad.example?', 'Unblock host');
    await waitForToast(page, 'bad.example is free again.');
    await expectBack();
  });

  it('suspends a code with a reason, which its owner sees and cannot lift', async () => {
    await open('suspended', 'Suspended codes');
    await page.getByRole('textbox', { name: 'Slug or short link' }).fill(`${site.origin}/p/offer`);
    await page.getByRole('textbox', { name: 'Reason' }).fill('Sells what it must not');
    await page.getByRole('button', { name: 'Suspend code' }).click();
    await waitForToast(page, 'Offer is suspended.');
    await expectOut();

    await ownersPage.goto(`/app/w/${owner.workspace.slug}/codes/${codeId}`);
    await waitForText(ownersPage, /This code was suspended by the operator/);
    await waitForText(ownersPage, 'Reason: Sells what it must not');
    await ownersPage.getByRole('button', { name: 'Pause code' }).click();
    await ownersPage.getByRole('button', { name: 'Activate code' }).click();
    await ownersPage.getByRole('button', { name: 'Pause code' }).waitFor();
    await waitForText(ownersPage, 'Reason: Sells what it must not');
    await expectOut();

    await page.getByRole('button', { name: 'Lift the suspension of Offer' }).click();
    await confirm('Lift the suspension of Offer?', 'Lift suspension');
    await waitForToast(page, 'Offer works again.');
    await expectBack();
  });

  it('gives a workspace another plan, and its owner has it', async () => {
    await open('workspaces', 'Workspaces');
    await page.getByRole('combobox', { name: 'Plan of Bakery' }).selectOption('Pro');
    await waitForToast(page, 'Bakery now has the plan Pro.');
    await ownersPage.goto(`/app/w/${owner.workspace.slug}/settings/plan`);
    await waitForText(ownersPage, 'Pro');
  });

  it('makes a user, who sets a password by the link and is in', async () => {
    await open('users', 'Users');
    await page.getByRole('button', { name: 'New user' }).click();
    const form = page.getByRole('dialog', { name: 'New user' });
    await form.getByRole('textbox', { name: 'E-mail address' }).fill('new@example.com');
    await form.getByRole('button', { name: 'Make user' }).click();
    const made = page.getByRole('dialog', { name: 'The account is ready' });
    const url = (await made.locator('code').textContent()) ?? '';
    await made.getByRole('button', { name: 'Close' }).last().click();
    await waitForText(page, 'new@example.com');

    const { page: theirs } = await site.visitor();
    await theirs.goto(url);
    await theirs.getByLabel('New password').fill('correct horse battery');
    await theirs.getByRole('button', { name: 'Set the password' }).click();
    await waitForText(theirs, /Your new password is set/);
    await signIn(theirs, 'new@example.com', 'correct horse battery');
    await waitForText(theirs, 'You are in no workspace yet');
  });

  it('confirms with a password whom a link lets in, and whom they make an operator', async () => {
    const chief = (await site.core.store.workspaces.findUser('chief@example.com'))!;
    const guest = await createUser(site.core, operator, { email: 'guest@example.com', name: 'Guest' });
    await setPassword(site.core, chief, 'correct horse battery');
    await open('users', 'Users');
    await page.getByRole('button', { name: 'Reset link for Guest' }).click();
    const asked = page.getByRole('dialog', { name: 'Make a reset link for Guest?' });
    await asked.getByLabel('Password', { exact: true }).fill('wrong horse battery');
    await asked.getByRole('button', { name: 'Make link' }).click();
    await waitForText(page, /not your password/i);
    await asked.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await asked.getByRole('button', { name: 'Make link' }).click();
    const made = page.getByRole('dialog', { name: 'New password for Guest' });
    expect(await made.locator('code').textContent()).toContain('/app/reset/');
    await made.getByRole('button', { name: 'Close' }).last().click();

    const isOperator = async () => (await site.core.store.workspaces.findUser(guest.id))?.isOperator;
    const change = page.getByRole('switch', { name: 'Guest is an operator' });
    const confirmIt = async () => {
      const dialog = page.getByRole('dialog', { name: 'Make Guest an operator?' });
      await dialog.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await dialog.getByRole('button', { name: 'Make operator' }).click();
      await waitForToast(page, 'Guest is an operator now.');
      await dialog.waitFor({ state: 'detached' });
    };
    await change.press('Space');
    expect(await isOperator()).toBe(false);
    await confirmIt();
    expect(await isOperator()).toBe(true);
    await change.press('Space');
    await waitForToast(page, 'Guest is no operator any more.');
    expect(await isOperator()).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await confirmIt();
    expect(await isOperator()).toBe(true);
  });

  it('takes over a key that was made elsewhere', async () => {
    const raw = `qrt_${'Ab3'.repeat(12)}`;
    await open('keys', 'Import a key');
    await page.getByRole('textbox', { name: 'Name' }).fill('Old shop');
    await page.getByLabel('The whole key').fill(raw);
    await page.getByRole('combobox', { name: 'Workspace' }).selectOption('Bakery');
    await page.getByRole('button', { name: 'Import key' }).click();
    await waitForText(page, `The key ${raw.slice(0, 10)}… works from now on.`);
    expect(await page.content()).not.toContain(raw);
    const { status, body } = await qrTrackClient(site.program, raw)('GET', '');
    expect([status, body.codes.length]).toEqual([200, 1]);
  });

  it('sees how the parts of the server are', async () => {
    await open('health', 'Health');
    const parts = page.getByRole('main').getByRole('listitem');
    await parts
      .filter({ hasText: /^Database/ })
      .getByText('well')
      .waitFor();
    expect(await parts.count()).toBeGreaterThan(3);
  });

  it('disables a user, whose next click leads to signing in, and enables them again', async () => {
    await ownersPage.goto(`/app/w/${owner.workspace.slug}/codes`);
    await waitForHeading(ownersPage, 'Codes');
    await open('users', 'Users');
    await page.getByRole('button', { name: 'Disable Ann' }).click();
    await confirm('Disable Ann?', 'Disable account');
    await waitForToast(page, 'Ann is disabled.');
    await ownersPage.getByRole('link', { name: 'Offer' }).click();
    await waitForHeading(ownersPage, 'Sign in');
    await page.getByRole('button', { name: 'Enable Ann' }).click();
    await waitForToast(page, 'Ann is enabled again.');
  });
});

it('the operator alone is told that BASE_URL is missing', async () => {
  const bare = await openSite({ BASE_URL: '' });
  onTestFinished(() => bare.close());
  const { page: chiefs } = await bare.visitor({ as: await makeOperator(bare) });
  await chiefs.goto('/app/instance/health');
  await chiefs
    .getByRole('region', { name: 'Notices' })
    .getByText(/BASE_URL is not set/)
    .waitFor();
  const { page: anns } = await bare.visitor({ as: (await makeOwner(bare.core)).user });
  await anns.goto('/app/');
  await waitForHeading(anns, 'Overview');
  expect(await anns.getByText(/BASE_URL is not set/).count()).toBe(0);
});

it('the palette leads to a place, a code and an action by the keyboard alone', async () => {
  const { page: keys } = await site.visitor({ as: owner.user });
  await keys.goto(`/app/w/${owner.workspace.slug}/codes`);
  await waitForHeading(keys, 'Codes');
  const go = async (words: string, found: string) => {
    await keys.keyboard.press('Control+k');
    await keys.getByRole('combobox', { name: 'Search or go to' }).waitFor();
    await keys.keyboard.type(words);
    await keys.getByRole('option', { name: found }).first().waitFor();
    await keys.keyboard.press('Enter');
    await keys.getByRole('combobox', { name: 'Search or go to' }).waitFor({ state: 'hidden' });
  };
  await go('audit', 'Audit');
  await waitForHeading(keys, 'Audit');
  await go('shop.bad.example', 'Offer');
  await waitForHeading(keys, 'Offer');
  await go('new code', 'New code');
  await waitForHeading(keys, 'New code');
  await keys.keyboard.press('Control+k');
  await keys.keyboard.press('Escape');
  await keys.getByRole('combobox', { name: 'Search or go to' }).waitFor({ state: 'hidden' });
  await waitForHeading(keys, 'New code');
});
