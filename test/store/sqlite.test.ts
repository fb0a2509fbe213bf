import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allMigrations } from '../../src/store/migrations/list.ts';
import { migrateStore, openStore, type StoreOptions } from '../../src/store/open.ts';
import { ConnectionThread } from '../../src/store/sqlite/connection-thread.ts';
import { putReadyDatabase } from '../support/ready-database.ts';
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
import { migrationsContract, nextMigration } from './migrations.contract.ts';
import { nodesContract } from './nodes.contract.ts';
import { packsContract } from './packs.contract.ts';
import { peopleContract } from './people.contract.ts';
import { reportsContract } from './reports.contract.ts';
import { makeCode, makeWorkspace, newHit, openRoom } from './room.ts';
import { scanHistoryContract } from './scan-history.contract.ts';
import { scansContract } from './scans.contract.ts';
import { sinkContract } from './sink.contract.ts';
import { statReadsContract } from './stat-reads.contract.ts';
import { workspacesContract } from './workspaces.contract.ts';

async function freshFile(): Promise<StoreOptions> {
  const directory = await mkdtemp(join(tmpdir(), 'quietzone-store-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return { url: '', file: join(directory, 'quietzone.db'), durability: 'safe' };
}

async function readyFile(): Promise<StoreOptions> {
  const options = await freshFile();
  await putReadyDatabase(options.file);
  return options;
}

async function filesWith(text: string, file: string): Promise<string[]> {
  const names = await readdir(dirname(file));
  const contents = await Promise.all(names.map((name) => readFile(join(dirname(file), name))));
  return names.filter((_, index) => contents[index]!.includes(text));
}

describe('SQLite', () => {
  accountsContract(readyFile);
  codesContract(readyFile);
  codeListsContract(readyFile);
  blockingContract(readyFile);
  foldersContract(readyFile);
  workspacesContract(readyFile);
  designsContract(readyFile);
  brandsContract(readyFile);
  keysContract(readyFile);
  keyUseContract(readyFile);
  changesContract(readyFile);
  nodesContract(readyFile);
  scansContract(readyFile);
  sinkContract(readyFile);
  scanHistoryContract(readyFile);
  packsContract(readyFile);
  peopleContract(readyFile);
  reportsContract(readyFile);
  statReadsContract(readyFile);
  migrationsContract(freshFile);

  test('a copy of the data is made before it is migrated, whole and without salts', async () => {
    const { options, store } = await openRoom(readyFile);
    const workspace = await makeWorkspace(store);
    await store.transact((tx) => tx.nodes.salts(['2026-11-21'], () => 'salt-of-the-day'));
    const { backup } = await migrateStore(options, [...allMigrations, nextMigration]);
    expect(backup).toBe(`${options.file}.before-${allMigrations.length + 1}.bak`);
    expect(await readdir(dirname(options.file))).toHaveLength(4);
    expect((await readFile(backup!)).includes('salt-of-the-day')).toBe(false);
    const copy = await openStore({ ...options, file: backup! }, (error) => expect.unreachable(String(error)));
    onTestFinished(() => copy.close());
    expect(await copy.workspaces.list()).toEqual([workspace]);
    expect(await migrateStore({ ...options, file: backup! })).toMatchObject({ from: allMigrations.length });
  });

  test('no file keeps a salt whose day is over', async () => {
    const { options, store, openSink } = await openRoom(readyFile);
    const sink = await openSink();
    const code = await makeCode(store, await makeWorkspace(store));
    const ask = (days: string[], salt: string) => store.transact((tx) => tx.nodes.salts(days, () => salt));
    await ask(['2026-11-19', '2026-11-20'], 'salt-before');
    await ask(['2026-11-20', '2026-11-21'], 'salt-between');
    await sink.storeBatch({ id: 'b1', spool: 's1', hits: [newHit(code, 0)] });
    expect(await filesWith('salt-before', options.file)).not.toEqual([]);
    await ask(['2026-11-21', '2026-11-22'], 'salt-of-today');
    expect(await filesWith('salt-before', options.file)).toEqual([]);
    expect(await filesWith('salt-of-today', options.file)).not.toEqual([]);
  });

  test('a watcher hears of a commit of another process', async () => {
    const { options, store } = await openRoom(readyFile);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    store.watch(() => {
      store.changes.lastSeq().then((seq) => (seq > 0 ? resolve() : undefined), reject);
    });
    const script = fileURLToPath(new URL('./append-change.ts', import.meta.url));
    const child = spawn(process.execPath, [script, options.file], { stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    await promise;
  });

  test('when its thread dies, every call fails with unavailable and none is left waiting', async () => {
    const deaths: unknown[] = [];
    const { file } = await freshFile();
    const options = { file, synchronous: 'full', readOnly: false, busyMs: 1000 } as const;
    const thread = await ConnectionThread.open(options, (error) => deaths.push(error));
    // Some seconds at most: a thread can end only when its statement has.
    const long = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000000)
      select count(*) from n`;
    const waiting = [long, 'select 1'].map((sql) => thread.send({ do: 'query', sql, parameters: [] }));
    const results = Promise.allSettled(waiting);
    await thread.terminate();
    for (const result of await results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    }
    await expect(thread.send({ do: 'begin' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(deaths).toMatchObject([{ code: 'unavailable' }]);
    await thread.close();
  });

  test('a file that cannot be opened is told as unavailable, with the code of the driver', async () => {
    const options = { url: '', file: tmpdir(), durability: 'safe' } as const;
    await expect(openStore(options, (error) => expect.unreachable(String(error)))).rejects.toMatchObject({
      code: 'unavailable',
      cause: { code: 'SQLITE_CANTOPEN' },
    });
  });

  test('errors of a statement keep their code on the way from the thread', async () => {
    const { store } = await openRoom(readyFile);
    const user = {
      id: 'u1',
      email: 'a@example.com',
      name: 'A',
      createdAt: 1,
      isOperator: false,
      language: null,
      theme: 'system' as const,
      disabledAt: null,
    };
    const insert = (email: string) => store.transact((tx) => tx.workspaces.insertUser({ ...user, email }));
    await insert('a@example.com');
    await expect(insert('b@example.com')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  });
});
