import { AppError, invalid } from '../../core/errors.ts';
import type { Dialect } from '../../core/keys/key.ts';
import type { ConsoleUse } from '../shared/key-requests.ts';
import type { WireConsoleAnswer } from './wire-codes.ts';

/** Asks the app in this process, as `use` says; the key itself is in nobody's hands. */
export type Dispatch = (request: Request, use: ConsoleUse) => Promise<Response>;

export const consoleMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const bodyBytesMax = 1_000_000;
/** Streams never end: as much as shows what they are. */
const streamBytesMax = 200_000;
const streamMsMax = 5_000;

/**
 * The address that a call of the console is for: one of our two APIs, as the URL Standard reads it, so that no way of
 * writing a path leads out of them.
 * @throws {AppError} validation_error for everything else, and where the key is for the other API
 */
export function parseTarget(path: string, origin: string, dialect: Dialect): URL {
  const url = path.startsWith('/') ? URL.parse(path, origin) : null;
  const target = url?.origin === new URL(origin).origin ? dialectOf(url.pathname) : undefined;
  if (url === null || target === undefined) throw invalid('path', 'begin with /api/v1/ or /api.php');
  if (target === dialect) return url;
  throw invalid(
    'keyId',
    `this key is for ${dialect === 'qra' ? '/api/v1' : '/api.php'}: choose one for the other API`,
  );
}

function dialectOf(pathname: string): Dialect | undefined {
  if (pathname === '/api.php') return 'qr-track';
  return pathname.startsWith('/api/v1/') ? 'qra' : undefined;
}

/** @param gone ends the call when whoever asked has gone */
export async function askApi(
  dispatch: Dispatch,
  use: ConsoleUse,
  url: URL,
  { method, body }: { readonly method: string; readonly body?: string | undefined },
  gone: AbortSignal,
  streamMs = streamMsMax,
): Promise<WireConsoleAnswer> {
  const hasBody = body !== undefined && body !== '';
  if (hasBody && (method === 'GET' || method === 'HEAD')) throw invalid('body', `${method} takes none`);
  const stop = new AbortController();
  const signal = AbortSignal.any([gone, stop.signal]);
  const init = hasBody ? { body, headers: { 'Content-Type': 'application/json' } } : {};
  const startedAt = performance.now();
  const response = await dispatch(new Request(url, { method, signal, ...init }), use);
  const read = await readSome(response, streamMs);
  stop.abort();
  if (gone.aborted) throw new AppError('unavailable', 'The call was given up.');
  const ms = Math.round(performance.now() - startedAt);
  return { status: response.status, headers: [...response.headers], ...read, ms };
}

type ReadBody = Pick<WireConsoleAnswer, 'body' | 'encoding' | 'cut'>;

async function readSome(response: Response, streamMs: number): Promise<ReadBody> {
  const type = response.headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  const limits = isStream ? { bytesMax: streamBytesMax, endMs: streamMs } : { bytesMax: bodyBytesMax };
  const { bytes, cut } = await readBody(response, limits);
  if (!isText(type)) return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64', cut };
  // With `stream`, what is left of a character at the end is dropped.
  return { body: new TextDecoder().decode(bytes, { stream: cut }), encoding: 'text', cut };
}

function isText(type: string): boolean {
  return /^(?:$|text\/|image\/svg|application\/(?:json|x-ndjson|javascript|xml|postscript))/.test(type);
}

async function readBody(
  response: Response,
  { bytesMax, endMs }: { readonly bytesMax: number; readonly endMs?: number },
): Promise<{ bytes: Uint8Array; cut: boolean }> {
  const reader = response.body?.getReader();
  if (!reader) return { bytes: new Uint8Array(), cut: false };
  const chunks: Uint8Array[] = [];
  let [length, cut] = [0, false];
  const end = () => {
    cut = true;
    return reader.cancel().catch(() => undefined);
  };
  const timer = endMs === undefined ? undefined : setTimeout(() => void end(), endMs);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      length += part.value.length;
      if (length > bytesMax) await end();
    }
  } catch {
    // An answer that breaks off is shown as far as it came.
    cut = true;
  }
  clearTimeout(timer);
  return { bytes: Buffer.concat(chunks).subarray(0, bytesMax), cut };
}
