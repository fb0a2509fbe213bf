import { expect, test } from 'vitest';
import { makeResetLink } from '../../../src/core/accounts/links.ts';
import type { Mail } from '../../../src/core/accounts/mailer.ts';
import { removeSecondFactor } from '../../../src/core/accounts/operators.ts';
import { createAuthenticator } from '../../support/authenticator.ts';
import { openQuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';
import { totpOf } from '../../support/totp.ts';

const email = 'ann@example.com';
const password = 'correct horse battery';
const next = 'another horse entirely';

async function open() {
  const mails: Mail[] = [];
  const send = async (mail: Mail) => {
    mails.push(mail);
  };
  const dashboard = await openQuickDashboard({}, { mailer: { send } });
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  return { dashboard, mails, user, browser: await dashboard.browserOf(user) };
}

test('a new password is told by mail, in the language of whoever it is', async () => {
  const { browser, mails } = await open();
  await browser.get('PATCH /profile', { body: { language: 'de', name: 'Ann https://evil.example' } });
  expect(mails).toEqual([]);
  await browser.get('POST /password', { body: { current: password, next } });
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[email, 'Ihr Passwort wurde geändert']]);
  expect(mails[0]!.text).toContain('https://self.test/app/forgot');
  expect(mails[0]!.text).not.toContain('evil');
});

test('a new address is told to the old one and to the new one', async () => {
  const { browser, mails } = await open();
  await browser.get('PATCH /profile', { body: { email: 'lee@example.com', password } });
  expect(mails.map(({ to }) => to)).toEqual([email, 'lee@example.com']);
  for (const { text } of mails) expect(text).toContain('lee@example.com');
});

test('a reset is told by mail, with what it has ended', async () => {
  const { dashboard, mails, user } = await open();
  const { url } = await makeResetLink(dashboard.core, user, { actor: operator, by: 'operator' });
  mails.length = 0;
  const params = { token: url.split('/').at(-1)! };
  await dashboard.browser().get('POST /reset/:token', { params, body: { password: next } });
  expect(mails.map(({ to }) => to)).toEqual([email]);
  expect(mails[0]!.text).toContain('passkey');
});

test('a passkey that comes or goes is told by mail', async () => {
  const { browser, mails } = await open();
  const options = await browser.get('POST /passkeys/options', { body: { password } });
  const response = createAuthenticator('https://self.test').create(options);
  const passkey = await browser.get('POST /passkeys', { body: { name: 'Laptop', response, password } });
  await browser.get('DELETE /passkeys/:passkey', { params: { passkey: passkey.id }, body: { password } });
  expect(mails.map(({ subject }) => subject)).toEqual(['A passkey was added', 'A passkey was deleted']);
});

test('a second factor that goes on or off is told by mail, whoever took it off', async () => {
  const { browser, mails, dashboard, user } = await open();
  const enrol = async () => {
    const { secret } = await browser.get('POST /totp', { body: { password } });
    await browser.get('POST /totp/confirm', { body: { code: totpOf(secret) } });
  };
  await enrol();
  await browser.get('POST /totp/recovery-codes', { body: { password } });
  await browser.get('DELETE /totp', { body: { password } });
  await enrol();
  await removeSecondFactor(dashboard.core, operator, user.id);
  const [on, renewed, off] = [
    'Signing in takes a code now',
    'Your recovery codes were renewed',
    'Signing in takes no code any more',
  ];
  expect(mails.map(({ subject }) => subject)).toEqual([on, renewed, off, on, off]);
});

test('a mail server that is away holds up no change', async () => {
  const send = () => Promise.reject(new Error('away'));
  const dashboard = await openQuickDashboard({}, { mailer: { send } });
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  const browser = await dashboard.browserOf(user);
  await browser.get('POST /password', { body: { current: password, next } });
  await browser.get('PATCH /profile', { body: { email: 'lee@example.com', password: next } });
});

test('nobody is flooded by changes that somebody makes for that', async () => {
  const { browser, mails } = await open();
  for (let at = 0; at < 10; at += 1) {
    await browser.get('PATCH /profile', { body: { email: 'victim@example.com', password } });
    await browser.get('PATCH /profile', { body: { email, password } });
  }
  expect(mails.filter(({ to }) => to === 'victim@example.com')).toHaveLength(6);
});
