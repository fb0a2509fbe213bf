import { expect, test } from 'vitest';
import { editMany } from '../../src/core/codes/bulk.ts';
import type { Code } from '../../src/core/codes/code.ts';
import { deleteTrashedCode } from '../../src/core/codes/delete.ts';
import { listHistory } from '../../src/core/codes/history.ts';
import { getCode } from '../../src/core/codes/list.ts';
import { undo } from '../../src/core/codes/undo.ts';
import { type CodeEdit, updateWeighedCode } from '../../src/core/codes/update.ts';
import type { Core } from '../../src/core/core.ts';
import { addLogo, deleteLogo } from '../../src/core/designs/logos.ts';
import { createFolder, deleteFolder } from '../../src/core/folders/folders.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { makePng } from '../support/hostile-pictures.ts';
import { changesOf, makeAccess, makeCode, openTestCore, startMs, type TestCore } from '../support/store.ts';

const refused = (code: string) => expect.objectContaining({ code });

async function edit(core: Core, access: Access, id: string, wish: CodeEdit): Promise<number> {
  const { seq } = await updateWeighedCode(core, access, id, wish);
  return seq!;
}

/** What an undo must give back: all but the times and the count of designs. */
function shown({ updatedAt: _at, designVersion: _version, ...code }: Code): object {
  return code;
}

async function openRoom(): Promise<{ core: TestCore; access: Access }> {
  const core = await openTestCore();
  return { core, access: await makeAccess(core, 'Bakery', 'business') };
}

test('every field that can be edited is given back, and the undo is undone', async () => {
  const { core, access } = await openRoom();
  const folder = await createFolder(core, access, { name: 'F' });
  const code = await makeCode(core, access, { tags: ['a'] });
  const edits: readonly CodeEdit[] = [
    { name: 'Renamed' },
    { destination: 'https://example.org/elsewhere?x=1' },
    { status: 'paused' },
    { tags: ['b', 'c'] },
    { folderId: folder.id },
    { expiresAt: startMs + 5_000 },
    { design: { background: '#ffffee' } },
    { name: 'All', tags: [], status: 'expired', design: { preset: 'dots' } },
  ];
  for (const wish of edits) {
    const before = await getCode(core, access, code.id);
    const seq = await edit(core, access, code.id, wish);
    const after = await getCode(core, access, code.id);
    const undone = await undo(core, access, [seq]);
    expect(undone.changed).toBe(1);
    expect(shown(await getCode(core, access, code.id)), JSON.stringify(wish)).toEqual(shown(before));
    await undo(core, access, undone.seqs);
    expect(shown(await getCode(core, access, code.id)), JSON.stringify(wish)).toEqual(shown(after));
  }
  const { designVersion } = await getCode(core, access, code.id);
  expect(designVersion).toBe(6);
  expect(await core.store.designs.count(code.num)).toBe(6);
});

test('content is given back as it was, with where it leads', async () => {
  const { core, access } = await openRoom();
  const content = { ssid: 'Cafe', encryption: 'WPA', password: 'secret-words' };
  const code = await makeCode(core, access, { type: 'wifi', content, destination: undefined });
  const seq = await edit(core, access, code.id, { content: { ssid: 'Bar', encryption: 'nopass' } });
  await undo(core, access, [seq]);
  expect(shown(await getCode(core, access, code.id))).toEqual(shown(code));
});

test('all changes of a bulk action are undone together, and one that was changed since holds all back', async () => {
  const { core, access } = await openRoom();
  const codes: Code[] = [];
  for (let n = 0; n < 3; n += 1) codes.push(await makeCode(core, access, { name: `Code ${n}` }));
  const { seqs } = await editMany(core, access, { filter: {} }, { do: 'trash' });
  await edit(core, access, codes[0]!.id, { name: 'Another field' });
  const undone = await undo(core, access, seqs);
  expect(undone.changed).toBe(3);
  for (const { id } of codes) expect((await getCode(core, access, id)).trashedAt).toBeNull();
  const again = await editMany(core, access, { filter: {} }, { do: 'pause' });
  await edit(core, access, codes[1]!.id, { status: 'active' });
  const last = await core.store.changes.lastSeq();
  await expect(undo(core, access, again.seqs)).rejects.toEqual(
    expect.objectContaining({ code: 'in_use', message: expect.stringContaining('status of "Code 1"') }),
  );
  expect(await core.store.changes.lastSeq()).toBe(last);
  expect((await getCode(core, access, codes[2]!.id)).status).toBe('paused');
});

test('changes of one code that follow each other are undone at once, in whatever order they are named', async () => {
  const { core, access } = await openRoom();
  const code = await makeCode(core, access, { name: 'One' });
  const seqs = [
    await edit(core, access, code.id, { name: 'Two' }),
    await edit(core, access, code.id, { name: 'Three', tags: ['x'] }),
  ];
  await expect(undo(core, access, [seqs[0]!])).rejects.toEqual(refused('in_use'));
  expect(await undo(core, access, seqs)).toMatchObject({ changed: 1 });
  expect(shown(await getCode(core, access, code.id))).toEqual(shown(code));
});

test('a design whose logo is gone, and a folder that is gone, are said and nothing is half done', async () => {
  const { core, access } = await openRoom();
  const bytes = Uint8Array.from(makePng({ width: 30, height: 30 }));
  const logo = await addLogo(core, access, { name: 'Sun', bytes });
  const folder = await createFolder(core, access, { name: 'F' });
  const code = await makeCode(core, access, { design: { logo: { image: logo.id } }, folderId: folder.id });
  const seq = await edit(core, access, code.id, { design: null, name: 'Plain' });
  const moved = await edit(core, access, code.id, { folderId: null });
  await deleteLogo(core, access, logo.id);
  await deleteFolder(core, access, folder.id);
  const message = (text: string) => expect.objectContaining({ message: expect.stringContaining(text) });
  await expect(undo(core, access, [seq])).rejects.toEqual(message('logo'));
  await expect(undo(core, access, [moved])).rejects.toEqual(message('folder'));
  expect(await getCode(core, access, code.id)).toMatchObject({ name: 'Plain', design: null, folderId: null });
});

test('a destination that was blocked since does not come back, and what the operator suspended stays so', async () => {
  const { core, access } = await openRoom();
  const code = await makeCode(core, access, { destination: 'https://bad.example/x' });
  const moved = await edit(core, access, code.id, { destination: 'https://example.org/' });
  const renamed = await edit(core, access, code.id, { name: 'Renamed' });
  await core.store.transact((tx) =>
    tx.blocking.insertHost({ host: 'bad.example', reason: 'fraud', createdAt: startMs }),
  );
  await core.store.transact((tx) => tx.blocking.setSuspended(code.id, { at: startMs, reason: 'fraud' }));
  await expect(undo(core, access, [moved])).rejects.toEqual(
    expect.objectContaining({ message: expect.stringContaining('bad.example') }),
  );
  await undo(core, access, [renamed]);
  const left = { name: code.name, destination: 'https://example.org/', suspendedAt: startMs };
  expect(await getCode(core, access, code.id)).toMatchObject(left);
});

test('what is no change of a living code of this workspace cannot be undone', async () => {
  const { core, access } = await openRoom();
  const other = await makeAccess(core, 'Cellar');
  const foreign = await makeCode(core, other);
  const theirs = await edit(core, other, foreign.id, { name: 'Theirs' });
  const code = await makeCode(core, access);
  const made = await core.store.changes.lastSeq();
  const mine = await edit(core, access, code.id, { name: 'Mine' });
  await createFolder(core, access, { name: 'F' });
  const ofFolder = await core.store.changes.lastSeq();
  await expect(undo(core, access, [mine, theirs])).rejects.toEqual(refused('not_found'));
  await expect(undo(core, access, [999_999])).rejects.toEqual(refused('not_found'));
  await expect(undo(core, access, [ofFolder])).rejects.toEqual(refused('not_found'));
  await expect(undo(core, access, [made])).rejects.toEqual(refused('validation_error'));
  await expect(undo(core, { ...access, role: 'viewer' }, [mine])).rejects.toEqual(refused('forbidden'));
  await editMany(core, access, { ids: [code.id] }, { do: 'trash' });
  await deleteTrashedCode(core, access, code.id);
  await expect(undo(core, access, [mine])).rejects.toEqual(refused('not_found'));
  expect((await getCode(core, other, foreign.id)).name).toBe('Theirs');
});

test('history shows the changes of one code, newest first, page by page', async () => {
  const { core, access } = await openRoom();
  const [code, rest] = [await makeCode(core, access), await makeCode(core, access)];
  for (let n = 0; n < 55; n += 1) {
    await edit(core, access, code.id, { name: `Name ${n}` });
    if (n % 20 === 0) await edit(core, access, rest.id, { name: `Other ${n}` });
  }
  const first = await listHistory(core, access, code.id);
  const second = await listHistory(core, access, code.id, first.next);
  const all = (await changesOf(core.store)).filter(({ objectId }) => objectId === code.id);
  expect(first.changes).toHaveLength(50);
  expect([...first.changes, ...second.changes]).toEqual(all.toReversed());
  expect(second.next).toBeUndefined();
  const stranger = await makeAccess(core, 'Cellar');
  await expect(listHistory(core, stranger, code.id)).rejects.toEqual(refused('not_found'));
});
