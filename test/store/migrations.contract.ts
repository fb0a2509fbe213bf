import { describe, expect, test } from 'vitest';
import { allMigrations } from '../../src/store/migrations/list.ts';
import type { Migration } from '../../src/store/migrations/migration.ts';
import { migrateStore } from '../../src/store/open.ts';
import { openRaw, type RawSql } from './raw-sql.ts';
import {
  allClasses,
  everything,
  type FreshDatabase,
  firstId,
  makeCode,
  makeWorkspace,
  newHit,
  openRoom,
  roomOf,
  today,
} from './room.ts';

const known = allMigrations.length;
export const nextMigration: Migration = {
  name: 'notes',
  statements: () => ['create table notes (note text not null)', "insert into notes (note) values ('first')"],
};
const brokenMigration: Migration = {
  name: 'broken',
  statements: () => ['create table half_done (id integer)', 'insert into no_such_table values (1)'],
};

/** A database as the first version left it: a code with two hits. */
async function fillFirstVersion(raw: RawSql, isPostgres: boolean): Promise<void> {
  const partition = `create table scans_2026_11 partition of scans for values from (${firstId - 1}) to (${firstId + 2 ** 40})`;
  const statements = [
    ...(isPostgres ? [partition] : []),
    `insert into workspaces values (1, 'w1', 'Bakery', 'bakery', 'free', null, 1)`,
    `insert into codes (num, id, workspace_id, workspace_num, slug, slug_folded, type, name, status, tags, created_at,
      updated_at, search_text) values (7, 'c7', 'w1', 1, 'menu', 'menu', 'url', 'Menu', 'active', '[]', 1, 1, '')`,
    `insert into ua_dict (id, string, device, os, browser) values (1, 'a phone', 'mobile', 'iOS', 'Safari')`,
    `insert into scans (code_num, id, geo, ua, ref, visitor, flags)
      values (7, ${firstId}, 0, 1, 0, 5, 0), (7, ${firstId + 4096}, 0, 1, 0, 6, 1)`,
    'insert into code_totals values (7, 0, 1), (7, 1, 1)',
    `insert into workspace_months values (1, '2026-11', 1)`,
  ];
  for (const statement of statements) await raw(statement);
}

export function migrationsContract(fresh: FreshDatabase): void {
  describe('migrations', () => {
    test('an empty database is brought to the newest schema, once', async () => {
      const options = await fresh();
      expect(await migrateStore(options)).toEqual({ from: 0, to: known, backup: null });
      expect(await migrateStore(options)).toEqual({ from: known, to: known, backup: null });
    });

    test('codes of the first version are listed by name among those that are made now', async () => {
      const options = await fresh();
      await migrateStore(options, allMigrations.slice(0, 1));
      const raw = await openRaw(options);
      await fillFirstVersion(raw, options.url !== '');
      for (const [num, name] of [...['', 'Éclair 10', 'eclair 9', 'ECLAIR 1'].entries()].slice(1))
        await raw(`insert into codes (num, id, workspace_id, workspace_num, slug, slug_folded, type, name, status,
          tags, created_at, updated_at, search_text) values (${num + 10}, 'c${num}', 'w1', 1, 's${num}', 's${num}',
          'url', '${name}', 'active', '[]', 1, 1, '')`);
      await migrateStore(options);
      const { store } = await roomOf(options);
      const workspace = (await store.workspaces.find('w1'))!;
      for (const name of ['Zoo', 'apple']) await makeCode(store, workspace, { name });
      const order = { by: 'name', direction: 'asc' } as const;
      const found = await store.codes.listInOrder('w1', { nowMs: 1 }, order, undefined, 9);
      const names = ['apple', 'ECLAIR 1', 'eclair 9', 'Éclair 10', 'Menu', 'Zoo'];
      expect(found.map(({ code }) => code.name)).toEqual(names);
    });

    test('hits of the first version are kept, and are packed and counted on with the new ones', async () => {
      const options = await fresh();
      await migrateStore(options, allMigrations.slice(0, 1));
      await fillFirstVersion(await openRaw(options), options.url !== '');
      expect(await migrateStore(options)).toMatchObject({ from: 1, to: known });
      const { store, openSink, openPacks } = await roomOf(options);
      const packs = await openPacks();
      const state = await packs.read((snapshot) => snapshot.state());
      expect(state).toEqual({ sealedDay: 0, closedDay: 0, targetDay: 0, afterCode: 0 });
      expect(await packs.claim('sealer', 1, 1)).toBe(true);
      await packs.closeDays('sealer', today + 1);
      const [code] = await store.codes.findByIds(['c7']);
      await (await openSink()).storeBatch({
        id: 'b1',
        spool: 's1',
        hits: [newHit(code!, 2, { ua: 'a phone' })],
      });
      expect(await packs.read((snapshot) => snapshot.lateHits())).toEqual([{ code: 7, id: firstId + 8192 }]);
      const log = await store.scans.list(7, everything, 'oldest', 0, 10);
      expect(log.map((row) => [row.id - firstId, row.os, row.flags])).toEqual([
        [0, 'iOS', 0],
        [4096, 'iOS', 1],
        [8192, 'iOS', 0],
      ]);
      expect(await store.scans.totals([7], allClasses)).toEqual(new Map([[7, 3]]));
      expect((await store.scans.agents(0, 10)).map((agent) => agent.string)).toEqual(['a phone']);
      expect(await packs.codesAfter(0, 10)).toEqual([7]);
      expect(await store.codes.find('w1', 'c7')).toMatchObject({ design: null, designVersion: 0 });
    });

    test('of two that migrate at the same time one does it and the other finds it done', async () => {
      const options = await fresh();
      const results = await Promise.all([migrateStore(options), migrateStore(options)]);
      expect(results.map((result) => result.from).toSorted()).toEqual([0, known]);
    });

    test('a schema that is newer than the program is refused and left alone', async () => {
      const { options, store } = await openRoom(fresh);
      await migrateStore(options, [...allMigrations, nextMigration]);
      await expect(migrateStore(options)).rejects.toThrow('This database was written by a newer Quietzone');
      await makeWorkspace(store);
    });

    test('a step that fails takes back all of its migration', async () => {
      const { options, store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const failing = migrateStore(options, [...allMigrations, nextMigration, brokenMigration]);
      await expect(failing).rejects.toThrow('no_such_table');
      expect(await migrateStore(options)).toMatchObject({ from: known, to: known });
      expect(await migrateStore(options, [...allMigrations, nextMigration])).toMatchObject({ to: known + 1 });
      expect(await store.workspaces.list()).toEqual([workspace]);
    });
  });
}
