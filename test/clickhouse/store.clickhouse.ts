import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Code } from '../../src/core/codes/code.ts';
import { packFlags } from '../../src/core/scans/hit.ts';
import type { PackStore } from '../../src/core/stats/port.ts';
import type { StoreWrites } from '../../src/core/store.ts';
import { migrateStore, type StoreOptions } from '../../src/store/open.ts';
import { packsContract } from '../store/packs.contract.ts';
import {
  allClasses,
  atMs,
  everything,
  hitOfDay,
  makeCode,
  makeWorkspace,
  newHit,
  newPack,
  noWrite,
  openRoom,
  readPacks,
  readRows,
  today,
} from '../store/room.ts';
import { scanHistoryContract } from '../store/scan-history.contract.ts';
import { scansContract } from '../store/scans.contract.ts';
import { sinkContract } from '../store/sink.contract.ts';
import { statReadsContract } from '../store/stat-reads.contract.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type ClickHouseServer, startClickHouse } from './server.ts';

let postgres: PostgresServer;
let clickhouse: ClickHouseServer;
let databases = 0;

async function freshDatabase(): Promise<StoreOptions & { readonly clickhouseUrl: string }> {
  databases += 1;
  const url = await postgres.url(`test_${databases}`);
  return { url, clickhouseUrl: clickhouse.url(), file: '', durability: 'safe' };
}

beforeAll(async () => {
  postgres = await startPostgres();
  clickhouse = await startClickHouse();
});

afterAll(async () => {
  await clickhouse.stop();
  await postgres.stop();
});

describe('PostgreSQL with ClickHouse', () => {
  scansContract(freshDatabase);
  sinkContract(freshDatabase);
  scanHistoryContract(freshDatabase);
  packsContract(freshDatabase);
  statReadsContract(freshDatabase);
});

/** Lets transactions that count a batch fail at their end, when the rows are in ClickHouse. */
async function breakCounting(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(`create function fail() returns trigger language plpgsql as
    $$ begin raise exception 'the server died here'; end $$`);
  await client.query(
    'create trigger fail before insert or update on drains for each row execute function fail()',
  );
  return { client, repair: () => client.query('drop trigger fail on drains') };
}

async function roomWithCode() {
  const options = await freshDatabase();
  const room = await openRoom(async () => options);
  const workspace = await makeWorkspace(room.store);
  const code = await makeCode(room.store, workspace);
  const packs = await room.openPacks();
  const seen = () => packs.read((snapshot) => readRows(snapshot, [code.num]));
  const totals = async () => (await room.store.scans.totals([code.num], allClasses)).get(code.num) ?? 0;
  return { ...room, options, workspace, code, packs, seen, totals };
}

async function sealAll(packs: PackStore, code: Code): Promise<void> {
  await packs.claim('sealer', atMs, 60_000);
  await packs.closeDays('sealer', today);
  await packs.write('sealer', { ...noWrite, packs: [newPack(code, 22)] });
  await packs.setSealed('sealer', today);
}

describe('a batch that broke off between ClickHouse and PostgreSQL', () => {
  test('is in no statistics until it comes again, and is then counted once, by whichever sink', async () => {
    const { options, store, workspace, code, openSink, seen, totals } = await roomWithCode();
    const sink = await openSink();
    const before = { id: 'b1', spool: 's1', hits: [newHit(code, 0), newHit(code, 1)] };
    await sink.storeBatch(before);
    const { repair } = await breakCounting(options.url);
    // One of them was stored by the batch before, which is the other reason to find a hit in the table.
    const batch = { id: 'b2', spool: 's2', hits: [newHit(code, 1), newHit(code, 2), newHit(code, 3)] };
    await expect(sink.storeBatch(batch)).rejects.toThrow('the server died here');
    await expect(sink.storeBatch(batch)).rejects.toThrow('the server died here');
    expect(await store.scans.count(code.num, everything)).toBe(4);
    expect([await totals(), await seen()].flat()).toHaveLength(3);
    await repair();
    const result = await (await openSink()).storeBatch(batch);
    expect(result).toMatchObject({ inserted: 2, orphaned: 0 });
    expect(result.stored).toEqual([code.num, newHit(code, 2).id, code.num, newHit(code, 3).id]);
    expect(await totals()).toBe(4);
    expect(await store.workspaces.scansInMonth(workspace.num, '2026-11')).toBe(4);
    expect(await seen()).toHaveLength(4);
    expect(await store.scans.count(code.num, everything)).toBe(4);
    expect((await sink.storeBatch(batch)).inserted).toBe(0);
    expect(await totals()).toBe(4);
  });

  test('comes back whole when rows of it were erased meanwhile', async () => {
    const { options, code, openSink, seen, totals } = await roomWithCode();
    const sink = await openSink();
    const { repair } = await breakCounting(options.url);
    const batch = { id: 'b1', spool: 's1', hits: [newHit(code, 0), newHit(code, 1), newHit(code, 2)] };
    await expect(sink.storeBatch(batch)).rejects.toThrow('the server died here');
    await clickhouse.query(options.clickhouseUrl, `DELETE FROM scans WHERE id <> ${newHit(code, 1).id}`);
    await repair();
    await sink.storeBatch(batch);
    expect(await seen()).toHaveLength(3);
    expect(await totals()).toBe(3);
  });

  test('holds pruning of its days back, since it may bring late hits', async () => {
    const { options, store, code, openSink, packs } = await roomWithCode();
    const sink = await openSink();
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: [hitOfDay(code, today - 2, 0)] });
    await sealAll(packs, code);
    const { repair } = await breakCounting(options.url);
    const late = { id: 'b2', spool: 's2', hits: [hitOfDay(code, today - 2, 1)] };
    await expect(sink.storeBatch(late)).rejects.toThrow('the server died here');
    const prune = () => store.transact((tx) => tx.scans.pruneSome(code.num, 0, today, 1_000));
    expect(await prune()).toBe(0);
    await repair();
    await sink.storeBatch(late);
    expect(await packs.read((snapshot) => snapshot.lateHits())).toEqual([
      { code: code.num, id: late.hits[0]!.id },
    ]);
    await packs.write('sealer', { ...noWrite, settled: [{ code: code.num, id: late.hits[0]!.id }] });
    expect(await prune()).toBe(2);
  });

  test('is not waited for when its server is away for more than a week, and is whole when that comes back', async () => {
    const { options, store, reports, code, openSink, packs, totals } = await roomWithCode();
    const sink = await openSink();
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: [hitOfDay(code, today - 2, 0)] });
    await sealAll(packs, code);
    const { client, repair } = await breakCounting(options.url);
    const late = { id: 'b2', spool: 'the one', hits: [hitOfDay(code, today - 2, 1)] };
    await expect(sink.storeBatch(late)).rejects.toThrow('the server died here');
    const prune = () => store.transact((tx) => tx.scans.pruneSome(code.num, 0, today, 1_000));
    await client.query("update clickhouse_batches set at = now() - interval '6 days'");
    expect(await prune()).toBe(0);
    await client.query("update clickhouse_batches set at = now() - interval '8 days'");
    expect([await prune(), await prune()]).toEqual([2, 0]);
    expect(reports.splice(0).map(String)).toEqual([expect.stringContaining('the one')]);
    await repair();
    await sink.storeBatch(late);
    expect(await totals()).toBe(2);
    expect(await packs.read((snapshot) => snapshot.lateHits())).toEqual([
      { code: code.num, id: late.hits[0]!.id },
    ]);
  });
});

/** Lets a transaction roll back when ClickHouse has done its part. */
const rolledBack = new Error('PostgreSQL did not commit');

describe('a change that PostgreSQL takes back when ClickHouse has made it', () => {
  test('of pruned days: they are marked all the same, since their rows are gone', async () => {
    const { store, code, openSink, packs, seen } = await roomWithCode();
    const hits = [2, 1].map((days) => hitOfDay(code, today - days, 0));
    await (await openSink()).storeBatch({ id: 'b1', spool: 's1', hits });
    await sealAll(packs, code);
    const pruning = store.transact(async (tx) => {
      await tx.scans.pruneSome(code.num, 0, today - 1, 1_000);
      throw rolledBack;
    });
    await expect(pruning).rejects.toBe(rolledBack);
    expect(await seen()).toHaveLength(1);
    const [pack] = await packs.read((snapshot) => readPacks(snapshot, [code.num]));
    expect(pack?.erasedDays).toBe(1 << 18);
  });

  const bot = packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' });

  async function roomWithHalfReflag() {
    const room = await roomWithCode();
    const { store, code, workspace, openSink, packs } = room;
    const hits = [2, 2, 1].map((days, index) => hitOfDay(code, today - days, index));
    await (await openSink()).storeBatch({ id: 'b1', spool: 's1', hits });
    await sealAll(packs, code);
    const reflag = (changed = hits.slice(0, 2), flags = bot) => {
      const changes = changed.map(({ id }) => ({ id, flags }));
      return (tx: StoreWrites) => tx.scans.reflag(code.num, workspace.num, changes);
    };
    const broken = store.transact(async (tx) => {
      await reflag()(tx);
      throw rolledBack;
    });
    await expect(broken).rejects.toBe(rolledBack);
    const countsOf = async () => {
      const scans = await store.workspaces.scansInMonth(workspace.num, '2026-11');
      const [real, bots] = [[0], [1]].map((classes) => store.scans.totals([code.num], classes));
      return [scans, (await real!).get(code.num), (await bots!).get(code.num)];
    };
    const flagsOf = async () => (await store.scans.flagsAfter(code.num, -1, 10)).map((hit) => hit.flags);
    return { ...room, hits, reflag, countsOf, flagsOf };
  }

  test('of flags: they are read as they are counted, so that a further run counts them', async () => {
    const { store, packs, code, hits, reflag, countsOf, flagsOf } = await roomWithHalfReflag();
    expect([await countsOf(), await flagsOf()]).toEqual([
      [3, 3, undefined],
      [0, 0, 0],
    ]);
    await store.transact(reflag());
    expect([await countsOf(), await flagsOf()]).toEqual([
      [1, 1, 2],
      [bot, bot, 0],
    ]);
    expect(await packs.read((snapshot) => snapshot.lateHits())).toEqual([
      { code: code.num, id: hits[0]!.id },
    ]);
    await store.transact(reflag(hits.slice(1, 2), 0));
    expect(await countsOf()).toEqual([2, 2, 1]);
  });

  test('of flags: they are counted before their hits are pruned, and their days sealed anew', async () => {
    const { store, code, countsOf, flagsOf } = await roomWithHalfReflag();
    expect(await store.transact((tx) => tx.scans.pruneSome(code.num, 0, today, 1_000))).toBe(1);
    expect([await countsOf(), await flagsOf()]).toEqual([
      [1, 1, 2],
      [bot, bot],
    ]);
  });
});

describe('an outage of ClickHouse', () => {
  test('stores and counts nothing, is told as one, and harms nothing', async () => {
    const { code, store, openSink, seen, totals } = await roomWithCode();
    const sink = await openSink();
    const batch = { id: 'b1', spool: 's1', hits: [newHit(code, 0), newHit(code, 1)] };
    clickhouse.refuse(true);
    onTestFinished(() => clickhouse.refuse(false));
    await expect(sink.storeBatch(batch)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.scans.count(code.num, everything)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await totals()).toBe(0);
    clickhouse.refuse(false);
    expect((await sink.storeBatch(batch)).inserted).toBe(2);
    expect(await seen()).toHaveLength(2);
  });
});

describe('a change of engines', () => {
  test('is refused while PostgreSQL holds scans; once they are moved as the guide says, all are there', async () => {
    const options = await freshDatabase();
    const alone = { url: options.url, file: '', durability: 'safe' } as const;
    const room = await openRoom(async () => alone);
    const code = await makeCode(room.store, await makeWorkspace(room.store));
    const hits = Array.from({ length: 50 }, (_, index) => newHit(code, index));
    await (await room.openSink()).storeBatch({ id: 'b1', spool: 's1', hits });
    const before = await room.store.scans.list(code.num, everything, 'oldest', 0, 100);
    await expect(migrateStore(options)).rejects.toThrow('PostgreSQL still holds scans');
    await migrateStore(alone);
    const { host, pathname } = new URL(options.url);
    await clickhouse.query(
      options.clickhouseUrl,
      `INSERT INTO scans (code_num, id, geo, ua, ref, visitor, flags)
        SELECT code_num, id, geo, ua, ref, visitor, flags
        FROM postgresql('${host}', '${pathname.slice(1)}', 'scans', 'postgres', 'password')`,
    );
    const client = new Client({ connectionString: options.url });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('truncate scans');
    const moved = await openRoom(async () => options);
    expect(await moved.store.scans.list(code.num, everything, 'oldest', 0, 100)).toEqual(before);
    await (await moved.openSink()).storeBatch({ id: 'b2', spool: 's1', hits: [hits[0]!, newHit(code, 99)] });
    const reads = await moved.openReads();
    expect(await reads.read((snapshot) => readRows(snapshot, [code.num]))).toHaveLength(51);
    expect(await moved.store.scans.totals([code.num], allClasses)).toEqual(new Map([[code.num, 51]]));
  });

  test('back to PostgreSQL alone is refused while nobody has brought the scans back', async () => {
    const { options } = await roomWithCode();
    await expect(migrateStore({ ...options, clickhouseUrl: '' })).rejects.toThrow('are in ClickHouse');
    await migrateStore(options);
  });
});
