import type { Context, MiddlewareHandler } from 'hono';
import { readBytes } from './body-bytes.ts';
import type { HttpEnv } from './env.ts';

/** What a body may be long where nothing else is said. */
export const bodyBytesMax = 100_000;
const depthMax = 32;

export type BodyProblem = 'too_large' | 'encoded' | 'not_json' | 'too_deep' | 'bad_text' | 'interrupted';

/** For people; surfaces choose status and code. */
export const bodyProblemMessages: Readonly<Record<BodyProblem, string>> = {
  too_large: `The body is too large: at most ${bodyBytesMax} bytes are read.`,
  encoded: 'A compressed body is not read: send plain JSON without Content-Encoding.',
  not_json: 'The body is not JSON in UTF-8.',
  too_deep: `The body is nested too deeply: at most ${depthMax} levels are read.`,
  bad_text: 'The body holds text that cannot be stored: a NUL character or half a surrogate pair.',
  interrupted: 'The body ended early.',
};

/**
 * Parses the body of a request as JSON, whatever its `Content-Type` says, and leaves it in `c.var.body`.
 * Memory is bounded: nothing is kept beyond the limit.
 * @param emptyIs what no body stands for; undefined where there must be one
 * @param bytesMax larger bodies are refused
 */
export function jsonBody<E extends HttpEnv>(
  refuse: (c: Context<E>, problem: BodyProblem) => Response,
  emptyIs?: object,
  bytesMax = bodyBytesMax,
): MiddlewareHandler<E> {
  return async (c, next) => {
    const parsed = await readJson(c.req.raw, emptyIs, bytesMax);
    if ('problem' in parsed) {
      // The rest of it may still be on its way: the next request must not meet it.
      if (parsed.problem === 'too_large') c.header('Connection', 'close');
      return refuse(c, parsed.problem);
    }
    c.set('body', parsed.value);
    await next();
  };
}

type Parsed = { readonly value: unknown } | { readonly problem: BodyProblem };

async function readJson(request: Request, emptyIs: object | undefined, bytesMax: number): Promise<Parsed> {
  const bytes = await readBytes(request, bytesMax);
  if (typeof bytes === 'string') return { problem: bytes };
  if (bytes.length === 0 && emptyIs !== undefined) return { value: emptyIs };
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  return encoding === '' || encoding === 'identity' ? parseJson(bytes) : { problem: 'encoded' };
}

function parseJson(bytes: Uint8Array): Parsed {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const problem = problemIn(value, 1);
    return problem === undefined ? { value } : { problem };
  } catch {
    return { problem: 'not_json' };
  }
}

/** NUL and lone surrogates have no place in the text columns of a database. */
function problemIn(value: unknown, depth: number): BodyProblem | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : 'bad_text';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > depthMax) return 'too_deep';
  // An own key of this name would become the prototype of an object that is filled by assignment.
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  for (const [key, item] of Object.entries(value)) {
    const problem = isStorable(key) ? problemIn(item, depth + 1) : 'bad_text';
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
