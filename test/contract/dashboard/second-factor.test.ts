import { expect, test } from 'vitest';
import { removeSecondFactor } from '../../../src/core/accounts/operators.ts';
import { type Browser, openQuickDashboard, type QuickDashboard } from '../../support/dashboard.ts';
import { operator } from '../../support/program.ts';
import { changesOf } from '../../support/store.ts';
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

test('whoever proves a factor of their own is not taken for a browser of somebody else', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  await enrol(await withPassword(dashboard, email));
  const eve = await withPassword(dashboard, 'eve@example.com');
  const { recoveryCodes } = await enrol(eve);
  // The session of one, and the challenge of the other.
  const challenged = dashboard.browser();
  await challenged.get('POST /sign-in', { body: { email, password } });
  for (const [name, value] of challenged.cookies) eve.cookies.set(name, value);
  eve.cookies.delete('__Host-quietzone-device');
  const answer = await eve.ask('POST /sign-in/recovery', { body: { code: recoveryCodes[0]! } });
  expect(answer.status).toBe(401);
  expect([...eve.cookies.keys()].filter((name) => name.includes('device'))).toEqual([]);
  expect((await eve.get('GET /session')).user?.email).toBe('eve@example.com');
});

test('recovery codes are shown once: a code of the app does not show them again', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await withPassword(dashboard, 'ann@example.com');
  const { secret } = await enrol(owner);
  const again = await owner.ask('POST /totp/confirm', { body: { code: totpOf(secret) } });
  expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
  expect(JSON.stringify(again.body)).not.toContain('recoveryCodes');
  const begun = await owner.ask('POST /totp', { body: { password } });
  expect([begun.status, begun.body.code]).toEqual([409, 'already_exists']);
});

test('a code that was used leaves no session behind', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const { secret } = await enrol(await withPassword(dashboard, email));
  const code = totpOf(secret);
  const sessions = () => dashboard.core.store.accounts.count('session', []);
  const signIn = async () => {
    const browser = dashboard.browser();
    await browser.get('POST /sign-in', { body: { email, password } });
    return (await browser.ask('POST /sign-in/totp', { body: { code } })).status;
  };
  expect(await signIn()).toBe(200);
  const before = await sessions();
  expect(await signIn()).toBe(401);
  expect(await sessions()).toBe(before);
});

test('a browser that knew the password before there was a second factor tries codes as a stranger does', async () => {
  const dashboard = await openQuickDashboard();
  const email = 'ann@example.com';
  const owner = await withPassword(dashboard, email);
  const known = dashboard.browser();
  await known.get('POST /sign-in', { body: { email, password } });
  await known.get('POST /sign-out');
  await enrol(owner);
  const guess = async (browser: Browser) => {
    await browser.get('POST /sign-in', { body: { email, password } });
    return (await browser.ask('POST /sign-in/totp', { body: { code: '000000' } })).status;
  };
  for (let at = 0; at < 10; at += 1) expect(await guess(dashboard.browser())).toBe(401);
  expect(await guess(known)).toBe(429);
}, 30_000);

test('the log tells when the second factor goes on and off, and when recovery codes are renewed', async () => {
  const dashboard = await openQuickDashboard();
  const owner = await withPassword(dashboard, 'ann@example.com');
  await enrol(owner);
  await owner.get('POST /totp/recovery-codes', { body: { password } });
  await owner.get('DELETE /totp', { body: { password } });
  const { user } = await owner.get('GET /session');
  const changes = await changesOf(dashboard.core.store);
  const own = changes.filter(({ object, objectId }) => object === 'user' && objectId === user!.id).slice(1);
  expect(own.map(({ actor, before, after }) => [actor.id, before, after])).toEqual([
    [user!.id, { secondFactor: false }, { secondFactor: true }],
    [user!.id, {}, { recoveryCodes: 'renewed' }],
    [user!.id, { secondFactor: true }, { secondFactor: false }],
  ]);
});
