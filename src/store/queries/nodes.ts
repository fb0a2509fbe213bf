import type { Kysely } from 'kysely';
import type { NodeWrites } from '../../core/instance/nodes-port.ts';
import { nodeMax } from '../../core/scans/id.ts';
import type { Tables } from '../schema.ts';
import type { EngineLocks } from './engine-locks.ts';

export function nodeWrites(db: Kysely<Tables>, locks: EngineLocks): NodeWrites {
  return {
    salts: (days, make) => getSalts(db, locks, days, make),
    async leaseNode(holder, nowMs, leaseMs) {
      await locks.holdNodes();
      const leases = await db.selectFrom('nodes').selectAll().execute();
      const node = chooseNode(leases, holder, nowMs);
      if (node === undefined) return undefined;
      // The holder's own row goes too: a number found free can be another than the one it had.
      await db
        .deleteFrom('nodes')
        .where((eb) => eb.or([eb('node', '=', node), eb('holder', '=', holder)]))
        .execute();
      await db
        .insertInto('nodes')
        .values({ node, holder, leased_until: nowMs + leaseMs })
        .execute();
      return node;
    },
    secret: (draft) => keepSecret(db, draft),
  };
}

type Lease = Tables['nodes'];

/**
 * The holder's own number, even when its lease is over; else one that nobody ever had, else the one that has been
 * free for longest, since a node that cannot reach the database may go on with its old one.
 */
function chooseNode(leases: readonly Lease[], holder: string, nowMs: number): number | undefined {
  const own = leases.find((lease) => lease.holder === holder);
  if (own !== undefined) return own.node;
  const known = new Set(leases.map((lease) => lease.node));
  for (let node = 0; node <= nodeMax; node += 1) if (!known.has(node)) return node;
  const over = leases.filter((lease) => lease.leased_until <= nowMs);
  return over.toSorted((one, other) => one.leased_until - other.leased_until)[0]?.node;
}

/** Of what sessions are signed with, and what second factors are encrypted with. */
const secretName = 'sessions';

async function keepSecret(db: Kysely<Tables>, draft: string): Promise<string> {
  const kept = db.selectFrom('instance_secrets').select('secret').where('name', '=', secretName);
  const found = await kept.executeTakeFirst();
  if (found !== undefined) return found.secret;
  // Of two nodes that start at once, the first one's stands for both.
  await db
    .insertInto('instance_secrets')
    .values({ name: secretName, secret: draft })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await kept.executeTakeFirstOrThrow()).secret;
}

async function getSalts(
  db: Kysely<Tables>,
  locks: EngineLocks,
  days: readonly string[],
  make: () => string,
): Promise<ReadonlyMap<string, string>> {
  const firstDay = days.toSorted()[0];
  if (firstDay === undefined) return new Map();
  const known = await readSalts(db);
  const missing = days.filter((day) => !known.has(day));
  for (const day of missing) {
    // Another node may make it at the same time: the first salt stands for all.
    await db
      .insertInto('visitor_salts')
      .values({ day, salt: make() })
      .onConflict((conflict) => conflict.column('day').doNothing())
      .execute();
  }
  if ([...known.keys()].some((day) => day < firstDay)) await locks.destroySalts(firstDay);
  const salts = missing.length === 0 ? known : await readSalts(db);
  return new Map([...salts].filter(([day]) => days.includes(day)));
}

async function readSalts(db: Kysely<Tables>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('visitor_salts').selectAll().execute();
  return new Map(rows.map((row) => [row.day, row.salt]));
}
