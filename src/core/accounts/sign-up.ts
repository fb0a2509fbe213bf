import type { Core } from '../core.ts';
import { drawToken, isToken } from '../token.ts';
import type { User } from '../workspaces/workspace.ts';
import {
  deadLink,
  findByAddress,
  hashAccount,
  insertAccount,
  insertOwnWorkspace,
  type NewAccount,
  requireOpenSignUp,
} from './accounts.ts';
import type { NewLink } from './links.ts';
import { renderKnownMail, renderSignUpMail } from './mail-sign-up.ts';
import type { Language } from './preferences.ts';
import { type AccountCondition, fieldIs } from './store-port.ts';

/** Where there is no mail: the address is believed, and whoever asks learns whether somebody has it. */
export async function signUp(core: Core, account: NewAccount): Promise<User> {
  await requireOpenSignUp(core);
  return insertOwn(core, account);
}

const linkMs = 3_600_000;

/** Whose account is to be made. */
export interface SignUpRequest {
  readonly email: string;
  /** Of the mail. */
  readonly language: Language;
}

/**
 * Where there is mail: a link goes to the address, and nowhere else, or word that there is an account already. Whoever
 * asks is told the same either way, and at once: the caller waits for nothing of this.
 */
export async function mailSignUp(core: Core, { email, language }: SignUpRequest): Promise<void> {
  const user = await findByAddress(core, email);
  if (user?.disabledAt != null) return;
  const mail = user
    ? renderKnownMail(user, core.settings.baseUrl)
    : renderSignUpMail(email, (await makeSignUpLink(core, email)).url, language);
  await core.mailer?.send(mail);
}

/** For the eyes of whoever reads mail at the address, and nobody else. */
export async function makeSignUpLink(core: Core, email: string): Promise<NewLink> {
  const token = drawToken(core.random);
  const at = core.clock.now();
  const times = { expiresAt: at + linkMs, createdAt: at, updatedAt: at };
  const row = { id: core.random.uuid(), identifier: nameOf(core, token), value: email, ...times };
  await core.store.transact(async (tx) => {
    await tx.accounts.remove('verification', [{ field: 'expiresAt', operator: 'lte', value: at }]);
    await tx.accounts.insert('verification', row);
  });
  return { url: `${core.settings.baseUrl}/app/sign-up/${token}`, expiresAt: times.expiresAt };
}

/** Whose link it is, and until when (UTC ms) it works; undefined for every reason alike. */
export async function findSignUp(
  core: Core,
  token: string,
): Promise<{ readonly email: string; readonly expiresAt: number } | undefined> {
  if (!isToken(token)) return undefined;
  const [row] = await core.store.accounts.list('verification', liveOf(core, token));
  return row && { email: String(row.value), expiresAt: Number(row.expiresAt) };
}

/** By the link of the mail, which shows that the address is theirs. */
export async function finishSignUp(
  core: Core,
  token: string,
  account: Omit<NewAccount, 'email'>,
): Promise<User> {
  await requireOpenSignUp(core);
  // A wrong link must not cost a hash.
  const link = await findSignUp(core, token);
  if (link === undefined) throw deadLink();
  return insertOwn(core, { ...account, email: link.email }, token);
}

/** @param token of the link that is used up by it: of two who come at once, one has it */
async function insertOwn(core: Core, account: NewAccount, token?: string): Promise<User> {
  const hashed = await hashAccount(core, account);
  return core.store.transact(async (tx) => {
    if (token !== undefined) {
      const [taken] = await tx.accounts.remove('verification', liveOf(core, token));
      if (taken === undefined) throw deadLink();
    }
    const user = await insertAccount(core, tx, hashed);
    if (token !== undefined) await tx.accounts.update('user', [fieldIs('id', user.id)], { emailVerified: 1 });
    await insertOwnWorkspace(core, tx, user);
    return user;
  });
}

function liveOf(core: Core, token: string): readonly AccountCondition[] {
  const live = { field: 'expiresAt', operator: 'gt', value: core.clock.now() } as const;
  return [fieldIs('identifier', nameOf(core, token)), live];
}

function nameOf(core: Core, token: string): string {
  return `sign-up ${core.random.sha256(token)}`;
}
