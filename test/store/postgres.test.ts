import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { revokeKey } from '../../src/core/keys/create.ts';
import type { ScanSignal } from '../../src/core/store.ts';
import { migrateStore, openStore, type StoreOptions } from '../../src/store/open.ts';
import { StoreListener } from '../../src/store/postgres/listener.ts';
import { clientConfig } from '../../src/store/postgres/pool.ts';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { accountsContract } from './accounts.contract.ts';
import { blockingContract } from './blocking.contract.ts';
import { brandsContract } from './brands.contract.ts';
import { changesContract } from './changes.contract.ts';
import { codeListsContract } from './code-lists.contract.ts';
import { codesContract } from './codes.contract.ts';
import { designsContract } from './designs.contract.ts';
import { foldersContract } from './folders.contract.ts';
import { keyUseContract } from './key-use.contract.ts';
import { keysContract } from './keys.contract.ts';
import { migrationsContract } from './migrations.contract.ts';
import { nodesContract } from './nodes.contract.ts';
import { packsContract } from './packs.contract.ts';
import { peopleContract } from './people.contract.ts';
import { reportsContract } from './reports.contract.ts';
import {
  everyHit,
  everything,
  hitOfDay,
  makeCode,
  makeWorkspace,
  newChange,
  newHit,
  newKey,
  newPack,
  noWrite,
  openRoom,
  readPacks,
  readRows,
  today,
} from './room.ts';
import { scanHistoryContract } from './scan-history.contract.ts';
import { scansContract } from './scans.contract.ts';
import { sinkContract } from './sink.contract.ts';
import { statReadsContract } from './stat-reads.contract.ts';
import { workspacesContract } from './workspaces.contract.ts';

let server: PostgresServer;
let databases = 0;

async function freshDatabase(): Promise<StoreOptions> {
  databases += 1;
  return { url: await server.url(`test_${databases}`), file: '', durability: 'safe' };
}

/** Migrated already: copies of one that was are made in a fraction of the time. */
async function readyDatabase(): Promise<StoreOptions> {
  databases += 1;
  return { url: await server.copy('ready', `test_${databases}`), file: '', durability: 'safe' };
}

beforeAll(async () => {
  server = await startPostgres();
  await migrateStore({ url: await server.url('ready'), file: '', durability: 'safe' });
}, 60_000);

afterAll(() => server.stop());

describe('PostgreSQL', () => {
  accountsContract(readyDatabase);
  codesContract(readyDatabase);
  codeListsContract(readyDatabase);
  blockingContract(readyDatabase);
  foldersContract(readyDatabase);
  workspacesContract(readyDatabase);
  designsContract(readyDatabase);
  brandsContract(readyDatabase);
  keysContract(readyDatabase);
  keyUseContract(readyDatabase);
  changesContract(readyDatabase);
  nodesContract(readyDatabase);
  scansContract(readyDatabase);
  sinkContract(readyDatabase);
  scanHistoryContract(readyDatabase);
  packsContract(readyDatabase);
  peopleContract(readyDatabase);
  reportsContract(readyDatabase);
  statReadsContract(readyDatabase);
  migrationsContract(freshDatabase);

  test('a change that waits for its commit holds later ones back, so that none appears before it', async () => {
    const { options, store } = await openRoom(readyDatabase);
    const workspace = await makeWorkspace(store);
    const admin = await connect(options.url);
    const gate = Promise.withResolvers<void>();
    const appended = Promise.withResolvers<void>();
    const first = store.transact(async (tx) => {
      await tx.changes.append(newChange(workspace, { objectId: 'first' }));
      appended.resolve();
      await gate.promise;
    });
    await appended.promise;
    const second = store.transact((tx) => tx.changes.append(newChange(workspace, { objectId: 'second' })));
    await someoneWaits(admin);
    expect(await store.changes.lastSeq()).toBe(0);
    gate.resolve();
    await Promise.all([first, second]);
    const changes = await store.changes.listAfter(0, 10);
    expect(changes.map((change) => change.objectId)).toEqual(['first', 'second']);
  });

  test('a key is revoked while its workspace changes, and neither waits for the other for ever', async () => {
    const { options, store } = await openRoom(readyDatabase);
    const workspace = await makeWorkspace(store);
    const key = newKey(workspace);
    await store.transact((tx) => tx.keys.insert(key, 'hash'));
    const admin = await connect(options.url);
    const gate = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const deletion = store.transact(async (tx) => {
      await tx.workspaces.lock(workspace.id);
      await tx.changes.append(newChange(workspace));
      held.resolve();
      await gate.promise;
      await tx.keys.revoke(key.id, 1);
    });
    await held.promise;
    const core = { store, clock: { now: () => 2 } } as unknown as Core;
    const revoking = revokeKey(core, { kind: 'operator', id: null, name: 'Test' }, key);
    await someoneWaits(admin);
    gate.resolve();
    await Promise.all([deletion, revoking]);
    expect((await store.keys.find(key.id))?.revokedAt).toBe(1);
  });

  test('a code that is being deleted takes no more scans, not even of a batch on its way', async () => {
    const { options, store, openSink } = await openRoom(readyDatabase);
    const code = await makeCode(store, await makeWorkspace(store));
    const sink = await openSink();
    const admin = await connect(options.url);
    const gate = Promise.withResolvers<void>();
    const buried = Promise.withResolvers<void>();
    const deletion = store.transact(async (tx) => {
      await tx.codes.bury([code], 1);
      buried.resolve();
      await gate.promise;
    });
    await buried.promise;
    const batch = sink.storeBatch({ id: 'b1', spool: 's1', hits: [newHit(code, 0)] });
    await someoneWaits(admin);
    gate.resolve();
    await deletion;
    expect(await batch).toMatchObject({ inserted: 0, orphaned: 1 });
    expect(await store.scans.count(code.num, everything)).toBe(0);
  });

  test('days are closed when the batches under way are stored, which snapshots then see', async () => {
    const { options, store, openSink, openPacks } = await openRoom(readyDatabase);
    const code = await makeCode(store, await makeWorkspace(store));
    const [sink, packs] = [await openSink(), await openPacks()];
    const [blocker, admin] = [await connect(options.url), await connect(options.url)];
    const [first, second, third] = everyHit(3, (index) => hitOfDay(code, today - 1, index));
    await packs.claim('sealer', 0, 1);
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: [first!] });
    await blocker.query("begin; select 1 from drains where spool = 's1' for update");
    const batch = sink.storeBatch({ id: 'b2', spool: 's1', hits: [second!] });
    await someoneWaits(admin);
    const closing = packs.closeDays('sealer', today);
    await someoneWaits(admin, 2);
    const state = await packs.read((snapshot) => snapshot.state());
    expect(state.closedDay).toBe(0);
    await blocker.query('commit');
    await closing;
    const seen = await packs.read((snapshot) => readRows(snapshot, [code.num]));
    expect(seen.map((hit) => hit.id)).toEqual([first!.id, second!.id]);
    await batch;
    await sink.storeBatch({ id: 'b3', spool: 's1', hits: [third!] });
    const late = await packs.read((snapshot) => snapshot.lateHits());
    expect(late).toEqual([{ code: code.num, id: third!.id }]);
  });

  test('a late hit that is stored while its day is pruned stays, and is noted', async () => {
    const { options, store, openSink, openPacks } = await openRoom(readyDatabase);
    const code = await makeCode(store, await makeWorkspace(store));
    const [sink, packs] = [await openSink(), await openPacks()];
    const [blocker, admin] = [await connect(options.url), await connect(options.url)];
    const hits = everyHit(6, (index) => hitOfDay(code, today - 1, index));
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: hits.filter((_, index) => index !== 2) });
    await packs.claim('sealer', 0, 1);
    await packs.closeDays('sealer', today);
    await packs.write('sealer', { ...noWrite, packs: [newPack(code, 22)] });
    await packs.setSealed('sealer', today);
    // The late days are read, and then the packs.
    await blocker.query('begin; lock table packs in access exclusive mode');
    const pruning = store.transact((tx) => tx.scans.pruneSome(code.num, 0, today, 100));
    await someoneWaits(admin);
    await sink.storeBatch({ id: 'b2', spool: 's1', hits: [hits[2]!] });
    await blocker.query('commit');
    expect(await pruning).toBe(5);
    await packs.read(async (snapshot) => {
      const late = [{ code: code.num, id: hits[2]!.id }];
      expect(await readRows(snapshot, [code.num])).toEqual(late);
      expect(await snapshot.lateHits()).toEqual(late);
      expect(await readPacks(snapshot, [code.num])).toMatchObject([{ erasedDays: 1 << 19 }]);
    });
  });

  test('other nodes are told which hits were stored, however many, and when some may have been missed', async () => {
    const { options, store, reports, open, openSink } = await openRoom(readyDatabase);
    const workspace = await makeWorkspace(store);
    const codes = [await makeCode(store, workspace), await makeCode(store, workspace)];
    const other = await open();
    const signals: ScanSignal[] = [];
    let listening = Promise.withResolvers<void>();
    other.watchScans(
      (stored) => void signals.push(...stored),
      () => listening.resolve(),
    );
    await listening.promise;
    const sink = await openSink();
    const hits = codes.flatMap((code) => everyHit(2_000, (index) => newHit(code, index * 7)));
    await sink.storeBatch({ id: 'b1', spool: 'spool one', hits });
    await sink.storeBatch({ id: 'b1', spool: 'spool one', hits });
    await sink.storeBatch({ id: 'b2', spool: 's2', hits: [hits[0]!, newHit(codes[0]!, 1)] });
    await eventually(() => expect(signals.at(-1)?.spool).toBe('s2'));
    const last = signals.pop();
    const id = newHit(codes[0]!, 1).id;
    const { num, workspaceNum } = codes[0]!;
    expect(last).toEqual({ spool: 's2', workspace: workspaceNum, code: num, ids: [id] });
    const told = signals.flatMap((signal) => signal.ids.map((each) => [signal.code, each]));
    expect(told).toEqual(hits.map((hit) => [hit.code, hit.id]));
    for (const signal of signals) expect(signal).toMatchObject({ spool: 'spool one' });
    listening = Promise.withResolvers<void>();
    const admin = await connect(options.url);
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`);
    await listening.promise;
    expect(reports.splice(0)).not.toEqual([]);
  });

  test('a connection that is dead and says nothing is found out and made anew, and what it missed is told', async () => {
    const { options } = await openRoom(readyDatabase);
    const [failed, missed] = [Promise.withResolvers<unknown>(), Promise.withResolvers<void>()];
    let connections = 0;
    const check = { everyMs: 20, answerMs: 200 };
    const listener = new StoreListener(clientConfig(options.url), failed.resolve, check);
    onTestFinished(() => listener.close());
    const listening = new Promise<void>((resolve) => {
      listener.addScans({
        onStored() {},
        onMissed() {
          connections += 1;
          resolve();
          if (connections === 2) missed.resolve();
        },
      });
    });
    await listening;
    await server.pause();
    try {
      expect(await failed.promise).toMatchObject({ message: 'Query read timeout' });
    } finally {
      await server.resume();
    }
    await missed.promise;
  });

  test('scans lie in a partition for each month, made once by whoever comes first', async () => {
    const { options, store, openSink } = await openRoom(readyDatabase);
    const code = await makeCode(store, await makeWorkspace(store));
    const sinks = [await openSink(), await openSink()];
    const month = 30 * 86_400_000;
    const hits = [newHit(code, 0), newHit(code, month), newHit(code, 3 * month)];
    await Promise.all(sinks.map((sink, index) => sink.storeBatch({ id: 'b1', spool: `s${index}`, hits })));
    const admin = await connect(options.url);
    const { rows } = await admin.query<{ name: string; ids: number }>(
      `select tableoid::regclass::text as name, count(*)::int as ids from scans group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { name: 'scans_2026_11', ids: 1 },
      { name: 'scans_2026_12', ids: 1 },
      { name: 'scans_2027_02', ids: 1 },
    ]);
  });

  test('the file of the table keeps no salt whose day is over', async () => {
    const { options, store } = await openRoom(readyDatabase);
    const admin = await connect(options.url);
    const keeps = async (salt: string) => {
      await admin.query('checkpoint');
      const { rows } = await admin.query<{ found: boolean }>(
        `select position($1::bytea in pg_read_binary_file(pg_relation_filepath('visitor_salts'))) > 0 as found`,
        [Buffer.from(salt)],
      );
      return rows[0]?.found;
    };
    await store.transact((tx) => tx.nodes.salts(['2026-11-20'], () => 'salt-before'));
    expect(await keeps('salt-before')).toBe(true);
    await store.transact((tx) => tx.nodes.salts(['2026-11-21'], () => 'salt-of-today'));
    expect(await keeps('salt-before')).toBe(false);
    expect(await keeps('salt-of-today')).toBe(true);
  });

  test('a server that stops makes calls unavailable, and all goes on when it is back', async () => {
    const { store, reports, open, openSink } = await openRoom(readyDatabase);
    const workspace = await makeWorkspace(store);
    const code = await makeCode(store, workspace);
    const [sink, other] = [await openSink(), await open()];
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: [newHit(code, 0)] });
    let heard: () => void = () => {};
    store.watch(() => heard());
    const interrupted = store.transact(async (tx) => {
      await tx.workspaces.setPlan(workspace.id, 'pro');
      await server.stopServer();
      await tx.workspaces.setPlan(workspace.id, 'business');
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'unavailable' });
    const batch = { id: 'b2', spool: 's1', hits: [newHit(code, 1)] };
    for (const call of [
      store.ping(),
      store.workspaces.list(),
      sink.storeBatch(batch),
      makeWorkspace(store),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    }
    await server.startServer();
    expect(await store.workspaces.find(workspace.id)).toEqual(workspace);
    expect(await sink.storeBatch(batch)).toMatchObject({ inserted: 1 });
    const told = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await other.transact((tx) => tx.changes.append(newChange(workspace)));
    await told;
    expect(reports.splice(0)).not.toEqual([]);
  });

  test('a store opens while its server is away, says so when asked, and closes', async () => {
    const reports: unknown[] = [];
    const told = Promise.withResolvers<void>();
    const options = { url: 'postgres://nobody@127.0.0.1:1/none', file: '', durability: 'safe' } as const;
    const store = await openStore(options, (error) => {
      reports.push(error);
      told.resolve();
    });
    store.watch(() => {});
    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(migrateStore(options)).rejects.toMatchObject({ code: 'unavailable' });
    await told.promise;
    await store.close();
    expect(reports).toMatchObject([{ code: 'ECONNREFUSED' }]);
  });

  test('a server that is silent is told as unavailable by ping within seconds', async () => {
    const { store } = await openRoom(readyDatabase);
    await store.ping();
    await server.pause();
    try {
      await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      await server.resume();
    }
    await store.ping();
  }, 10_000);
});

async function connect(url: string): Promise<Client> {
  const client = new Client(url);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Resolves when a session of this database waits for a lock, or as many as are asked for. */
async function someoneWaits(client: Client, sessions = 1): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length >= sessions) return;
  }
}
