import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { renderWelcome } from '../../src/cli/welcome.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import type { User } from '../../src/core/workspaces/workspace.ts';
import { setPassword } from '../support/dashboard.ts';
import { openSite, type Site, waitForPage } from '../support/dashboard-site.ts';
import { eventually } from '../support/eventually.ts';
import { openMailServer } from '../support/mail-server.ts';
import { startPostgres } from '../support/postgres.ts';
import { operator } from '../support/program.ts';
import { signIn, signOut, waitForHeading, waitForText } from '../support/sign-in-steps.ts';
import { totpOf } from '../support/totp.ts';

const email = 'ann@example.com';
const password = 'correct horse battery';
const next = 'another horse entirely';

/** Somebody with a password and a workspace of their own. */
async function makeOwner(site: Site, address = email): Promise<User> {
  const user = await createUser(site.core, operator, { email: address, name: 'Ann' });
  await createWorkspace(site.core, operator, { name: 'Bakery', ownerId: user.id });
  await setPassword(site.core, user, password);
  return user;
}

/** As the server prints it when it starts. */
async function readSetupLink({ program, core, origin }: Site): Promise<string> {
  const terminal = { env: {}, cwd: join(program.config.dataDir, '..') } as Parameters<
    typeof renderWelcome
  >[2];
  const text = await renderWelcome({ core, url: origin }, program.config, terminal);
  return /http\S+\/app\/setup\/\w+/.exec(text)![0];
}

async function becomeOwner(site: Site): Promise<Page> {
  const { page } = await site.visitor();
  await page.goto('/app/');
  await waitForHeading(page, 'Nobody has an account yet');
  const link = await readSetupLink(site);
  await page.goto(link);
  await waitForHeading(page, 'Welcome');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('New password').fill('short');
  await waitForText(page, /Too short/);
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('Name (optional)').fill('Ann');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await waitForHeading(page, 'Overview');
  expect(new URL(page.url()).pathname).toMatch(/^\/app\/w\/[\w-]+\/overview$/);

  const { page: other } = await site.visitor();
  await other.goto(link);
  await waitForHeading(other, 'This link does not work');
  return page;
}

async function signOutAndIn(page: Page): Promise<void> {
  await signOut(page);
  await page.goto('/app/account/profile');
  await waitForHeading(page, 'Sign in');
  await signIn(page, email, 'wrong horse battery');
  await waitForText(page, 'E-mail address or password is wrong. Check both, or reset the password.');
  await signIn(page, email, password);
  await waitForHeading(page, 'Profile');
  await page.reload();
  await waitForHeading(page, 'Profile');
}

describe('a stranger with the set-up link becomes the owner, goes out, and comes back in', () => {
  it('on SQLite', async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    const page = await becomeOwner(site);
    await page.getByRole('link', { name: 'Instance' }).click();
    await waitForHeading(page, 'Users');
    await signOutAndIn(page);
  });

  it('on PostgreSQL', async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    const site = await openSite({ DATABASE_URL: await server.url('accounts') });
    onTestFinished(() => site.close());
    await signOutAndIn(await becomeOwner(site));
  }, 60_000);
});

it('a forgotten password is set anew by a link that comes by mail, and other devices are signed out', async () => {
  const mail = await openMailServer();
  const site = await openSite({ SMTP_URL: mail.url, MAIL_FROM: 'Quietzone <qr@example.com>' });
  onTestFinished(() => site.close());
  const device = await site.visitor({ as: await makeOwner(site) });
  const { page } = await site.visitor();
  await page.goto('/app/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await waitForHeading(page, 'Look into your mail');
  await eventually(() => expect(mail.mails).toHaveLength(1));
  const link = /http:\S+\/app\/reset\/\w+/.exec(mail.mails[0]!.text)![0];

  await page.goto(link);
  await page.getByLabel('New password').fill(next);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await waitForText(page, /Your new password is set/);
  await signIn(page, email, next);
  await waitForHeading(page, 'Overview');
  await device.page.goto('/app/account/profile');
  await waitForHeading(device.page, 'Sign in');
  await page.goto(link);
  await waitForHeading(page, 'This link does not work');
});

describe('somebody with an account', () => {
  let site: Site;
  let user: User;
  beforeAll(async () => {
    site = await openSite();
    user = await makeOwner(site);
  });
  afterAll(() => site.close());

  it('has their codes asked for before it is known who they are, and nobody else has', async () => {
    const { page } = await site.visitor();
    const isList = (url: URL | string) => new URL(url).pathname === '/app/api/w/bakery/codes';
    let lists = 0;
    page.on('request', (request) => {
      if (isList(request.url())) lists += 1;
    });
    const list = '/app/w/bakery/codes';
    await page.goto(list);
    await signIn(page, email, password);
    await waitForHeading(page, 'Codes');
    await waitForPage(page);
    const asked = page.waitForRequest((request) => isList(request.url()));
    await page.route(
      '**/app/api/session',
      async (route) => {
        await asked;
        await route.continue();
      },
      { times: 1 },
    );
    await page.goto(list);
    await waitForHeading(page, 'Codes');
    await signOut(page);
    lists = 0;
    await page.goto(list);
    await waitForHeading(page, 'Sign in');
    expect(lists).toBe(0);
  });

  it('gets out on a phone that is held sideways', async () => {
    const { page } = await site.visitor({ as: user, width: 640, height: 320 });
    await page.goto('/app/w/bakery/overview');
    await waitForPage(page);
    await page.getByRole('button', { name: 'Switch workspace' }).click();
    await page.getByRole('menuitem', { name: 'New workspace' }).click({ trial: true });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Your account/ }).click();
    const menu = await page.getByRole('menu').boundingBox();
    expect((menu?.y ?? 0) + (menu?.height ?? 0)).toBeLessThanOrEqual(320 - 60);
    await page.keyboard.press('Escape');
    await signOut(page);
  });

  it('is told what to do where the server sends no mail', async () => {
    const { page } = await site.visitor();
    await page.goto('/app/forgot');
    await waitForText(page, /Ask its operator/);
    await waitForText(page, 'quietzone user link EMAIL');
  });

  it('signs in with password and app, or with a recovery code that works once', async () => {
    const ben = 'ben@example.com';
    const { page } = await site.visitor({ as: await makeOwner(site, ben) });
    const { secret, recovery } = await enrol(page);
    const bySecondFactor = async () => {
      const visitor = await site.visitor();
      await visitor.page.goto('/app/sign-in');
      await signIn(visitor.page, ben, password);
      await waitForHeading(visitor.page, 'One more step');
      return visitor.page;
    };

    const first = await bySecondFactor();
    await first.getByLabel('6-digit code').fill(totpOf(secret, Date.now() - 3_600_000));
    await first.getByRole('button', { name: 'Sign in' }).click();
    await waitForText(first, /This code is wrong/);
    await first.getByLabel('6-digit code').fill(totpOf(secret));
    await first.getByRole('button', { name: 'Sign in' }).click();
    await waitForHeading(first, 'Overview');

    for (const outcome of [/^Overview$/, /^One more step$/]) {
      const other = await bySecondFactor();
      await other.getByRole('button', { name: 'Use a recovery code' }).click();
      await other.getByLabel('Recovery code').fill(recovery);
      await other.getByRole('button', { name: 'Sign in' }).click();
      if (outcome.test('One more step')) await waitForText(other, /wrong or was used already/);
      await waitForHeading(other, outcome);
    }
  });

  it('signs in with a passkey and nothing else, until it is deleted', async () => {
    const { page, context } = await site.visitor({ as: user });
    await addAuthenticator(context, page);
    await page.goto('/app/account/security');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name of the passkey').fill('Laptop');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await waitForText(page, 'Laptop is added.');
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await waitForHeading(page, 'Overview');

    await page.goto('/app/account/security');
    await page.getByRole('button', { name: 'Delete the passkey Laptop' }).click();
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete passkey' }).click();
    await waitForText(page, 'Laptop is deleted.');
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('alert').waitFor();
    await waitForHeading(page, 'Sign in');
  });

  it('sees where they are signed in, ends one of those sessions, and that one comes back to its page', async () => {
    const cleo = await makeOwner(site, 'cleo@example.com');
    const [{ page }, { page: lost }] = [await site.visitor({ as: cleo }), await site.visitor({ as: cleo })];
    await lost.goto('/app/account/profile');
    await waitForPage(lost);
    await page.goto('/app/account/sessions');
    await waitForText(page, 'This one');
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(2);
    await page.getByRole('button', { name: /^Sign out .* on / }).click();
    await waitForText(page, /is signed out/);
    await page.getByRole('button', { name: /^Sign out .* on / }).waitFor({ state: 'detached' });

    await lost.getByRole('link', { name: 'Sessions' }).click();
    await waitForText(lost, 'Your session has ended. Sign in to go on where you were.');
    await signIn(lost, 'cleo@example.com', password);
    await waitForHeading(lost, 'Sessions');

    await page.reload();
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
    await waitForText(page, '1 device is signed out.');
    await lost.reload();
    await waitForHeading(lost, 'Sign in');
  });

  it('chooses language and theme, which hold on every device', async () => {
    const { page } = await site.visitor({ as: user });
    await page.goto('/app/account/profile');
    await page.getByLabel('Theme', { exact: true }).selectOption('Dark');
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await page.getByLabel('Language', { exact: true }).selectOption('العربية');
    await page.locator('html[dir="rtl"][lang="ar"]').waitFor();
    await waitForHeading(page, 'الملف الشخصي');
    await page.reload();
    await page.locator('html[dir="rtl"][data-mantine-color-scheme="dark"]').waitFor();

    const { page: other } = await site.visitor({ as: user });
    await other.goto('/app/account/profile');
    await waitForHeading(other, 'الملف الشخصي');
    await other.locator('html[dir="rtl"][data-mantine-color-scheme="dark"]').waitFor();
  });

  it('changes name, address and password; for address and password the old one is asked', async () => {
    const { page } = await site.visitor({ as: await makeOwner(site, 'dora@example.com') });
    await page.goto('/app/account/profile');
    await page.getByLabel('Name', { exact: true }).fill('Dorothea');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('button', { name: /Dorothea.*Your account/ }).waitFor();
    await page.getByLabel('E-mail address').fill('dorothea@example.com');
    await page.getByLabel('Password', { exact: true }).fill('wrong horse battery');
    await page.getByRole('button', { name: 'Change address' }).click();
    await waitForText(page, /not your password/);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Change address' }).click();
    await waitForText(page, 'From now on you sign in with the new address.');

    await page.getByRole('link', { name: 'Security' }).click();
    await page.getByLabel('Current password').fill(password);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
    await waitForText(page, 'Your password is changed. Every other device is signed out.');
    await signOut(page);
    await signIn(page, 'dorothea@example.com', next);
    await waitForHeading(page, 'Overview');
  });
});

/** Sets the app up on the page for it. */
async function enrol(page: Page): Promise<{ readonly secret: string; readonly recovery: string }> {
  await page.goto('/app/account/security');
  await page.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const secret = (await dialog.getByRole('code').textContent())!.replace(/\s/g, '');
  await dialog.getByLabel('Code that the app shows').fill(totpOf(secret));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  const recovery = (await codes.first().textContent())!;
  await dialog.getByLabel('I have kept them').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Turn off' }).waitFor();
  return { secret, recovery };
}

/** A phone's fingerprint reader, as far as the page can tell. */
async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}
