import { request } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dimensions, metrics } from '../../src/core/stats/question.ts';
import { type Answer, plainClient, qraClient } from '../support/api.ts';
import { startProgram, type TestProgram } from '../support/program.ts';
import { arbitraryOf, type Schema } from '../support/schema-arbitrary.ts';
import { storeHits } from '../support/stored-hits.ts';

/** More by `FUZZ_RUNS=5000`. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 75);
const timeoutMs = 60_000 + numRuns * 200;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}
interface DocumentedOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, { readonly content: object }>>;
}
interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

const operations = [
  ['get', '/brand'],
  ['put', '/brand'],
  ['post', '/budget'],
  ['get', '/designs/presets'],
  ['get', '/folders'],
  ['post', '/folders'],
  ['patch', '/folders/{id}'],
  ['delete', '/folders/{id}'],
  ['get', '/logos'],
  ['get', '/logos/{id}'],
  ['delete', '/logos/{id}'],
  ['get', '/logos/{id}/image'],
  ['get', '/qr'],
  ['post', '/qr'],
  ['get', '/qr.csv'],
  ['get', '/qr.ndjson'],
  ['get', '/qr/{id}'],
  ['patch', '/qr/{id}'],
  ['delete', '/qr/{id}'],
  ['get', '/qr/{id}/advice'],
  ['get', '/qr/{id}/budget'],
  ['get', '/qr/{id}/designs'],
  ['post', '/qr/{id}/designs/{version}/restore'],
  ['get', '/qr/{id}/image'],
  ['get', '/qr/{id}/proof'],
  ['get', '/qr/{id}/proof/sheet.pdf'],
  ['get', '/qr/{id}/proof/sheet.png'],
  ['post', '/qr/{id}/restore'],
  ['get', '/qr/{id}/scans'],
  ['get', '/qr/{id}/scans.csv'],
  ['get', '/qr/{id}/scans.ndjson'],
  ['get', '/qr/{id}/stats'],
  ['post', '/qr/{id}/trash'],
  ['get', '/overview'],
  ['post', '/pictures'],
  ['post', '/render'],
  ['get', '/reports'],
  ['post', '/reports'],
  ['patch', '/reports/{id}'],
  ['delete', '/reports/{id}'],
  ['get', '/scans.csv'],
  ['get', '/scans.ndjson'],
  ['post', '/sheets'],
  ['get', '/stats'],
  ['get', '/stream'],
  ['get', '/tags'],
  ['patch', '/tags/{tag}'],
  ['delete', '/tags/{tag}'],
  ['get', '/workspace'],
] as const;

/** Bytes, which no schema makes, and work of many seconds: each has tests of its own. */
const askedElsewhere = ['post /logos', 'post /qr/{id}/proof'];
/** What draws, or hashes a password, takes its time. */
const heavy: ReadonlySet<string> = new Set([
  '/brand',
  '/qr/{id}/image',
  '/pictures',
  '/render',
  '/reports',
  '/sheets',
]);

/** What is asked for at most of numbers that cost work. */
const mostOf: Readonly<Record<string, number>> = { copies: 2, size: 300, mm: 30, dpi: 200 };
/** Larger ones are beyond the bounds of all of them, and refused. */
const beyondBounds = 5_000;

/** Without what would keep the test for minutes. */
function withoutLabour(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const calm = (name: string, value: unknown) => {
    if (name === 'require_proof' && value === true) return false;
    const most = mostOf[name];
    const isCostly = typeof value === 'number' && most !== undefined && value <= beyondBounds;
    return isCostly ? Math.min(value, most) : value;
  };
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, calm(name, value)]));
}

let program: TestProgram;
let key: string;
let qrTrackKey: string;
let document: Documented;
let ajv: Ajv2020;
const ids: string[] = [];
beforeAll(async () => {
  program = await startProgram({ PLAN_FREE_RATE: '0' });
  key = await program.key('qra');
  qrTrackKey = await program.key('qr-track');
  document = (await plainClient(program)('GET', '/openapi.json')).body;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'openapi');
  for (let n = 0; n < 40; n += 1) {
    const body = { name: `Code ${n}`, destination: 'https://example.com/' };
    ids.push((await qraClient(program, key)('POST', '/qr', body)).body.id);
  }
});
afterAll(() => program.stop());

function resolve(ref: string): Schema {
  const parts = ref.slice('#/'.length).split('/');
  return parts.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document) as Schema;
}

const escapePointer = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');

/** Throws when the answer is not in the document: its status, its headers, its body. */
function check(method: string, path: string, answer: Answer): void {
  const status = String(answer.status);
  expect(Object.keys(document.paths[path]![method]!.responses)).toContain(status);
  expect(answer.status).toBeLessThan(500);
  for (const name of ['plan', 'limit', 'remaining', 'reset']) {
    expect(answer.headers.get(`x-ratelimit-${name}`)).toBeTruthy();
  }
  const type = answer.headers.get('content-type') ?? '';
  if (type !== 'application/json') return checkFile(method, path, status, type);
  const pointer = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema'];
  const $ref = `openapi#/${pointer.map(escapePointer).join('/')}`;
  const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
  if (!validate(answer.body))
    throw new Error(`${ajv.errorsText(validate.errors)} in ${JSON.stringify(answer.body)}`);
}

/** Of a file the document tells the type alone. */
function checkFile(method: string, path: string, status: string, type: string): void {
  const { content } = document.paths[path]![method]!.responses[status]!;
  expect(Object.keys(content)).toContain(type);
}

/** A stream has no end: it is left behind its head. */
async function askStream(method: string, path: string): Promise<Answer> {
  const response = await fetch(`${program.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
  });
  const { status, headers } = response;
  if (headers.get('content-type') === 'application/json')
    return { status, headers, body: await response.json() };
  await response.body?.cancel();
  return { status, headers, body: '' };
}

const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '0', '-1', 'null', '%00', '../..', '9'.repeat(40)),
);

/** A query or path value: mostly what the schema says, sometimes nonsense. */
function textFor(parameter: Parameter): fc.Arbitrary<string> {
  const good = arbitraryOf(parameter.schema, resolve).map(String);
  const known = parameter.in === 'path' ? fc.nat({ max: 39 }).map((n) => ids[n]!) : good;
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 2, arbitrary: good },
    { weight: 1, arbitrary: junk },
  );
}

function bodyFor(operation: DocumentedOperation): fc.Arbitrary<string | undefined> {
  const schema = operation.requestBody?.content['application/json'].schema;
  if (schema === undefined) return fc.constant(undefined);
  const good = arbitraryOf(schema, resolve);
  const broken = fc
    .tuple(
      good,
      fc.constantFrom(
        ...['name', 'type', 'destination', 'content', 'tags', 'expires_at', 'slug', '__proto__'],
        ...['design', 'size', 'mm', 'dpi', 'bleed', 'spot', 'copies', 'skip', 'code_mm'],
      ),
      fc.jsonValue(),
    )
    .map(([body, name, value]) => ({ ...(body as object), [name]: value }));
  return fc.oneof(
    { weight: 6, arbitrary: good.map((body) => JSON.stringify(withoutLabour(body))) },
    { weight: 3, arbitrary: broken.map((body) => JSON.stringify(withoutLabour(body))) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

function requestFor(path: string, operation: DocumentedOperation) {
  const texts = Object.fromEntries((operation.parameters ?? []).map((one) => [one.name, textFor(one)]));
  const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
  return fc.tuple(fc.record(texts, { requiredKeys: inPath }), bodyFor(operation)).map(([values, body]) => {
    const filled = path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => encodeURIComponent(wellFormed(values[name])) || 'x',
    );
    const query = Object.entries(values)
      .filter(([name]) => !inPath.includes(name))
      .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`);
    return { url: query.length === 0 ? filled : `${filled}?${query.join('&')}`, body };
  });
}

function wellFormed(text: string | undefined): string {
  const safe = (text ?? '').toWellFormed();
  return safe === '.' || safe === '..' ? 'dots' : safe.replaceAll('/', '_');
}

describe('no request made from our own document gets a 5xx, or an answer that is not in the document', () => {
  test.each(operations)('%s %s', { timeout: timeoutMs }, async (method, path) => {
    const call = path === '/stream' ? askStream : qraClient(program, key);
    const property = fc.asyncProperty(
      requestFor(path, document.paths[path]![method]!),
      async ({ url, body }) => {
        check(method, path, await call(method.toUpperCase(), url, body));
      },
    );
    await fc.assert(property, { numRuns: heavy.has(path) ? Math.ceil(numRuns / 5) : numRuns });
  });

  test('the document has no operation that is not asked above', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) => {
      return Object.keys(methods).map((method) => `${method} ${path}`);
    });
    const asked = operations.map(([method, path]) => `${method} ${path}`);
    expect(documented.sort()).toEqual([...asked, ...askedElsewhere].sort());
  });
});

const zones = ['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham'];
const statDays = ['2026-03-01', '2026-03-29', '2026-04-05', '2026-05-01'];

/** Questions that have an answer, which the made-up ones above seldom are. */
const answerable = fc
  .record({
    tz: fc.constantFrom(...zones),
    days: fc.uniqueArray(fc.constantFrom(...statDays), { minLength: 2, maxLength: 2 }),
    interval: fc.constantFrom('', 'hour', 'day', 'week', 'month'),
    metrics: fc.subarray([...metrics]),
    by: fc.subarray([...dimensions]),
    split: fc.constantFrom('', ...dimensions),
    limit: fc.integer({ min: 1, max: 5 }),
    compare: fc.constantFrom('', 'previous'),
    kind: fc.constantFrom('', 'human'),
  })
  .map(({ days, metrics: counted, by, split, ...rest }) => {
    const [since = '', until = ''] = [...days].sort();
    const isSplit = split !== '' && by.length > 0 && by[0] !== split;
    const broken = isSplit ? { by: by[0]!, split } : { by: by.join(',') };
    const fields = { since, until, metrics: counted.join(','), ...broken, ...rest };
    return Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  });

test('every question for statistics that can be answered is, as the document says', {
  timeout: timeoutMs,
}, async () => {
  const codes = await program.core.store.codes.listAfter(0, 3);
  const places = [null, 'DE', 'AT'].map((country) => ({ country, region: country, city: country }));
  const hits = codes.flatMap((code, n) =>
    statDays.map((day, visitor) => ({ code, at: `${day}T13:0${n}:00Z`, visitor, ...places[n] })),
  );
  await storeHits(program.config, hits);
  const call = qraClient(program, key);
  const property = fc.asyncProperty(answerable, async (query) => {
    const answer = await call('GET', `/stats?${query.join('&')}`);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    check('get', '/stats', answer);
  });
  await fc.assert(property, { numRuns });
});

interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** The length is always told: Node's client leaves it out for some methods, and a body is then a next request. */
function ask(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(program.url);
  const isEmpty = method === 'GET' || method === 'HEAD';
  const all = isEmpty ? headers : { ...headers, 'content-length': String(body.length) };
  return new Promise((done, fail) => {
    const sent = request({ hostname, port, method, path, headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }),
      );
    });
    sent.on('error', fail);
    sent.end(isEmpty ? undefined : body);
  });
}

const visible = (maxLength: number) =>
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength,
  });
const roots = [
  '/',
  '/api/v1/qr',
  '/api/v1/qr/',
  '/api/v1/',
  '/api.php',
  '/api.php?uuid=',
  '/img/',
  '/p/',
  '/P/',
  '/api/',
  '/openapi.json',
];
const headerNames = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-type',
  'content-encoding',
  'cookie',
  'if-none-match',
  'origin',
  'range',
  'referer',
  'user-agent',
  'x-api-key',
  'x-forwarded-for',
];

test('nonsense in method, path, headers and body gets no 5xx, and JSON under /api/', {
  timeout: timeoutMs,
}, async () => {
  const methods = fc.constantFrom(
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'PROPFIND',
    'SEARCH',
  );
  const paths = fc.tuple(fc.constantFrom(...roots), visible(60)).map(([root, rest]) => root + rest);
  const headers = fc.dictionary(fc.constantFrom(...headerNames), visible(80));
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  const property = fc.asyncProperty(
    methods,
    paths,
    headers,
    body,
    fc.boolean(),
    async (method, path, extra, bytes, isKnown) => {
      const keys = isKnown ? { authorization: `Bearer ${key}`, 'x-api-key': qrTrackKey } : {};
      const answer = await ask(method, path, { ...extra, ...keys }, Buffer.from(bytes));
      expect(answer.status).toBeLessThan(500);
      const isApi = /^\/api(\/(?!docs)|\.php($|\?))/.test(path);
      if (isApi && answer.status !== 204 && method !== 'HEAD')
        expect(() => JSON.parse(answer.text)).not.toThrow();
    },
  );
  await fc.assert(property, { numRuns: numRuns * 3 });
});

test('nonsense for the QR Track dialect gets no 5xx, and errors of one sentence', {
  timeout: timeoutMs,
}, async () => {
  const names = [
    'type',
    'destination',
    'target',
    'label',
    'title',
    'slug',
    'is_active',
    'ssid',
    'pass',
    'enc',
    'fname',
    'lname',
    'phone',
    'email',
    'company',
    'body',
    'subject',
    'content',
  ];
  const types = ['url', 'social', 'map', 'phone', 'sms', 'email', 'vcard', 'wifi', 'app', 'menu', 'fax'];
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.webUrl(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '+15551234567', 'a@example.com'),
  );
  const body = fc
    .tuple(fc.constantFrom(...types), fc.dictionary(fc.constantFrom(...names), values))
    .map(([type, fields]) => ({ type, ...fields }));
  const target = fc.oneof(
    fc.constant(''),
    fc.nat({ max: 39 }).map((n) => `?uuid=${ids[n]}`),
  );
  const property = fc.asyncProperty(target, body, async (query, fields) => {
    const bytes = Buffer.from(JSON.stringify(fields));
    const answer = await ask('POST', `/api.php${query}`, { 'x-api-key': qrTrackKey }, bytes);
    expect([200, 400, 404, 409]).toContain(answer.status);
    const parsed = JSON.parse(answer.text);
    if (answer.status === 200)
      expect(parsed).toMatchObject({ uuid: expect.any(String), short_url: expect.any(String) });
    else expect(parsed).toEqual({ error: expect.stringMatching(/./) });
  });
  await fc.assert(property, { numRuns: numRuns * 3 });
});
