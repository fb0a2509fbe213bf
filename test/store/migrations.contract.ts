import { describe, expect, test } from 'vitest';
import { allMigrations } from '../../src/store/migrations/list.ts';
import type { Migration } from '../../src/store/migrations/migration.ts';
import { migrateStore } from '../../src/store/open.ts';
import { type FreshDatabase, makeWorkspace, openRoom } from './room.ts';

const known = allMigrations.length;
export const nextMigration: Migration = {
  name: 'notes',
  statements: () => ['create table notes (note text not null)', "insert into notes (note) values ('first')"],
};
const brokenMigration: Migration = {
  name: 'broken',
  statements: () => ['create table half_done (id integer)', 'insert into no_such_table values (1)'],
};

export function migrationsContract(fresh: FreshDatabase): void {
  describe('migrations', () => {
    test('an empty database is brought to the newest schema, once', async () => {
      const options = await fresh();
      expect(await migrateStore(options)).toEqual({ from: 0, to: known, backup: null });
      expect(await migrateStore(options)).toEqual({ from: known, to: known, backup: null });
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
