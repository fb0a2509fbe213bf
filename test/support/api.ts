import { phoneAgent, type TestProgram } from './program.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a client sees of JSON
  readonly body: any;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

async function call(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(text === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && answer !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
}

/** A client of the QRA dialect: paths below `/api/v1`. */
export function qraClient(program: Pick<TestProgram, 'url'>, key: string): Call {
  return (method, path, body, headers = {}) =>
    call(`${program.url}/api/v1${path}`, method, body, { authorization: `Bearer ${key}`, ...headers });
}

/** A client of the QR Track dialect: what follows `/api.php`. */
export function qrTrackClient(program: TestProgram, key: string): Call {
  return (method, query, body, headers = {}) =>
    call(`${program.url}/api.php${query}`, method, body, { 'x-api-key': key, ...headers });
}

/** Any path of the program, without a key. */
export function plainClient(program: TestProgram): Call {
  return (method, path, body, headers = {}) => call(`${program.url}${path}`, method, body, headers);
}

/** One scan by a phone, as answered. */
export function scan(
  program: TestProgram,
  slug: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return call(`${program.url}/p/${slug}`, 'GET', undefined, { 'user-agent': phoneAgent, ...headers });
}
