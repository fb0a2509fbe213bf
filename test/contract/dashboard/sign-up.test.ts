import { expect, test } from 'vitest';
import { setDisabled } from '../../../src/core/accounts/operators.ts';
import type { Settings } from '../../../src/core/core.ts';
import { createSmtpMailer } from '../../../src/runtime/mailer.ts';
import { openQuickDashboard } from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';
import { openMailServer } from '../../support/mail-server.ts';
import { operator } from '../../support/program.ts';

const password = 'correct horse battery';
const [ann, bob] = ['ann@example.com', 'bob@example.com'];

/** Sign-up is open, there is mail, somebody looks after the instance, and Ann has an account. */
async function open(changes: Partial<Settings> = {}) {
  const mail = await openMailServer();
  const mailer = createSmtpMailer(mail.url, 'Quietzone <qr@example.com>');
  const dashboard = await openQuickDashboard({ signUp: 'open', ...changes }, { mailer });
  await dashboard.promote(await dashboard.user('operator@example.com'));
  const user = await dashboard.user(ann);
  await dashboard.setPassword(user, password);
  let from = 0;
  const begin = (email: string, language: 'en' | 'de' | 'ar' = 'en') => {
    from += 1;
    const headers = { 'X-Forwarded-For': `192.0.2.${from}` };
    return dashboard.browser().ask('POST /sign-up', { body: { email, language }, headers });
  };
  const mailOf = (count: number) =>
    eventually(() => {
      expect(mail.mails).toHaveLength(count);
      return mail.mails.at(-1)!;
    });
  return { mail, dashboard, user, begin, mailOf };
}

const tokenIn = (text: string) => /\/app\/sign-up\/(\w{32})/.exec(text)?.[1] ?? '';

test('with mail, an account is made by a link to the address, once, and the address counts as theirs', async () => {
  const { dashboard, begin, mailOf } = await open();
  expect((await begin(' Bob@Example.com', 'de')).body).toEqual({ next: 'mail' });
  const { to, text } = await mailOf(1);
  expect(to).toEqual([bob]);
  expect(text).toContain('Konto');
  expect(await dashboard.core.store.workspaces.findUser(bob)).toBeUndefined();

  const params = { token: tokenIn(text) };
  const browser = dashboard.browser();
  expect(await browser.get('GET /links/:token', { params })).toMatchObject({ kind: 'signUp', email: bob });
  const weak = await browser.ask('POST /sign-up/:token', { params, body: { password: 'short' } });
  expect(weak.status).toBe(400);
  const body = { password, name: 'Bob' };
  const both = [browser, dashboard.browser()];
  const answers = await Promise.all(both.map((one) => one.ask('POST /sign-up/:token', { params, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  const session = await both[answers.findIndex(({ status }) => status === 200)]!.get('GET /session');
  expect(session.user).toMatchObject({ email: bob, name: 'Bob', isOperator: false });
  expect(session.memberships.map(({ role }) => role)).toEqual(['owner']);
  const own = [{ field: 'email', operator: 'eq', value: bob }] as const;
  const [row] = await dashboard.core.store.accounts.list('user', own);
  expect(row?.emailVerified).toBe(1);
  const dead = await browser.ask('GET /links/:token', { params });
  expect(dead.status).toBe(404);
});

test('whoever signs up is not told whether the address has an account, and its owner is', async () => {
  const { dashboard, user, begin, mailOf, mail } = await open();
  const answers = [await begin(bob), await begin(ann)];
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  await mailOf(2);
  const known = mail.mails.find(({ to }) => to.join() === ann)!;
  expect(known.text).toContain('https://self.test/app/forgot');
  expect(known.text).not.toContain('/app/sign-up/');
  await dashboard.browser().get('POST /sign-in', { body: { email: ann, password } });
  // Somebody who is kept out learns nothing either.
  await setDisabled(dashboard.core, operator, user.id, true);
  expect((await begin(ann)).body).toEqual({ next: 'mail' });
  await begin('carl@example.com');
  await mailOf(3);
});

test('an answer to a sign-up waits for neither the mail nor a hash', async () => {
  let hashes = 0;
  const sent = Promise.withResolvers<void>();
  const mailer = { send: () => sent.promise };
  const dashboard = await openQuickDashboard(
    { signUp: 'open' },
    {
      mailer,
      passwords: {
        hasRoom: () => true,
        hash: async () => {
          hashes += 1;
          return 'hash';
        },
        verify: async () => false,
      },
    },
  );
  await dashboard.promote(await dashboard.user(ann));
  for (const email of [ann, bob]) {
    expect((await dashboard.browser().ask('POST /sign-up', { body: { email } })).status).toBe(200);
  }
  expect(hashes).toBe(0);
  sent.resolve();
});

test('one address is mailed to a few times, whoever asks and by whatever writing of it, and a link is over after an hour', async () => {
  const { dashboard, begin, mailOf } = await open();
  for (let at = 0; at < 6; at += 1) expect((await begin(`bob+${at}@example.com`)).status).toBe(200);
  const { text } = await mailOf(3);
  const { clock } = dashboard.core as unknown as { clock: { at: number } };
  clock.at += 3_600_001;
  const given = { params: { token: tokenIn(text) }, body: { password } };
  expect((await dashboard.browser().ask('POST /sign-up/:token', given)).status).toBe(404);
});

test('with mail nobody makes an account without it, whatever else is sent, and where sign-up has been closed the link is worth nothing', async () => {
  const { dashboard, begin, mailOf } = await open();
  const body = { email: bob, password, name: 'Bob' };
  expect(await dashboard.browser().get('POST /sign-up', { body })).toEqual({ next: 'mail' });
  expect(await dashboard.core.store.workspaces.findUser(bob)).toBeUndefined();
  const given = { params: { token: tokenIn((await mailOf(1)).text) }, body: { password } };
  Object.assign(dashboard.core.settings, { signUp: 'closed' });
  expect((await dashboard.browser().ask('POST /sign-up/:token', given)).status).toBe(403);
  expect((await begin(bob)).status).toBe(403);
});
