import type {
  BodyOf,
  HeadersOf,
  ParamsOf,
  QueryOf,
  RawAnswer,
  ResultOf,
  RouteName,
} from '../../src/http/dashboard/wire.ts';
import type { WireError } from '../../src/http/dashboard/wire-people.ts';
import { noteReach } from './reach.ts';

/** What the server refused, in its own words. */
export class AskError extends Error {
  readonly problem: WireError;
  readonly status: number;

  constructor(status: number, problem: WireError) {
    super(problem.error);
    this.name = 'AskError';
    this.status = status;
    this.problem = problem;
  }
}

type Optional<Value, Key extends string> = [keyof NonNullable<Value>] extends [never]
  ? { readonly [Name in Key]?: undefined }
  : { readonly [Name in Key]: Value };

/** What a question is asked with: parameters of the path, of the query, and a body, each where it has one. */
export type AskWith<Name extends RouteName> = Optional<ParamsOf<Name>, 'params'> & {
  readonly query?: QueryOf<Name>;
  readonly headers?: HeadersOf<Name>;
  readonly signal?: AbortSignal | undefined;
  /** Sent again with the same key, it is still done once; see once-keys.ts. */
  readonly once?: string | undefined;
} & (BodyOf<Name> extends undefined ? { readonly body?: undefined } : { readonly body: BodyOf<Name> });

let token = '';

/** The token of the session, which everything that changes something is sent with. */
export function setToken(fresh: string): void {
  token = fresh;
}

let expired = (): void => {};

/** What happens when the server no longer knows who asks. */
export function onExpired(run: () => void): void {
  expired = run;
}

/** @throws {AskError} what the server says, or `unavailable` where none answers */
export async function ask<Name extends RouteName>(name: Name, given: AskWith<Name>): Promise<Answer<Name>> {
  const response = await send(name, given);
  if (response.status === 401) expired();
  if (!response.ok) throw new AskError(response.status, await readProblem(response));
  // The wire says which answers are files and streams.
  return (raw.has(name) ? response : await response.json()) as Answer<Name>;
}

type Answer<Name extends RouteName> = ResultOf<Name> extends RawAnswer ? Response : ResultOf<Name>;

const raw: ReadonlySet<RouteName> = new Set([
  'GET /w/:workspace/codes/export',
  'POST /w/:workspace/imports',
  'POST /w/:workspace/codes/:code/proof',
  'GET /w/:workspace/codes/:code/contact-sheet',
  'GET /w/:workspace/logos/:logo/image',
  'GET /w/:workspace/codes/:code/picture',
  'POST /w/:workspace/sheets',
  'POST /w/:workspace/pictures',
  'GET /w/:workspace/stats/export',
  'GET /w/:workspace/scans/export',
  'GET /w/:workspace/scans/stream',
]);

export function pathOf<Name extends RouteName>(name: Name, given: AskWith<Name>): string {
  const { params = {}, query = {} } = given as {
    params?: Record<string, string>;
    query?: Record<string, string | readonly string[]>;
  };
  const path = name
    .slice(name.indexOf(' ') + 1)
    .replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      [value].flat().flatMap((one) => (one === undefined || one === '' ? [] : [[key, one]])),
    ),
  );
  return `/app/api${path}${asked.size > 0 ? `?${asked}` : ''}`;
}

async function send<Name extends RouteName>(name: Name, given: AskWith<Name>): Promise<Response> {
  const method = name.slice(0, name.indexOf(' '));
  const { body, signal, once, ...sent } = given as {
    body?: unknown;
    signal?: AbortSignal;
    once?: string;
    headers?: Record<string, string>;
  };
  const headers: Record<string, string> = { ...sent.headers, Accept: 'application/json' };
  if (method !== 'GET') headers['X-Quietzone-Token'] = token;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (once !== undefined) headers['Idempotency-Key'] = once;
  try {
    const response = await fetch(pathOf(name, given), {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    noteReach(true);
    // Where the second factor changes, the session is a new one, with a token of its own.
    const fresh = response.headers.get('X-Quietzone-Token');
    if (fresh !== null) setToken(fresh);
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    noteReach(false);
    throw new AskError(0, {
      code: 'unavailable',
      error: 'The server does not answer. Try again in a moment.',
    });
  }
}

async function readProblem(response: Response): Promise<WireError> {
  try {
    return (await response.json()) as WireError;
  } catch {
    return { code: 'internal_error', error: `The server answered with ${response.status}.` };
  }
}
