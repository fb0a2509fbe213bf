import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { drawToken, isToken } from '../token.ts';
import type { User } from '../workspaces/workspace.ts';
import { renderResetMail } from './mail-texts.ts';
import { fieldIs } from './store-port.ts';

/** Set-up makes the first account, reset gives a new password to one that is there. */
export type LinkKind = 'setup' | 'reset';

export interface OneTimeLink {
  readonly kind: LinkKind;
  readonly userId: string;
  /** Of the user when it was made. */
  readonly email: string;
  /** It went to this address and to nobody else: whoever has it reads mail there. */
  readonly isMailed: boolean;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** A link as its holder gets it: nobody can read it again. */
export interface NewLink {
  readonly url: string;
  /** UTC ms. */
  readonly expiresAt: number;
}

const hourMs = 3_600_000;
/** Mail lies open in an inbox; what an operator hands over may take a day to arrive. */
const resetMs = { mail: hourMs, operator: 24 * hourMs } as const;
/** A set-up link lives until it is used or the server is started anew: UTC ms of the last day of the year 9999. */
const never = 253_402_214_400_000;

/** Undefined for every reason alike: unknown, used, replaced, expired, made for an address that the user has left. */
export async function findLink(core: Core, token: string): Promise<OneTimeLink | undefined> {
  if (!isToken(token)) return undefined;
  const live = [fieldIs('id', core.random.sha256(token)), notExpired(core)];
  const [row] = await core.store.accounts.list('link', live);
  const link = row && toLink(row);
  return link && (await isOfAddress(core.store, link)) ? link : undefined;
}

/** Uses it up: of two who come at once, one has it. Undefined as in `findLink`. */
export async function takeLink(
  core: Core,
  tx: StoreWrites,
  kind: LinkKind,
  token: string,
): Promise<OneTimeLink | undefined> {
  if (!isToken(token)) return undefined;
  const wanted = [fieldIs('id', core.random.sha256(token)), fieldIs('kind', kind), notExpired(core)];
  const [row] = await tx.accounts.remove('link', wanted);
  const link = row && toLink(row);
  return link && (await isOfAddress(tx, link)) ? link : undefined;
}

async function isOfAddress(reads: Pick<StoreReads, 'workspaces'>, link: OneTimeLink): Promise<boolean> {
  return (await reads.workspaces.findUser(link.userId))?.email === link.email;
}

/** Of a user whose address or password has changed: what was to be done about the old one is done. */
export async function endLinks(tx: StoreWrites, userId: string): Promise<void> {
  await tx.accounts.remove('link', [fieldIs('kind', 'reset'), fieldIs('userId', userId)]);
}

function notExpired(core: Core) {
  return { field: 'expiresAt', operator: 'gt', value: core.clock.now() } as const;
}

function toLink(row: Readonly<Record<string, unknown>>): OneTimeLink {
  const { kind, userId, email, isMailed, expiresAt } = row;
  const times = { expiresAt: Number(expiresAt) };
  return {
    kind: kind as LinkKind,
    userId: String(userId),
    email: String(email),
    isMailed: isMailed === 1,
    ...times,
  };
}

/** The link that makes the first account of a user who cannot sign in yet; an earlier one is dead. */
export async function makeSetupLink(core: Core, user: User, origin: string): Promise<NewLink> {
  const { token, expiresAt } = await core.store.transact((tx) =>
    insertLink(core, tx, { kind: 'setup', user, expiresAt: never, isMailed: 0 }),
  );
  return { url: `${origin}/app/setup/${token}`, expiresAt };
}

export interface ResetLinkOptions {
  /** Who asked for it: shown in the log of changes. */
  readonly actor: Actor;
  /** Handed over by an operator, or asked for by whoever forgot a password: the second is sent and never shown. */
  readonly by: 'operator' | 'mail';
}

/**
 * A link by which the user sets a password; earlier ones of the user are dead.
 * @returns `mailed`: whether it is on its way to the user's address
 */
export async function makeResetLink(
  core: Core,
  user: User,
  { actor, by }: ResetLinkOptions,
): Promise<NewLink & { readonly mailed: boolean }> {
  const { token, expiresAt } = await core.store.transact(async (tx) => {
    const at = core.clock.now();
    const after = { passwordLink: by };
    const object = { object: 'user', objectId: user.id, workspaceId: null } as const;
    await tx.changes.append({ ...object, actor, before: null, after, at });
    const isMailed = by === 'mail' ? 1 : 0;
    return insertLink(core, tx, { kind: 'reset', user, expiresAt: at + resetMs[by], isMailed });
  });
  const url = `${core.settings.baseUrl}/app/reset/${token}`;
  return { url, expiresAt, mailed: await mailLink(core, user, url, by) };
}

async function mailLink(core: Core, user: User, url: string, by: ResetLinkOptions['by']): Promise<boolean> {
  if (core.mailer === null) return false;
  const sending = core.mailer.send(renderResetMail(user, url, resetMs[by] / hourMs));
  // Whoever hands the link over has it, whatever becomes of the mail; whoever asked for mail has nothing else.
  if (by === 'mail') await sending;
  return sending.then(
    () => true,
    () => false,
  );
}

interface LinkToBe {
  readonly kind: LinkKind;
  readonly user: User;
  /** UTC ms. */
  readonly expiresAt: number;
  readonly isMailed: 0 | 1;
}

async function insertLink(core: Core, tx: StoreWrites, { kind, user, expiresAt, isMailed }: LinkToBe) {
  const token = drawToken(core.random);
  const at = core.clock.now();
  const isOld = kind === 'setup' ? [] : [fieldIs('userId', user.id)];
  await tx.accounts.remove('link', [fieldIs('kind', kind), ...isOld]);
  await tx.accounts.remove('link', [{ field: 'expiresAt', operator: 'lte', value: at }]);
  const id = core.random.sha256(token);
  const made = { userId: user.id, email: user.email, isMailed };
  await tx.accounts.insert('link', { id, kind, ...made, expiresAt, createdAt: at });
  return { token, expiresAt };
}
