import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import { setPassword } from '../support/dashboard.ts';
import { openSite } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { openMailServer } from '../support/mail-server.ts';
import { client, openProvider, type Person } from '../support/oidc-provider.ts';
import { operator } from '../support/program.ts';
import { waitForHeading, waitForText } from '../support/sign-in-steps.ts';

const ann: Person = { sub: 'a-1', email: 'ann@example.com', email_verified: true, name: 'Ann' };
const eve: Person = { sub: 'e-1', email: 'eve@example.com', email_verified: true, name: 'Eve' };

/** Somebody has to look after the instance before anybody else comes. */
async function makeOperator(core: Core): Promise<void> {
  const user = await createUser(core, operator, { email: 'operator@example.com' });
  await setPassword(core, user, 'correct horse battery');
  const own = [{ field: 'id', operator: 'eq', value: user.id }] as const;
  await core.store.transact((tx) => tx.accounts.update('user', own, { isOperator: 1 }));
}

async function choose(page: Page, link: string): Promise<void> {
  await waitForHeading(page, 'Provider');
  await page.getByRole('link', { name: link }).click();
}

it('somebody signs in by the single sign-on and confirms a change by it; who declines or is unknown stays outside', async () => {
  const provider = await openProvider();
  provider.people.push(ann, eve);
  const site = await openSite({
    ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    OIDC_NAME: 'Example Corp',
  });
  onTestFinished(() => site.close());
  const { core } = site;
  const user = await createUser(core, operator, { email: ann.email, name: 'Ann' });
  await createWorkspace(core, operator, { name: 'Bakery', ownerId: user.id });
  await makeOperator(core);
  const { page } = await site.visitor();

  for (const link of ['Cancel', `Sign in as ${eve.email}`]) {
    await page.goto('/app/sign-in');
    await page.getByRole('button', { name: 'Example Corp' }).click();
    await choose(page, link);
    await waitForHeading(page, 'Sign in');
    await waitForText(page, /Single sign-on did not work/);
  }
  await page.goto('/app/account/profile');
  await page.getByRole('button', { name: 'Example Corp' }).click();
  await choose(page, `Sign in as ${ann.email}`);
  await waitForHeading(page, 'Profile');

  const age = { createdAt: Date.now() - 3_600_000 };
  await core.store.transact((tx) => tx.accounts.update('session', [], age));
  const change = async () => {
    await page.getByLabel('E-mail address').fill('ann.new@example.com');
    await page.getByRole('button', { name: 'Change address' }).click();
  };
  await change();
  await waitForText(page, /Confirm that it is you/);
  await page.getByRole('button', { name: 'Sign in again with Example Corp' }).click();
  await choose(page, `Sign in as ${ann.email}`);
  await waitForHeading(page, 'Profile');
  await change();
  await waitForText(page, 'From now on you sign in with the new address.');
  expect((await core.store.workspaces.findUser(user.id))?.email).toBe('ann.new@example.com');
}, 30_000);

it('where sign-up is open and there is mail, an account begins with a link to its address', async () => {
  const mail = await openMailServer();
  const site = await openSite({
    ...{ SIGN_UP: 'open', SMTP_URL: mail.url, MAIL_FROM: 'Quietzone <qr@example.com>' },
  });
  onTestFinished(() => site.close());
  await makeOperator(site.core);
  const { page } = await site.visitor({ language: 'de' });
  await page.goto('/app/sign-in');
  await page.getByRole('link', { name: 'Konto anlegen' }).click();
  await page.getByLabel('E-Mail-Adresse').fill(eve.email);
  await page.getByRole('button', { name: 'Link zusenden' }).click();
  await waitForHeading(page, 'Sehen Sie in Ihre E-Mails');
  await eventually(() => expect(mail.mails).toHaveLength(1));
  expect(mail.mails[0]!.text).toContain('Öffnen Sie diesen Link');
  const link = /http:\S+\/app\/sign-up\/\w+/.exec(mail.mails[0]!.text)![0];
  await page.goto(link);
  await page.getByLabel('Neues Passwort').fill('correct horse battery');
  await page.getByLabel('Name (freiwillig)').fill('Eve');
  await page.getByRole('button', { name: 'Konto anlegen' }).click();
  await page.getByRole('button', { name: /Ihr Konto/ }).waitFor();
  await page.goto(link);
  await waitForText(page, /gelten einmal/);
}, 30_000);
