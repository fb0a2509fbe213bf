import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Core } from '../../core/core.ts';
import { type Claim, finish, type KeptAnswer, parseOnceKey, takeTurn } from '../../core/idempotency/once.ts';
import type { HttpEnv } from './env.ts';

export const onceHeader = 'Idempotency-Key';
export const replayedHeader = 'Idempotent-Replayed';

/** Why a request with a key is not carried out, as the JSON APIs call it. */
export type OnceProblem = 'idempotency_key_in_use' | 'idempotency_key_reused' | 'idempotency_key_done';

const problems = { under_way: 'idempotency_key_in_use', other_request: 'idempotency_key_reused' } as const;

/** For people; surfaces choose the status. */
export const onceProblemMessages: Readonly<Record<OnceProblem, string>> = {
  idempotency_key_in_use:
    'The first request with this Idempotency-Key is still under way: ask again in a moment.',
  idempotency_key_reused: 'This Idempotency-Key was used for another request: choose a new one.',
  idempotency_key_done:
    'The first request with this Idempotency-Key has made it, and its answer, which showed a secret, is kept nowhere. Take back what was made, and make another one with a new key.',
};

export interface OnceOptions<E extends HttpEnv> {
  readonly core: Core;
  /** Within which keys are told apart. */
  readonly scope: (c: Context<E>) => string;
  readonly refuse: (c: Context<E>, problem: OnceProblem) => Response;
  /** The answer holds what is shown this once, a link or a key, and so is not kept: only that there was one. */
  readonly showsSecret?: boolean;
}

/**
 * Carries a request with an `Idempotency-Key` out once: whoever sends it again is given the first answer. Behind
 * `jsonBody`, since the body is part of what was asked.
 */
export function once<E extends HttpEnv>(options: OnceOptions<E>): MiddlewareHandler<E> {
  return async (c, next) => {
    const answer = await answerOnce(options, c, async (claim) => {
      c.set('claim', claim);
      await next();
      return c.res;
    });
    return answer === c.res ? undefined : answer;
  };
}

/** As `once`, for a single answer. */
export async function answerOnce<E extends HttpEnv>(
  { core, scope, refuse, showsSecret = false }: OnceOptions<E>,
  c: Context<E>,
  work: (claim: Claim | undefined) => Promise<Response>,
): Promise<Response> {
  const header = c.req.header(onceHeader);
  if (header === undefined) return work(undefined);
  const turn = await takeTurn(core, scope(c), parseOnceKey(header), requestOf(c, showsSecret));
  if (turn.kind === 'replay') return showsSecret ? refuse(c, 'idempotency_key_done') : replay(c, turn.answer);
  if (turn.kind !== 'go') return refuse(c, problems[turn.kind]);
  // A server died after it was made: nobody has the secret.
  if (showsSecret && turn.claim.objectId !== null) {
    await keep(core, turn.claim, nothingKept);
    return refuse(c, 'idempotency_key_done');
  }
  try {
    const response = await work(turn.claim);
    const answer = await keptAnswerOf(c, response, showsSecret);
    await keep(core, turn.claim, answer);
    return response;
  } catch (error) {
    await keep(core, turn.claim, undefined);
    throw error;
  }
}

const nothingKept: KeptAnswer = { status: 200, headers: {}, body: '' };

function requestOf<E extends HttpEnv>(c: Context<E>, showsSecret: boolean): string {
  const { pathname, search } = new URL(c.req.url);
  const body = showsSecret ? withoutPassword(c.var.body) : c.var.body;
  return `${c.req.method} ${pathname}${search}\n${JSON.stringify(body)}`;
}

/** Of what is made with a secret: the password that guards it could be guessed from what is kept of the request. */
function withoutPassword(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('password' in body)) return body;
  const { password: _, ...rest } = body;
  return rest;
}

function replay(c: Context, { status, headers, body }: KeptAnswer): Response {
  return c.body(body, status as ContentfulStatusCode, { ...headers, [replayedHeader]: 'true' });
}

/**
 * Undefined for what has made nothing: sent again, it is tried again. Nobody has read the answer to a client that has
 * gone, and it may be empty.
 */
async function keptAnswerOf(
  c: Context,
  response: Response,
  showsSecret: boolean,
): Promise<KeptAnswer | undefined> {
  if (!response.ok) return undefined;
  if (showsSecret) return nothingKept;
  if (c.req.raw.signal.aborted) return undefined;
  const names = ['Content-Type', 'Location'];
  const headers = names.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: await response.clone().text(),
  };
}

/** The work is done, and its answer must not fail over this: the row is taken over when the request comes again. */
async function keep(core: Core, claim: Claim, answer: KeptAnswer | undefined): Promise<void> {
  await finish(core, claim, answer).catch(() => undefined);
}
