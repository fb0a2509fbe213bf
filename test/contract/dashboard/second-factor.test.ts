import { expect, test } from 'vitest';
import { removeSecondFactor } from '../../../src/core/accounts/operators.ts';
import { type Browser, openQuickDashboard, type QuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';
import { totpOf } from '../../support/totp.ts';

const password = 'correct horse battery';

async function withPassword(dashboard: QuickDashboard, email: string): Promise<Browser> {
  const user = await dashboard.user(email);
  await dashboard.setPassword(user, password);
  return dashboard.browserOf(user);
}

async function enrol(browser: Browser) {
  const { secret, uri, qr } = await browser.get('POST /totp', { body: { password } });
  const { recoveryCodes } = await browser.get('POST /totp/confirm', { body: { code: totpOf(secret) } });
  return { secret, uri, qr, recoveryCodes };
}

test('with a second factor the password alone opens nothing, and the code of the app does', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const owner = await withPassword(dashboard, email);
  expect((await owner.ask('POST /totp', { body: { password: 'wrong horse battery' } })).status).toBe(400);
  const { secret, uri, qr, recoveryCodes } = await enrol(owner);
  expect(uri).toContain('otpauth://totp/');
  expect(qr).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(recoveryCodes).toHaveLength(10);
  expect((await owner.get('GET /session')).user?.hasTotp).toBe(true);

  const browser = dashboard.browser();
  expect(await browser.get('POST /sign-in', { body: { email, password } })).toEqual({ next: 'totp' });
  expect((await browser.get('GET /session')).user).toBeNull();
  const wrong = totpOf(secret, Date.now() - 3_600_000);
  expect((await browser.ask('POST /sign-in/totp', { body: { code: wrong } })).status).toBe(401);
  const code = totpOf(secret);
  await browser.get('POST /sign-in/totp', { body: { code: `${code.slice(0, 3)} ${code.slice(3)}` } });
  expect((await browser.get('GET /session')).user?.email).toBe(email);

  // Whoever has looked over a shoulder has the code as well.
  const other = dashboard.browser();
  await other.get('POST /sign-in', { body: { email, password } });
  expect((await other.ask('POST /sign-in/totp', { body: { code } })).status).toBe(401);
  expect((await other.get('GET /session')).user).toBeNull();
});

test('a recovery code signs in once, and new ones make the old worthless', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const owner = await withPassword(dashboard, email);
  const {
    recoveryCodes: [first, second],
  } = await enrol(owner);
  const recover = async (code: string) => {
    const browser = dashboard.browser();
    await browser.get('POST /sign-in', { body: { email, password } });
    return (await browser.ask('POST /sign-in/recovery', { body: { code } })).status;
  };
  expect([await recover(first!), await recover(first!)]).toEqual([200, 401]);
  const { recoveryCodes } = await owner.get('POST /totp/recovery-codes', { body: { password } });
  expect([await recover(second!), await recover(recoveryCodes[0]!)]).toEqual([401, 200]);
});

test('the second factor goes with the password, and then the password is enough again', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const owner = await withPassword(dashboard, email);
  await enrol(owner);
  expect((await owner.ask('DELETE /totp', { body: { password: 'wrong horse battery' } })).status).toBe(400);
  await owner.get('DELETE /totp', { body: { password } });
  expect((await owner.get('GET /session')).user?.hasTotp).toBe(false);
  expect(await dashboard.browser().get('POST /sign-in', { body: { email, password } })).toEqual({
    next: 'done',
  });
});

test('where the session is renewed, the answer brings the token of the new one', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await withPassword(dashboard, 'ann@example.com');
  const before = (await owner.get('GET /session')).token;
  const { secret } = await owner.get('POST /totp', { body: { password } });
  const answer = await owner.ask('POST /totp/confirm', { body: { code: totpOf(secret) } });
  const { token } = await owner.get('GET /session');
  expect(token).not.toBe(before);
  expect(answer.headers.get('x-quietzone-token')).toBe(token);
});

test('codes are tried a few times, and a stranger who uses the tries up does not take those of the owner', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const owner = await withPassword(dashboard, email);
  const { secret } = await enrol(owner);
  // A browser that was signed in to this account before.
  const known = dashboard.browser();
  await known.get('POST /sign-in', { body: { email, password } });
  await known.get('POST /sign-in/totp', { body: { code: totpOf(secret) } });
  await known.get('POST /sign-out');

  const statuses: number[] = [];
  for (let at = 0; at < 12; at += 1) {
    const stranger = dashboard.browser();
    await stranger.get('POST /sign-in', { body: { email, password } });
    statuses.push((await stranger.ask('POST /sign-in/totp', { body: { code: '000000' } })).status);
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.slice(10)).toEqual([429, 429]);
  await known.get('POST /sign-in', { body: { email, password } });
  await known.get('POST /sign-in/totp', { body: { code: totpOf(secret, Date.now() + 30_000) } });
}, 30_000);

test('whoever has lost everything gets in by the password once the operator takes the second factor off', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const owner = await withPassword(dashboard, email);
  await enrol(owner);
  const { user } = await owner.get('GET /session');
  await removeSecondFactor(dashboard.core, operator, user!.id);
  expect((await owner.get('GET /session')).user?.hasTotp).toBe(false);
  expect(await dashboard.browser().get('POST /sign-in', { body: { email, password } })).toEqual({
    next: 'done',
  });
});
