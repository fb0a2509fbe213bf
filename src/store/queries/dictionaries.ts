import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** The tables that scans refer to by number, as the readers of one store know them. */
export interface Dictionaries {
  readonly places: RowCache<Selectable<Tables['geo_dict']>>;
  readonly agents: RowCache<Selectable<Tables['ua_dict']>>;
  readonly referrers: RowCache<Selectable<Tables['ref_dict']>>;
}

/** Agents are named anew when rules improve, by any process. */
const agentAgeMaxMs = 60_000;

export function createDictionaries(now = () => performance.now()): Dictionaries {
  return {
    places: new RowCache((db, ids) => db.selectFrom('geo_dict').selectAll().where('id', 'in', ids).execute()),
    agents: new RowCache(
      (db, ids) => db.selectFrom('ua_dict').selectAll().where('id', 'in', ids).execute(),
      agentAgeMaxMs,
      now,
    ),
    referrers: new RowCache((db, ids) =>
      db.selectFrom('ref_dict').selectAll().where('id', 'in', ids).execute(),
    ),
  };
}

const rowsMax = 20_000;

/**
 * Rows by id. Most are never changed once they are stored, and are remembered for ever. A look-up here in place of a
 * join also keeps a planner from reading whole dictionaries for a page of fifty rows.
 */
export class RowCache<Row extends { readonly id: number }> {
  readonly #read: (db: Db, ids: readonly number[]) => Promise<readonly Row[]>;
  readonly #ageMaxMs: number;
  readonly #now: () => number;
  readonly #rows = new Map<number, Row>();
  #emptiedAt = 0;

  /** @param ageMaxMs how long a row that was changed since may be given */
  constructor(
    read: (db: Db, ids: readonly number[]) => Promise<readonly Row[]>,
    ageMaxMs = Number.POSITIVE_INFINITY,
    now = () => 0,
  ) {
    this.#read = read;
    this.#ageMaxMs = ageMaxMs;
    this.#now = now;
  }

  /** The rows of these ids; asks the database for those not yet known. */
  async find(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, Row>> {
    this.#forgetOld();
    const found = new Map<number, Row>();
    const missing = new Set<number>();
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row === undefined) missing.add(id);
      else found.set(id, row);
    }
    for (const row of missing.size === 0 ? [] : await this.#read(db, [...missing])) {
      found.set(row.id, row);
      this.#remember(row);
    }
    return found;
  }

  /** All at once: rows need no time of their own. */
  #forgetOld(): void {
    const nowMs = this.#now();
    if (nowMs - this.#emptiedAt < this.#ageMaxMs) return;
    this.#rows.clear();
    this.#emptiedAt = nowMs;
  }

  /** When it is full, the one that was remembered first goes. */
  #remember(row: Row): void {
    this.#rows.set(row.id, row);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > rowsMax && oldest !== undefined) this.#rows.delete(oldest);
  }
}
