import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { beginImmediate, type Connection, openConnection, rollback } from './connection.ts';
import type { QueryRows, ThreadData, ThreadFailure, ThreadReply, ThreadRequest } from './thread-message.ts';
import { openedId } from './thread-message.ts';

/** The thread that owns one connection: it takes requests one by one, in the order in which they were sent. */

const statementsMax = 256;

interface CachedStatement {
  readonly statement: Database.Statement<unknown[]>;
  readonly columns: readonly string[];
}

const statements = new Map<string, CachedStatement>();
const nothing: QueryRows = { columns: [], rows: [], changes: 0 };

function serve(port: NonNullable<typeof parentPort>, options: ThreadData): void {
  const reply = (message: ThreadReply) => port.postMessage(message);
  let db: Connection;
  try {
    db = openConnection(options);
  } catch (error) {
    reply({ id: openedId, failure: failureOf(error) });
    return;
  }
  reply({ id: openedId, result: nothing });
  port.on('message', (request: ThreadRequest) => {
    try {
      reply({ id: request.id, result: answer(db, options, request) });
    } catch (error) {
      reply({ id: request.id, failure: failureOf(error) });
    }
    if (request.do === 'close') port.close();
  });
}

function answer(db: Connection, options: ThreadData, request: ThreadRequest): QueryRows {
  if (request.do === 'query') return query(db, request.sql, request.parameters);
  if (request.do === 'begin') beginImmediate(db, options.busyMs);
  else if (request.do === 'commit') db.exec('COMMIT');
  else if (request.do === 'rollback') rollback(db);
  else db.close();
  return nothing;
}

function query(db: Connection, sql: string, parameters: readonly unknown[]): QueryRows {
  const { statement, columns } = prepare(db, sql);
  if (!statement.reader) return { ...nothing, changes: statement.run(...parameters).changes };
  const rows = statement.all(...parameters) as unknown[][];
  return { columns, rows, changes: rows.length };
}

/** The least recently used statement goes when the cache is full. */
function prepare(db: Connection, sql: string): CachedStatement {
  let cached = statements.get(sql);
  if (cached === undefined) {
    const statement = db.prepare<unknown[]>(sql);
    if (statement.reader) statement.raw();
    cached = { statement, columns: statement.reader ? statement.columns().map((column) => column.name) : [] };
  } else {
    statements.delete(sql);
  }
  statements.set(sql, cached);
  const [oldest] = statements.keys();
  if (statements.size > statementsMax && oldest !== undefined) statements.delete(oldest);
  return cached;
}

function failureOf(error: unknown): ThreadFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name: error.name, message: error.message, code };
}

if (parentPort !== null) serve(parentPort, workerData as ThreadData);
