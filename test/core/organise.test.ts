import { expect, test } from 'vitest';
import { type BulkAction, editMany } from '../../src/core/codes/bulk.ts';
import { deleteCode, deleteTrashedCode } from '../../src/core/codes/delete.ts';
import { getCode } from '../../src/core/codes/list.ts';
import { updateCode, updateWeighedCode } from '../../src/core/codes/update.ts';
import { createFolder, deleteFolder, listFolders, renameFolder } from '../../src/core/folders/folders.ts';
import { takeTurn } from '../../src/core/idempotency/once.ts';
import { deleteTag, listTags, renameTag } from '../../src/core/tags/tags.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { changesOf, makeAccess, makeCode, openTestCore, startMs } from '../support/store.ts';

const refused = (code: string) => expect.objectContaining({ code });
const reading = (access: Access): Access => ({ ...access, role: 'viewer' });

test('a folder is made, renamed and deleted with a change each; its codes stay, in none, trashed ones too', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const folder = await createFolder(core, access, { name: '  Summer ' });
  const code = await makeCode(core, access, { folderId: folder.id.toUpperCase() });
  const trashed = await makeCode(core, access, { folderId: folder.id });
  await editMany(core, access, { ids: [trashed.id] }, { do: 'trash' });
  expect(code.folderId).toBe(folder.id);
  expect(await renameFolder(core, access, folder.id, { name: 'Winter' })).toMatchObject({ codes: 1 });
  expect(await listFolders(core, access)).toEqual([{ folder: { ...folder, name: 'Winter' }, codes: 1 }]);
  expect(await deleteFolder(core, access, folder.id)).toBe(2);
  for (const { id } of [code, trashed]) expect((await getCode(core, access, id)).folderId).toBeNull();
  const log = await changesOf(core.store);
  const ofFolder = log
    .filter(({ object }) => object === 'folder')
    .map(({ before, after }) => [before, after]);
  expect(ofFolder).toEqual([
    [null, { name: 'Summer' }],
    [{ name: 'Summer' }, { name: 'Winter' }],
    [{ name: 'Winter' }, null],
  ]);
  const moved = log.filter(
    ({ before, after }) => before?.folder_id === folder.id && after?.folder_id === null,
  );
  expect(moved).toHaveLength(2);
});

test('a folder of another workspace is not found, and no code goes into it', async () => {
  const core = await openTestCore();
  const [alice, charlie] = [await makeAccess(core), await makeAccess(core, 'Cellar')];
  const { id } = await createFolder(core, charlie, { name: 'Theirs' });
  const code = await makeCode(core, alice);
  for (const wrong of [id, 'nonsense', '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51']) {
    await expect(renameFolder(core, alice, wrong, { name: 'x' })).rejects.toEqual(refused('not_found'));
    await expect(deleteFolder(core, alice, wrong)).rejects.toEqual(refused('not_found'));
    for (const attempt of [
      () => makeCode(core, alice, { folderId: wrong }),
      () => updateCode(core, alice, code.id, { folderId: wrong }),
      () => editMany(core, alice, { ids: [code.id] }, { do: 'move', folderId: wrong }),
    ])
      await expect(attempt()).rejects.toEqual(refused('validation_error'));
  }
  expect(await listFolders(core, alice)).toEqual([]);
  expect(await core.store.codes.countAll(alice.workspace.id)).toBe(1);
});

test('names of folders are unique whatever the case, one line, and 500 fit', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const folder = await createFolder(core, access, { name: 'Menü' });
  const other = await createFolder(core, access, { name: 'Other' });
  await expect(createFolder(core, access, { name: 'MENÜ' })).rejects.toEqual(refused('already_exists'));
  await expect(renameFolder(core, access, other.id, { name: 'menü' })).rejects.toEqual(
    refused('already_exists'),
  );
  expect(await renameFolder(core, access, folder.id, { name: 'MENÜ' })).toMatchObject({ codes: 0 });
  for (const name of ['', '  ', 'a\nb', 'x'.repeat(101), 7, undefined])
    await expect(createFolder(core, access, { name })).rejects.toEqual(refused('validation_error'));
  await core.store.transact(async (tx) => {
    for (let n = 2; n < 500; n += 1) {
      const id = core.random.uuid();
      await tx.folders.insert({ id, workspaceId: access.workspace.id, name: `F ${n}`, createdAt: startMs });
    }
  });
  await expect(createFolder(core, access, { name: 'One more' })).rejects.toEqual(refused('validation_error'));
  expect(await core.store.folders.count(access.workspace.id)).toBe(500);
});

test('a tag is renamed and taken away on every code of the workspace, and two become one', async () => {
  const core = await openTestCore();
  const [access, other] = [await makeAccess(core), await makeAccess(core, 'Cellar')];
  const both = await makeCode(core, access, { tags: ['old', 'x', 'new'] });
  const one = await makeCode(core, access, { tags: ['x', 'old'] });
  const trashed = await makeCode(core, access, { tags: ['old'] });
  const foreign = await makeCode(core, other, { tags: ['old'] });
  await editMany(core, access, { ids: [trashed.id] }, { do: 'trash' });
  const tagsOf = async (id: string) => (await getCode(core, access, id)).tags;
  expect(await listTags(core, access)).toEqual([
    { tag: 'new', codes: 1 },
    { tag: 'old', codes: 2 },
    { tag: 'x', codes: 2 },
  ]);
  expect(await renameTag(core, access, 'old', { name: ' new ' })).toMatchObject({ changed: 3 });
  expect(await tagsOf(both.id)).toEqual(['new', 'x']);
  expect(await tagsOf(one.id)).toEqual(['x', 'new']);
  expect(await tagsOf(trashed.id)).toEqual(['new']);
  const { changed, seqs } = await deleteTag(core, access, 'new');
  expect(changed).toBe(3);
  expect((await changesOf(core.store)).slice(-3).map(({ seq }) => seq)).toEqual(seqs);
  expect(await listTags(core, access)).toEqual([{ tag: 'x', codes: 2 }]);
  await expect(deleteTag(core, access, 'old')).rejects.toEqual(refused('not_found'));
  await expect(renameTag(core, access, 'x', { name: '' })).rejects.toEqual(refused('validation_error'));
  expect((await getCode(core, other, foreign.id)).tags).toEqual(['old']);
});

test('each bulk action does the same to every code it is for, once, with a change each', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const folder = await createFolder(core, access, { name: 'F' });
  const ids: string[] = [];
  for (const expiresAt of [null, startMs + 5, null])
    ids.push((await makeCode(core, access, { expiresAt, tags: ['a'] })).id);
  core.clock.at = startMs + 10;
  const find = async () => Promise.all(ids.map((id) => getCode(core, access, id)));
  const target = { ids: ids.map((id) => id.toUpperCase()) };
  const actions: readonly [BulkAction, object][] = [
    [{ do: 'pause' }, { status: 'paused', expiresAt: null }],
    [{ do: 'activate' }, { status: 'active' }],
    [{ do: 'tag', tag: 'b' }, { tags: ['a', 'b'] }],
    [{ do: 'untag', tag: 'a' }, { tags: ['b'] }],
    [{ do: 'move', folderId: folder.id }, { folderId: folder.id }],
    [{ do: 'move', folderId: null }, { folderId: null }],
    [{ do: 'trash' }, { trashedAt: startMs + 10 }],
    [{ do: 'restore' }, { trashedAt: null }],
  ];
  for (const [action, expected] of actions) {
    const before = await core.store.changes.lastSeq();
    const { changed, seqs } = await editMany(core, access, target, action);
    expect({ changed, seqs }).toEqual({ changed: 3, seqs: [1, 2, 3].map((n) => before + n) });
    for (const code of await find()) expect(code, action.do).toMatchObject(expected);
    expect(await editMany(core, access, target, action), `${action.do} again`).toMatchObject({ changed: 0 });
  }
});

test('a bulk action by filter is for what the list shows, and for nobody else', async () => {
  const core = await openTestCore();
  const [access, other] = [await makeAccess(core), await makeAccess(core, 'Cellar')];
  const found = await makeCode(core, access, { name: 'Menu', tags: ['a'] });
  const rest = [
    await makeCode(core, access, { name: 'Poster' }),
    await makeCode(core, other, { name: 'Menu', tags: ['a'] }),
  ];
  const done = await editMany(core, access, { filter: { search: 'menu', tag: 'a' } }, { do: 'pause' });
  expect(done.changed).toBe(1);
  expect((await getCode(core, access, found.id)).status).toBe('paused');
  for (const code of rest) expect(await core.store.codes.find(code.workspaceId, code.id)).toEqual(code);
});

test('a bulk action that fails for one does nothing to any', async () => {
  const core = await openTestCore();
  const [access, other] = [await makeAccess(core), await makeAccess(core, 'Cellar')];
  const code = await makeCode(core, access, { tags: Array.from({ length: 19 }, (_, n) => `t${n}`) });
  const full = await makeCode(core, access, { tags: Array.from({ length: 20 }, (_, n) => `t${n}`) });
  const foreign = await makeCode(core, other);
  const ids = [code.id, full.id];
  const attempt = (target: readonly string[], action: BulkAction) =>
    editMany(core, access, { ids: target }, action);
  await expect(attempt(ids, { do: 'tag', tag: 'new' })).rejects.toEqual(refused('validation_error'));
  await expect(attempt([code.id, foreign.id], { do: 'pause' })).rejects.toEqual(refused('not_found'));
  await expect(attempt([code.id, 'nonsense'], { do: 'pause' })).rejects.toEqual(refused('not_found'));
  await expect(attempt(ids, { do: 'delete' })).rejects.toEqual(refused('in_use'));
  const many = Array.from({ length: 1_001 }, () => code.id);
  await expect(attempt(many, { do: 'pause' })).rejects.toEqual(refused('validation_error'));
  for (const one of [code, full]) expect(await getCode(core, access, one.id)).toEqual(one);
});

test('only what is in the trash is deleted for ever there, one or many; the API deletes at once', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const codes = [];
  for (let n = 0; n < 4; n += 1) codes.push(await makeCode(core, access));
  const [a, b, c, d] = codes.map(({ id }) => id) as [string, string, string, string];
  await expect(deleteTrashedCode(core, access, a)).rejects.toEqual(refused('in_use'));
  await editMany(core, access, { ids: [a, b, c] }, { do: 'trash' });
  await deleteTrashedCode(core, access, a);
  const emptied = await editMany(core, access, { filter: { trash: true } }, { do: 'delete' });
  expect(emptied).toEqual({ changed: 2, seqs: [] });
  await deleteCode(core, access, d);
  expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
  expect((await core.store.scans.erasures()).map(({ codeNum }) => codeNum)).toEqual(
    codes.map(({ num }) => num),
  );
  const gone = (await changesOf(core.store)).filter(({ after }) => after === null);
  expect(gone.map(({ objectId }) => objectId).sort()).toEqual([a, b, c, d].sort());
});

test('whoever may only read changes nothing', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const folder = await createFolder(core, access, { name: 'F' });
  const code = await makeCode(core, access, { tags: ['a'] });
  const { seq } = await updateWeighedCode(core, access, code.id, { name: 'New' });
  const viewer = reading(access);
  const last = await core.store.changes.lastSeq();
  for (const attempt of [
    () => createFolder(core, viewer, { name: 'G' }),
    () => renameFolder(core, viewer, folder.id, { name: 'G' }),
    () => deleteFolder(core, viewer, folder.id),
    () => renameTag(core, viewer, 'a', { name: 'b' }),
    () => deleteTag(core, viewer, 'a'),
    () => editMany(core, viewer, { ids: [code.id] }, { do: 'pause' }),
    () => deleteTrashedCode(core, viewer, code.id),
  ])
    await expect(attempt()).rejects.toEqual(refused('forbidden'));
  expect(await core.store.changes.lastSeq()).toBe(last);
  expect(seq).toBe(last);
});

test('a tag that more codes have than one undo takes back is neither renamed nor deleted', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const nums = Array.from({ length: 10_001 }, (_, index) => index + 1);
  const transact: typeof core.store.transact = (work) =>
    core.store.transact((tx) => work({ ...tx, codes: { ...tx.codes, listNums: async () => nums } }));
  const full = { ...core, store: { ...core.store, transact } };
  for (const attempt of [renameTag(full, access, 'a', { name: 'b' }), deleteTag(full, access, 'a')])
    await expect(attempt).rejects.toEqual(
      expect.objectContaining({
        code: 'validation_error',
        message: expect.stringContaining('10001 codes; 10000 can be changed at once'),
      }),
    );
});

test('a folder is made once, however often the request is sent', async () => {
  const core = await openTestCore();
  const access = await makeAccess(core);
  const ask = () => takeTurn(core, 'user:1', 'a', 'POST /folders');
  const first = await ask();
  if (first.kind !== 'go') throw new Error('the first request has its turn');
  const folder = await createFolder(core, access, { name: 'Summer', once: first.claim });
  core.clock.at += 60_000;
  const second = await ask();
  if (second.kind !== 'go') throw new Error('the next request takes over');
  expect(await createFolder(core, access, { name: 'Summer', once: second.claim })).toEqual(folder);
  const late = createFolder(core, access, { name: 'Late', once: first.claim });
  await expect(late).rejects.toEqual(refused('unavailable'));
  expect(await listFolders(core, access)).toHaveLength(1);
});
