import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type ChdbSession, openChdb } from './chdb.ts';

/**
 * The HTTP interface of a ClickHouse server in front of the engine as a library: as much of it as the official client
 * uses for our statements. The engine is the real one; what is not here is its network, its users and its clusters.
 */
export interface ClickHouseServer {
  /** Makes a fresh database and gives its address. */
  url(): string;
  /** Runs a statement past the client, such as to look at what is stored; gives CSV. */
  query(url: string, sql: string): Promise<string>;
  /** Requests are refused like those of a server that is going down, until this is called with false. */
  refuse(refused: boolean): void;
  stop(): Promise<void>;
}

/** Parameters of the HTTP interface itself. */
const notSettings = new Set(['query', 'query_id', 'database', 'wait_end_of_query']);

export async function startClickHouse(): Promise<ClickHouseServer> {
  const session = openChdb();
  let refused = false;
  let last: Promise<unknown> = Promise.resolve();
  // One at a time: the database that is in use belongs to the session.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  const server = createServer(async (request, response) => {
    try {
      if (refused) throw new Error('Code: 236. DB::Exception: Server is shutting down. (ABORTED)');
      const call = await readCall(request);
      response.end(await inTurn(() => run(session, call)));
    } catch (error) {
      fail(response, error);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let databases = 0;
  return {
    url() {
      databases += 1;
      session.query(`CREATE DATABASE test_${databases}`);
      return `http://default:@127.0.0.1:${port}/test_${databases}`;
    },
    query: (url, sql) =>
      inTurn(async () => {
        session.query(`USE ${new URL(url).pathname.slice(1)}`);
        return session.query(sql).trim();
      }),
    refuse(now) {
      refused = now;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await last;
      session.close();
    },
  };
}

interface Call {
  readonly query: string;
  readonly database: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly settings: Record<string, string>;
  /** Rows of an INSERT, empty otherwise. */
  readonly rows: Buffer;
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const { searchParams } = new URL(request.url ?? '/', 'http://server');
  const body = await readBody(request);
  const fields = new Map<string, string>(searchParams);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    for (const [name, value] of form) fields.set(name, String(value));
  }
  const params: Record<string, unknown> = {};
  const settings: Record<string, string> = {};
  for (const [name, value] of fields) {
    // Numbers and lists of numbers: JSON reads them as ClickHouse does.
    if (name.startsWith('param_')) params[name.slice('param_'.length)] = JSON.parse(value);
    else if (!notSettings.has(name)) settings[name] = value;
  }
  const query = fields.get('query');
  const database = fields.get('database') ?? 'default';
  if (query !== undefined) return { query, database, params, settings, rows: body };
  return { query: body.toString(), database, params, settings, rows: Buffer.alloc(0) };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

async function run(session: ChdbSession, call: Call): Promise<Uint8Array> {
  session.query(`USE ${call.database}`);
  const insert = /^INSERT INTO (\w+) \(([^)]*)\) FORMAT (\w+)\s*$/.exec(call.query);
  if (insert) {
    const [, table = '', columns = '', format = ''] = insert;
    const target = { table: `${call.database}.${table}`, columns: columns.split(', '), format };
    await session.insert({ ...target, values: call.rows, settings: call.settings });
    return Buffer.alloc(0);
  }
  for (const [name, value] of Object.entries(call.settings)) session.query(`SET ${name} = '${value}'`);
  // The format that a statement names goes first; it is cut off since the library wants it apart.
  const format = / FORMAT (\w+)\s*$/.exec(call.query);
  const sql = format ? call.query.slice(0, format.index) : call.query;
  const result = await session.queryBindAsync(sql, call.params, { format: format?.[1] ?? 'Null' });
  return Buffer.from(result.bytes());
}

function fail(response: ServerResponse, error: unknown): void {
  response.statusCode = 500;
  response.end(error instanceof Error ? error.message : String(error));
}
