import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import type { ExampleCall } from './examples.ts';

type Dialect = WireKey['dialect'];

/** A call to begin with. */
export interface KnownCall {
  readonly method: string;
  readonly path: string;
  /** What it does, in the words of its own documents. */
  readonly summary: string;
  readonly body: string;
}

/** QR Track's calls, all there are: it has no document that could be read. */
export const qrTrackCalls: readonly KnownCall[] = [
  { method: 'GET', path: '/api.php', summary: 'List all codes', body: '' },
  { method: 'GET', path: '/api.php?uuid=UUID', summary: 'A code with its log of scans', body: '' },
  {
    method: 'POST',
    path: '/api.php',
    summary: 'Create a code',
    body: pretty({ type: 'url', destination: 'https://example.com/menu', label: 'Summer menu' }),
  },
  {
    method: 'POST',
    path: '/api.php?uuid=UUID',
    summary: 'Change where a code leads',
    body: pretty({ destination: 'https://example.com/winter' }),
  },
];

/** Bodies that say more than a schema does, by method and path. */
const goodBodies: Readonly<Record<string, object>> = {
  'POST /qr': { name: 'Summer menu', type: 'url', destination: 'https://example.com/menu' },
  'PATCH /qr/{id}': { destination: 'https://example.com/winter' },
};

interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

type Media = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Operation {
  readonly summary?: string;
  readonly requestBody?: { readonly required?: boolean; readonly content?: Media };
  readonly responses?: Readonly<Record<string, { readonly content?: Media }>>;
}

/** What is read of an OpenAPI document. */
export interface ApiDocument {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const json = 'application/json';

/** The calls of an OpenAPI document that are asked and answered in JSON, in its order. */
export function callsOf(document: ApiDocument): readonly KnownCall[] {
  const base = new URL(document.servers?.[0]?.url ?? '/api/v1', 'http://localhost').pathname.replace(
    /\/$/,
    '',
  );
  return Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => isJson(operation))
      .map(([verb, operation]) => {
        const method = verb.toUpperCase();
        const body = bodyOf(document, `${method} ${path}`, operation);
        return { method, path: base + path, summary: operation.summary ?? '', body };
      }),
  );
}

function isJson({ requestBody, responses = {} }: Operation): boolean {
  const asks = requestBody?.content === undefined || json in requestBody.content;
  const done = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return asks && done.some(([, { content }]) => content !== undefined && json in content);
}

function bodyOf(document: ApiDocument, name: string, { requestBody }: Operation): string {
  const good = goodBodies[name];
  if (good !== undefined) return pretty(good);
  const schema = requestBody?.content?.[json]?.schema;
  if (schema === undefined || requestBody?.required !== true) return '';
  return pretty(exampleOf(document, schema, 0));
}

/** Deeper than any body that one writes by hand. */
const depthMax = 6;

/** The least that a schema asks for. */
function exampleOf(document: ApiDocument, schema: Schema, depth: number): unknown {
  if (depth > depthMax) return null;
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref !== undefined) {
    const named = document.components?.schemas?.[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
    return named === undefined ? {} : exampleOf(document, named, depth + 1);
  }
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return exampleOf(document, choice, depth + 1);
  const [type] = [schema.type].flat();
  if (type === 'string') return '';
  if (type === 'integer' || type === 'number') return 0;
  if (type === 'boolean') return false;
  if (type === 'array') return [];
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(
    required.map((name) => [name, exampleOf(document, properties[name] ?? {}, depth + 1)]),
  );
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** The first thing that one tries with a new key: it reads, so that every key may. */
export function firstCallOf(dialect: Dialect, origin: string): ExampleCall {
  const path = dialect === 'qra' ? '/api/v1/qr?limit=5' : '/api.php';
  return { origin, dialect, method: 'GET', path, body: '' };
}
