import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ReportLink } from '../../src/core/reports/report-link.ts';
import type { Store } from '../../src/core/store.ts';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { atMs, type FreshDatabase, makeWorkspace, openRoom } from './room.ts';

async function makeLink(store: Store, workspace: Workspace, changes: Partial<ReportLink> = {}) {
  const link: ReportLink = {
    ...{ id: randomUUID(), workspaceId: workspace.id, title: 'For the fair', set: { whole: true }, days: 30 },
    ...{ passwordHash: null, createdBy: null, createdByName: 'Ann', createdAt: atMs },
    ...{ expiresAt: null, revokedAt: null, seenAt: null },
    ...changes,
  };
  await store.transact((tx) => tx.reports.insert(link, `hash of ${link.id}`));
  return link;
}

export function reportsContract(fresh: FreshDatabase): void {
  describe('report links', () => {
    test('a link comes back as written, by its hash to everybody and by its id to its workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const links = [
        await makeLink(store, alice, { set: { codeId: randomUUID() }, passwordHash: '$x', createdBy: 'u1' }),
        await makeLink(store, alice, { set: { tag: 'Äpfel' }, expiresAt: 253_402_300_799_999 }),
        await makeLink(store, alice, { set: { folderId: randomUUID() }, revokedAt: atMs, seenAt: atMs }),
        await makeLink(store, alice),
      ];
      for (const link of links) {
        expect(await store.reports.findByHash(`hash of ${link.id}`)).toEqual(link);
        expect(await store.reports.find(alice.id, link.id)).toEqual(link);
        expect(await store.reports.find(charlie.id, link.id)).toBeUndefined();
      }
      expect(await store.reports.findByHash('hash')).toBeUndefined();
      expect(await store.reports.list(charlie.id, atMs, 9)).toEqual([]);
      const again = { ...links[0]!, id: randomUUID() };
      const insert = store.transact((tx) => tx.reports.insert(again, `hash of ${links[0]!.id}`));
      await expect(insert).rejects.toThrow();
    });

    test('those that work are listed first and counted, each the newest first', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const make = (title: string, changes: Partial<ReportLink>) =>
        makeLink(store, workspace, { title, ...changes });
      await make('old', { createdAt: atMs });
      await make('over', { createdAt: atMs + 2, expiresAt: atMs + 100 });
      await make('revoked', { createdAt: atMs + 3, revokedAt: atMs + 4 });
      await make('new', { createdAt: atMs + 1, expiresAt: atMs + 101 });
      const titles = async (limit: number) =>
        (await store.reports.list(workspace.id, atMs + 100, limit)).map(({ title }) => title);
      expect(await titles(9)).toEqual(['new', 'old', 'revoked', 'over']);
      expect(await titles(3)).toEqual(['new', 'old', 'revoked']);
      expect(await store.reports.countLive(workspace.id, atMs + 100)).toBe(2);
      expect(await store.reports.countLive(workspace.id, atMs + 99)).toBe(3);
    });

    test('one is revoked and seen by itself, and was never seen earlier than it was', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const [link, other] = [await makeLink(store, workspace), await makeLink(store, workspace)];
      const see = (at: number) => store.transact((tx) => tx.reports.noteSeen(link.id, at));
      await store.transact((tx) => tx.reports.revoke(link.id, atMs + 1));
      await see(atMs + 5);
      await see(atMs + 3);
      const found = await store.reports.find(workspace.id, link.id);
      expect(found).toEqual({ ...link, revokedAt: atMs + 1, seenAt: atMs + 5 });
      expect(await store.reports.find(workspace.id, other.id)).toEqual(other);
    });

    test('what can be said anew is, of one link alone', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const set = { tag: 'hall' };
      const [link, other] = [await makeLink(store, workspace, { set }), await makeLink(store, workspace)];
      const said = { title: 'Anew', days: 7, passwordHash: '$y', expiresAt: atMs + 9 };
      await store.transact((tx) => tx.reports.update({ id: link.id, ...said }));
      expect(await store.reports.find(workspace.id, link.id)).toEqual({ ...link, ...said });
      const none = { ...said, passwordHash: null, expiresAt: null };
      await store.transact((tx) => tx.reports.update({ id: link.id, ...none }));
      expect(await store.reports.findByHash(`hash of ${link.id}`)).toEqual({ ...link, ...none });
      expect(await store.reports.find(workspace.id, other.id)).toEqual(other);
    });

    test('those that ended before a time are deleted, in their workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const make = (title: string, changes: Partial<ReportLink>, workspace = alice) =>
        makeLink(store, workspace, { title, ...changes });
      await make('works', { expiresAt: atMs + 1 });
      await make('has no end', {});
      await make('revoked', { revokedAt: atMs - 1 });
      await make('expired', { expiresAt: atMs - 1 });
      await make('expired, then revoked', { expiresAt: atMs - 1, revokedAt: atMs });
      await make('revoked just now', { revokedAt: atMs, expiresAt: atMs + 1 });
      await make('theirs', { revokedAt: atMs - 1 }, charlie);
      await store.transact((tx) => tx.reports.deleteDead(alice.id, atMs));
      const titles = async ({ id }: Workspace) =>
        (await store.reports.list(id, atMs, 9)).map(({ title }) => title).sort();
      expect(await titles(alice)).toEqual(['has no end', 'revoked just now', 'works']);
      expect(await titles(charlie)).toEqual(['theirs']);
    });

    test('links to a tag follow its name, in its workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [alice, charlie] = [await makeWorkspace(store), await makeWorkspace(store)];
      const own = await makeLink(store, alice, { set: { tag: 'spring' } });
      const other = await makeLink(store, alice, { set: { tag: 'Spring' } });
      const theirs = await makeLink(store, charlie, { set: { tag: 'spring' } });
      await store.transact((tx) => tx.reports.renameTag(alice.id, 'spring', 'summer'));
      const setOf = async ({ workspaceId, id }: ReportLink) =>
        (await store.reports.find(workspaceId, id))?.set;
      expect(await Promise.all([own, other, theirs].map(setOf))).toEqual([
        { tag: 'summer' },
        { tag: 'Spring' },
        { tag: 'spring' },
      ]);
    });

    test('they go with their workspace', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const { id } = await makeLink(store, workspace);
      await store.transact((tx) => tx.workspaces.bury(workspace.id, atMs));
      expect(await store.reports.findByHash(`hash of ${id}`)).toBeUndefined();
    });
  });
}
