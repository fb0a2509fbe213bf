import type { Context, MiddlewareHandler } from 'hono';
import { readBytes } from './body-bytes.ts';
import type { HttpEnv } from './env.ts';

/** What a body may be long where nothing else is said. */
export const bodyBytesMax = 100_000;
/** Of one that names many codes: 10,000 ids are 36 characters, two quotes and a comma each. */
export const manyIdsBytesMax = 1_000_000;
const depthMax = 32;
/**
 * Far more than anything that is asked for has, and few enough to be parsed and looked through in milliseconds: ten
 * million brackets take seconds.
 */
const valuesMax = 20_000;

export type BodyProblem =
  | 'too_large'
  | 'encoded'
  | 'not_json'
  | 'too_many'
  | 'too_deep'
  | 'bad_text'
  | 'interrupted';

/** For people; surfaces choose status and code. */
export const bodyProblemMessages: Readonly<Record<BodyProblem, string>> = {
  too_large: tooLargeMessage(bodyBytesMax),
  encoded: 'A compressed body is not read: send plain JSON without Content-Encoding.',
  not_json: 'The body is not JSON in UTF-8.',
  too_many: `The body holds too many values: at most ${valuesMax} are read.`,
  too_deep: `The body is nested too deeply: at most ${depthMax} levels are read.`,
  bad_text: 'The body holds text that cannot be stored: a NUL character or half a surrogate pair.',
  interrupted: 'The body ended early.',
};

export function tooLargeMessage(bytesMax: number): string {
  return `The body is too large: at most ${bytesMax} bytes are read.`;
}

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
  return async (c, next) => (await takeBody(c, { refuse, emptyIs, bytesMax })) ?? next();
}

interface Taking<E extends HttpEnv> {
  readonly refuse: (c: Context<E>, problem: BodyProblem) => Response;
  readonly emptyIs: object | undefined;
  readonly bytesMax: number;
}

/** As `jsonBody`, where who asks decides how much is read. Gives the refusal, or undefined. */
export async function takeBody<E extends HttpEnv>(
  c: Context<E>,
  { refuse, emptyIs, bytesMax }: Taking<E>,
): Promise<Response | undefined> {
  const parsed = await readJson(c.req.raw, emptyIs, bytesMax);
  if ('problem' in parsed) {
    // The rest of it may still be on its way: the next request must not meet it.
    if (parsed.problem === 'too_large') c.header('Connection', 'close');
    return refuse(c, parsed.problem);
  }
  c.set('body', parsed.value);
  return undefined;
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
  if (countValues(bytes) > valuesMax) return { problem: 'too_many' };
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const problem = problemIn(value, 1);
    return problem === undefined ? { value } : { problem };
  } catch {
    return { problem: 'not_json' };
  }
}

const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Values in the JSON that these bytes are, what is empty counted twice, as far as they are read. */
function countValues(bytes: Uint8Array): number {
  let values = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) inText = !inText;
    else if (inText) at += byte === backslash ? 1 : 0;
    else if (byte === comma || byte === bracket || byte === brace) {
      values += 1;
      if (values > valuesMax) break;
    }
  }
  return values;
}

/** NUL and lone surrogates have no place in the text columns of a database. */
function problemIn(value: unknown, depth: number): BodyProblem | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : 'bad_text';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > depthMax) return 'too_deep';
  if (Array.isArray(value)) return firstProblemIn(value, (item) => problemIn(item, depth + 1));
  const fields = value as Record<string, unknown>;
  return firstProblemIn(Object.keys(fields), (key) => {
    // An own key of this name would become the prototype of an object that is filled by assignment.
    if (key === '__proto__') Reflect.deleteProperty(fields, key);
    else return isStorable(key) ? problemIn(fields[key], depth + 1) : 'bad_text';
    return undefined;
  });
}

function firstProblemIn<Item>(
  items: readonly Item[],
  find: (item: Item) => BodyProblem | undefined,
): BodyProblem | undefined {
  for (const item of items) {
    const problem = find(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
