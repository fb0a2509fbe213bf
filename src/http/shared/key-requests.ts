import type { Context } from 'hono';
import type { KeyAccess } from '../../core/keys/authenticate.ts';
import type { Dialect } from '../../core/keys/key.ts';
import { type RecordRequest, showPath } from '../../core/requests/request.ts';
import type { HttpEnv } from './env.ts';

/** Who uses which key in the console. It comes in Hono's bindings, which no request can write. */
export interface ConsoleUse {
  readonly access: KeyAccess;
  /** E-mail address of the one who is signed in. */
  readonly user: string;
}

export function consoleAccessOf<E extends HttpEnv>(c: Context<E>, dialect: Dialect): KeyAccess | undefined {
  const access = c.env?.console?.access;
  return access?.key.dialect === dialect ? access : undefined;
}

/** Answers a call with a good key, and notes it for the key's owner. A stream counts until it begins. */
export async function recordKeyRequest<E extends HttpEnv>(
  c: Context<E>,
  access: KeyAccess,
  record: RecordRequest,
  answer: () => Promise<Response | undefined>,
): Promise<Response | undefined> {
  const startedAt = performance.now();
  const response = await answer();
  const { pathname, search } = new URL(c.req.url);
  record({
    keyId: access.key.id,
    method: c.req.method,
    path: showPath(pathname, search.slice(1)),
    status: (response ?? c.res).status,
    ms: Math.round(performance.now() - startedAt),
    user: c.env?.console?.user ?? null,
  });
  return response;
}
