import { APIError } from 'better-auth/api';
import type { AppError } from '../../../core/errors.ts';
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
