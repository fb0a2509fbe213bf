import { type Kysely, sql } from 'kysely';
import type { SharedTries } from '../../core/accounts/shared-tries.ts';
import type { Tables } from '../schema.ts';

/** A row whose time is over says no more than none: as often as this, those are deleted. */
const cleanEveryMs = 60_000;
const cleanRowsMax = 10_000;

const nowMs = sql`(extract(epoch from statement_timestamp()) * 1000)::bigint`;

interface Row {
  readonly scope: string;
  readonly ms: number;
}

export function sharedTriesOf(db: Kysely<Tables>, onError: (error: unknown) => void): SharedTries {
  let cleanAt = 0;
  const clean = async () => {
    const at = performance.now();
    if (at < cleanAt) return;
    cleanAt = at + cleanEveryMs;
    // Rows that somebody counts in at the moment are left: two who wait for each other would both fail.
    await sql`
      delete from tries where scope in (
        select scope from tries where full_at <= ${nowMs} limit ${cleanRowsMax} for update skip locked
      )`.execute(db);
  };
  return {
    async read(scopes) {
      const { rows } = await sql<Row>`
        select scope, full_at - ${nowMs} as ms from tries where scope in (${sql.join(scopes)})`.execute(db);
      return inOrder(scopes, rows);
    },
    async add(charges) {
      // Nobody who signs in waits for it, or fails by it.
      void clean().catch(onError);
      // Always in the same order, so that two with the same rows do not wait for each other.
      const sorted = charges.toSorted((a, b) => (a.scope < b.scope ? -1 : 1));
      const values = sorted.map(({ scope, ms }) => sql`(${scope}, ${nowMs} + ${ms}::bigint)`);
      const { rows } = await sql<Row>`
        insert into tries as old (scope, full_at) values ${sql.join(values)}
        on conflict (scope) do update set
          full_at = greatest(old.full_at, ${nowMs}) + (excluded.full_at - ${nowMs})
        returning scope, full_at - ${nowMs} as ms`.execute(db);
      return inOrder(
        charges.map(({ scope }) => scope),
        rows,
      );
    },
  };
}

function inOrder(scopes: readonly string[], rows: readonly Row[]): readonly number[] {
  const left = new Map(rows.map(({ scope, ms }) => [scope, ms]));
  return scopes.map((scope) => Math.max(0, left.get(scope) ?? 0));
}
