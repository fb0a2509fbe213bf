import type Database from 'better-sqlite3';
import type { SpooledHit } from '../../core/scans/scan.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import { encodeHits } from './group-body.ts';
import type { FixedBatch, LinkRow, Meta } from './messages.ts';

const schema = `
CREATE TABLE IF NOT EXISTS groups(
  seq INTEGER PRIMARY KEY, count INTEGER NOT NULL, last_id INTEGER NOT NULL, hits TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS batch(id TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS links(slug TEXT PRIMARY KEY, code_id TEXT NOT NULL, link TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_code ON links(code_id);
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS salts(day TEXT PRIMARY KEY, salt TEXT NOT NULL) WITHOUT ROWID;
`;

/** What is known of the file without asking it. */
interface Counts {
  nextSeq: number;
  lastHitId: number;
  depth: number;
  /** The last group that is in the store. */
  releasedSeq: number;
  /** Released groups by the time of their release. */
  kept: readonly { readonly lastSeq: number; readonly atMs: number }[];
}

/**
 * The node's own file: the spool of hits, the redirect map, and a few facts of the node. One thread writes it.
 * Durability: `safe` syncs every commit to the disk (WAL, synchronous=FULL); `fast` leaves that to the system and
 * syncs only when the log is moved into the file (NORMAL): a power cut then takes the latest commits, and never
 * the file.
 */
export class NodeFile {
  readonly #db: Database.Database;
  readonly #statements: Statements;
  /** What a failed commit has to take back. */
  #counts: Counts;

  constructor(file: string, durability: 'safe' | 'fast') {
    this.#db = openSqlite(file, { synchronous: durability === 'safe' ? 'full' : 'normal' });
    // A page that is written, drained and reused between two checkpoints never reaches the file itself.
    this.#db.pragma('wal_autocheckpoint = 4000');
    this.#db.exec(schema);
    const statements = prepare(this.#db);
    this.#statements = statements;
    const releasedSeq = this.#number('released_seq');
    this.#counts = {
      nextSeq: Math.max(this.#number('last_seq'), pluck(statements.maxSeq)) + 1,
      lastHitId: Math.max(this.#number('last_hit_id'), pluck(statements.maxId)),
      depth: pluck(statements.countAfter, releasedSeq),
      releasedSeq,
      kept: [{ lastSeq: releasedSeq, atMs: Date.now() }],
    };
  }

  /** Runs `work` in one transaction, durable when it returns; throws and changes nothing when it fails. */
  commit(work: () => void): void {
    const before = this.#counts;
    this.#counts = { ...before };
    try {
      this.#statements.begin.run();
      work();
      this.#statements.commit.run();
    } catch (error) {
      if (this.#db.inTransaction) this.#statements.rollback.run();
      this.#counts = before;
      throw error;
    }
  }

  /** Within `commit`: a group of hits, as one row: a row of its own for each hit costs three times the work. */
  insertGroup(hits: readonly SpooledHit[]): void {
    const counts = this.#counts;
    const lastId = hits.reduce((last, hit) => Math.max(last, hit.id), 0);
    this.#statements.insertGroup.run(counts.nextSeq, hits.length, lastId, encodeHits(hits));
    counts.nextSeq += 1;
    counts.depth += hits.length;
    counts.lastHitId = Math.max(counts.lastHitId, lastId);
  }

  /** Within `commit`: the open batch if there is one, else a new one of about `hitsMax` hits (whole groups), or null. */
  fixBatch(newId: string, hitsMax: number): FixedBatch | null {
    const open = this.#statements.openBatch.get() as FixedBatch | undefined;
    if (open) return open;
    const range = { first: 0, last: 0, hits: 0 };
    for (const row of this.#statements.groupsAfter.iterate(this.#counts.releasedSeq)) {
      const { seq, count } = row as { seq: number; count: number };
      if (range.hits > 0 && range.hits + count > hitsMax) break;
      range.first ||= seq;
      range.last = seq;
      range.hits += count;
    }
    if (range.hits === 0) return null;
    this.#statements.insertBatch.run(newId, range.first, range.last);
    return { id: newId, firstSeq: range.first, lastSeq: range.last };
  }

  /** Within `commit`: the batch is in the store; its hits may go once they are older than `keepMs`. */
  releaseBatch(lastSeq: number, nowMs: number, keepMs: number): void {
    const counts = this.#counts;
    this.#statements.deleteBatch.run();
    counts.depth -= pluck(this.#statements.countBetween, counts.releasedSeq, lastSeq);
    counts.releasedSeq = Math.max(counts.releasedSeq, lastSeq);
    this.setMeta({
      released_seq: String(counts.releasedSeq),
      last_hit_id: String(counts.lastHitId),
      last_seq: String(counts.nextSeq - 1),
    });
    const kept = [...counts.kept, { lastSeq: counts.releasedSeq, atMs: nowMs }];
    // In the order of their release: a clock that went back keeps more, never less.
    const young = kept.findIndex(({ atMs }) => atMs >= nowMs - keepMs);
    counts.kept = kept.slice(young);
    const old = kept[young - 1];
    if (old) this.#statements.deleteGroups.run(old.lastSeq);
  }

  /** Within `commit`. A null link takes the code's row away. */
  putLinks(rows: readonly LinkRow[]): void {
    for (const row of rows) {
      this.#statements.deleteLink.run(row.codeId, row.slug);
      if (row.link !== null) this.#statements.putLink.run(row.slug, row.codeId, row.link);
    }
  }

  /** Within `commit`. */
  clearLinks(): void {
    this.#statements.clearLinks.run();
  }

  findLinks(slugs: readonly string[]): (string | null)[] {
    return slugs.map((slug) => (this.#statements.findLink.get(slug) as string | undefined) ?? null);
  }

  /** Within `commit`. */
  setMeta(meta: Meta): void {
    for (const [name, value] of Object.entries(meta)) this.#statements.setMeta.run(name, value);
  }

  meta(): Meta {
    return Object.fromEntries(this.#statements.allMeta.raw().all() as [string, string][]);
  }

  /**
   * Outside `commit`. Overwrites what it deletes, so that an old salt cannot be found on the disk.
   * @returns false when a reader kept the log from being emptied: to be called again
   */
  replaceSalts(salts: readonly [string, string][]): boolean {
    this.#db.pragma('secure_delete = ON');
    this.commit(() => {
      this.#statements.deleteSalts.run();
      for (const [day, salt] of salts) this.#statements.putSalt.run(day, salt);
    });
    this.#db.pragma('secure_delete = OFF');
    // The log still holds the pages as they were: it is emptied as well.
    return this.#db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  }

  salts(): readonly [string, string][] {
    return this.#statements.allSalts.raw().all() as [string, string][];
  }

  /** Hits that are not released. */
  depth(): number {
    return this.#counts.depth;
  }

  /** The greatest scan id ever committed, 0 if none. */
  lastHitId(): number {
    return this.#counts.lastHitId;
  }

  close(): void {
    this.#db.close();
  }

  #number(name: string): number {
    return Number(this.#statements.getMeta.get(name) ?? 0);
  }
}

function prepare(db: Database.Database) {
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    maxSeq: db.prepare('SELECT coalesce(max(seq), 0) FROM groups').pluck(),
    maxId: db.prepare('SELECT coalesce(max(last_id), 0) FROM groups').pluck(),
    countAfter: db.prepare('SELECT coalesce(sum(count), 0) FROM groups WHERE seq > ?').pluck(),
    countBetween: db.prepare('SELECT coalesce(sum(count), 0) FROM groups WHERE seq > ? AND seq <= ?').pluck(),
    insertGroup: db.prepare('INSERT INTO groups VALUES (?, ?, ?, ?)'),
    groupsAfter: db.prepare('SELECT seq, count FROM groups WHERE seq > ? ORDER BY seq'),
    openBatch: db.prepare('SELECT id, first_seq AS firstSeq, last_seq AS lastSeq FROM batch'),
    insertBatch: db.prepare('INSERT INTO batch VALUES (?, ?, ?)'),
    deleteBatch: db.prepare('DELETE FROM batch'),
    deleteGroups: db.prepare('DELETE FROM groups WHERE seq <= ?'),
    deleteLink: db.prepare('DELETE FROM links WHERE code_id = ? OR slug = ?'),
    putLink: db.prepare('INSERT INTO links VALUES (?, ?, ?)'),
    clearLinks: db.prepare('DELETE FROM links'),
    findLink: db.prepare('SELECT link FROM links WHERE slug = ?').pluck(),
    setMeta: db.prepare(
      'INSERT INTO meta VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value',
    ),
    getMeta: db.prepare('SELECT value FROM meta WHERE name = ?').pluck(),
    allMeta: db.prepare('SELECT name, value FROM meta'),
    deleteSalts: db.prepare('DELETE FROM salts'),
    putSalt: db.prepare('INSERT INTO salts VALUES (?, ?)'),
    allSalts: db.prepare('SELECT day, salt FROM salts ORDER BY day'),
  };
}

type Statements = ReturnType<typeof prepare>;

function pluck(statement: Database.Statement, ...values: unknown[]): number {
  return statement.get(...values) as number;
}
