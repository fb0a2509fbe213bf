import type { Core } from '../core.ts';
import { AppError, invalid } from '../errors.ts';
import type { StoreWrites } from '../store.ts';

/**
 * Calls that make something, made once however often they are sent (draft-ietf-httpapi-idempotency-key-header). A row
 * is inserted before the work; the transaction that makes the object writes its id into that row, on condition that it
 * is still this request's turn; the answer follows. So of two requests with the same key at most one makes something,
 * on whichever servers they arrive. A server that dies leaves the row behind: it is taken over after `overdueMs`, and
 * then either nothing was made and the work is done, or its object is there and is answered as it is now.
 */
export interface Claim {
  /** Whose key it is: an API key, or a user in a workspace. */
  readonly scope: string;
  readonly key: string;
  readonly claim: string;
  /** What a server that died had made; null for a first attempt. */
  readonly objectId: string | null;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Turn =
  | { readonly kind: 'go'; readonly claim: Claim }
  | { readonly kind: 'replay'; readonly answer: KeptAnswer }
  /** The first request with this key is not answered yet. */
  | { readonly kind: 'under_way' }
  /** The key was used for something else. */
  | { readonly kind: 'other_request' };

const keptMs = 24 * 3_600_000;
const overdueMs = 60_000;
/** Of one scope; the oldest are forgotten first. */
const keptMax = 10_000;
const keyCharactersMax = 255;

/** A string of Structured Fields (RFC 9651, 3.3.3), or the same without quotes, as many programs send it. */
export function parseOnceKey(header: string): string {
  const text = header.trim();
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1];
  const key = quoted === undefined ? text : quoted.replace(/\\(.)/g, '$1');
  if (key.length >= 1 && key.length <= keyCharactersMax && /^[\x20-\x7e]+$/.test(key)) return key;
  throw invalid('Idempotency-Key', `use 1 to ${keyCharactersMax} letters, digits and signs of ASCII`);
}

/** @param request everything that tells one request from another */
export async function takeTurn(core: Core, scope: string, key: string, request: string): Promise<Turn> {
  const nowMs = core.clock.now();
  const hash = core.random.sha256(request);
  const mine = { scope, key, claim: core.random.uuid() };
  return core.store.transact(async (tx): Promise<Turn> => {
    const fresh = { ...mine, request: hash, madeAt: nowMs, claimedAt: nowMs, objectId: null, answer: null };
    if (await tx.once.insert(fresh)) return { kind: 'go', claim: { ...mine, objectId: null } };
    const found = await tx.once.find(scope, key);
    if (!found || found.madeAt <= nowMs - keptMs) {
      // What another has put in its place since it was read stays.
      if (found && !(await tx.once.remove(found))) return { kind: 'under_way' };
      const isMine = await tx.once.insert(fresh);
      return isMine ? { kind: 'go', claim: { ...mine, objectId: null } } : { kind: 'under_way' };
    }
    if (found.request !== hash) return { kind: 'other_request' };
    if (found.answer !== null) return { kind: 'replay', answer: found.answer };
    if (found.claimedAt > nowMs - overdueMs) return { kind: 'under_way' };
    const taken = await tx.once.takeOver(found, mine.claim, nowMs);
    return taken ? { kind: 'go', claim: { ...mine, objectId: found.objectId } } : { kind: 'under_way' };
  });
}

/**
 * To be called in the transaction that makes the object.
 * @throws {AppError} unavailable, which takes the object back, when the request was taken over meanwhile
 */
export async function settle(tx: StoreWrites, claim: Claim | undefined, objectId: string): Promise<void> {
  if (claim === undefined || (await tx.once.setObject(claim, objectId))) return;
  throw new AppError(
    'unavailable',
    'Another request with this Idempotency-Key has taken over from this one, which took too long. Send it again.',
  );
}

/** Keeps the answer, or lets the next request try anew where there is none to be kept. */
export async function finish(core: Core, claim: Claim, answer: KeptAnswer | undefined): Promise<void> {
  await core.store.transact((tx) =>
    answer === undefined ? tx.once.release(claim) : tx.once.setAnswer(claim, answer),
  );
}

/** Erases what is older than a day, and what is beyond `keptMax`; gives how many of the first. */
export function forgetSome(core: Pick<Core, 'store'>, nowMs: number, limit: number): Promise<number> {
  return core.store.transact(async (tx) => {
    const erased = await tx.once.pruneSome(nowMs - keptMs, limit);
    await tx.once.trim(keptMax);
    return erased;
  });
}
