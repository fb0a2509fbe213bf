import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { requireExpiry } from '../expiry.ts';
import type { StoreWrites } from '../store.ts';
import { drawToken } from '../token.ts';
import { type ApiKey, type Dialect, keyPrefixes, shownPart } from './key.ts';

export interface NewKey {
  readonly dialect: Dialect;
  readonly workspaceId: string;
  /** Required for qr-track, whose keys act as a user. */
  readonly userId: string | null;
  readonly name: string;
  /** UTC ms. */
  readonly expiresAt: number | null;
  /** Default: may write as well. */
  readonly readOnly?: boolean | undefined;
}

/** Makes a key; the raw text is given back here and never again. */
export async function createKey(
  core: Core,
  actor: Actor,
  input: NewKey,
): Promise<{ key: ApiKey; raw: string }> {
  const raw = drawKey(core, input.dialect);
  return { key: await insertKey(core, actor, input, raw), raw };
}

export function drawKey(core: Core, dialect: Dialect): string {
  return keyPrefixes[dialect] + drawToken(core.random);
}

/** Takes over a key made elsewhere, so that its clients keep it. */
export async function importKey(core: Core, actor: Actor, input: NewKey, raw: string): Promise<ApiKey> {
  const prefix = keyPrefixes[input.dialect];
  if (!raw.startsWith(prefix) || !/^[\x21-\x7e]+$/.test(raw)) {
    throw invalid('key', `a ${input.dialect} key begins with ${prefix} and has no spaces`);
  }
  if (raw.length < prefix.length + 16 || raw.length > 200) {
    throw invalid('key', 'a key has at least 16 characters after its prefix, and at most 200 in all');
  }
  return insertKey(core, actor, input, raw);
}

function insertKey(core: Core, actor: Actor, input: NewKey, raw: string): Promise<ApiKey> {
  return core.store.transact(async (tx) => {
    await tx.workspaces.lock(input.workspaceId);
    if (!(await tx.workspaces.find(input.workspaceId))) throw notFound('Workspace');
    return saveKey(core, tx, actor, input, raw);
  });
}

/** For whoever holds the workspace's lock. */
export async function saveKey(
  core: Core,
  tx: StoreWrites,
  actor: Actor,
  input: NewKey,
  raw: string,
): Promise<ApiKey> {
  if (input.dialect === 'qr-track' && input.userId === null)
    throw invalid('user', 'a qr-track key acts as a user');
  requireExpiry('expiresAt', input.expiresAt);
  const { dialect, workspaceId, userId, expiresAt, readOnly = false } = input;
  const at = core.clock.now();
  const prefix = shownPart(raw);
  const named = { id: core.random.uuid(), dialect, workspaceId, userId, name: input.name, prefix };
  const key: ApiKey = { ...named, createdAt: at, lastUsedAt: null, expiresAt, revokedAt: null, readOnly };
  if (!(await tx.keys.insert(key, core.random.sha256(raw)))) {
    throw new AppError('already_exists', 'This key exists already.');
  }
  const after = { dialect, name: key.name, prefix, readOnly };
  await tx.changes.append({ object: 'key', objectId: key.id, workspaceId, actor, before: null, after, at });
  return key;
}

/**
 * The keys that somebody can mean by a text: the one whose raw text it is, else those with this id or with this
 * beginning.
 */
export async function findKeys(core: Core, text: string): Promise<readonly ApiKey[]> {
  const { keys } = core.store;
  const whole = await keys.findByHash(core.random.sha256(text));
  return whole ? [whole] : keys.findByPrefix(text);
}

/** At once on every node: keys are asked for at each request. Revoking twice changes nothing. */
export async function revokeKey(core: Core, actor: Actor, key: ApiKey): Promise<void> {
  await core.store.transact(async (tx) => {
    // As everywhere, the workspace first: whoever deletes it holds the log when they come to its keys.
    await tx.workspaces.lock(key.workspaceId);
    const current = await tx.keys.find(key.id);
    if (current) await revokeKeyIn(tx, actor, current, core.clock.now());
  });
}

/** For whoever holds the workspace's lock. @param key as it is now */
export async function revokeKeyIn(tx: StoreWrites, actor: Actor, key: ApiKey, at: number): Promise<void> {
  if (key.revokedAt !== null) return;
  await tx.keys.revoke(key.id, at);
  const object = { object: 'key', objectId: key.id, workspaceId: key.workspaceId } as const;
  const before = { dialect: key.dialect, name: key.name, prefix: key.prefix };
  await tx.changes.append({ ...object, actor, before, after: null, at });
}
