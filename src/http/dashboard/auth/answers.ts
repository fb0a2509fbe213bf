import { AsyncLocalStorage } from 'node:async_hooks';
import { APIError } from 'better-auth/api';
import type { Core } from '../../../core/core.ts';
import { AppError } from '../../../core/errors.ts';
import type { Call } from './create.ts';

/** What the library answers with headers: its cookies are for the browser. */
interface Answered<Response> {
  readonly headers: Headers;
  readonly response: Response;
}

/** Hands the cookies of the library on, with the answer of the request that is under way. */
export function passOn<Response>(c: Call, { headers, response }: Answered<Response>): Response {
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
  return response;
}

/** What a browser sends next that got these. */
export function cookiesOf(headers: Headers): Headers {
  const pairs = headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return new Headers({ cookie: pairs.join('; ') });
}

/**
 * What the library refuses, in words of ours; anything else is an error of ours.
 * @param statusMax above which it has failed and not refused
 */
export async function refusedAs<T>(asked: Promise<T>, error: () => AppError, statusMax = 499): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof APIError && thrown.statusCode <= statusMax) throw error();
    throw thrown;
  }
}

/** What the store refused during a call of the library, which has words of its own for it and forgets ours. */
const calls = new AsyncLocalStorage<{ failure: AppError | undefined }>();

/** Whether the call under way has failed for a reason that is thrown on, and needs no line in the log. */
export function hasFailed(): boolean {
  return calls.getStore()?.failure !== undefined;
}

/** The core for the library: what its store refuses is kept for whoever made the call. */
export function withFailures(core: Core): Core {
  const { store } = core;
  const keep = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (thrown) {
      const call = calls.getStore();
      if (call !== undefined && thrown instanceof AppError) call.failure = thrown;
      throw thrown;
    }
  };
  const accounts: typeof store.accounts = {
    list: (model, conditions, order) => keep(store.accounts.list(model, conditions, order)),
    count: (model, conditions) => keep(store.accounts.count(model, conditions)),
  };
  const findUser: typeof store.workspaces.findUser = (name) => keep(store.workspaces.findUser(name));
  const workspaces = { ...store.workspaces, findUser };
  return {
    ...core,
    store: { ...store, accounts, workspaces, transact: (work) => keep(store.transact(work)) },
  };
}

/** The functions of the library, which throw what the store has thrown and not what the library makes of it. */
export function throwingOn<Api extends object>(api: Api): Api {
  return new Proxy(api, {
    get(target, name) {
      const ask: unknown = Reflect.get(target, name);
      if (typeof ask !== 'function') return ask;
      return (...args: readonly unknown[]) => {
        const call = { failure: undefined as AppError | undefined };
        return calls.run(call, async () => {
          try {
            return await ask(...args);
          } catch (thrown) {
            throw call.failure ?? thrown;
          }
        });
      };
    },
  });
}
