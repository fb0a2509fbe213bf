import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SpooledHit } from '../../core/scans/scan.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import { decodeHits } from './group-body.ts';
import { NodeFile } from './node-file.ts';

async function makeFile() {
  const dir = await mkdtemp(join(tmpdir(), 'quietzone-node-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  return { dir, path: join(dir, 'node.db') };
}

function open(path: string): NodeFile {
  const file = new NodeFile(path, 'safe');
  onTestFinished(() => file.close());
  return file;
}

const openFresh = async () => {
  const { dir, path } = await makeFile();
  return { dir, path, file: open(path) };
};

function hitsOf(...ids: number[]): SpooledHit[] {
  const place = { country: null, region: null, city: null };
  return ids.map((id) => ({
    id,
    code: 1,
    workspace: 1,
    signs: 0,
    ...place,
    visitor: 1,
    ua: 'M',
    referrer: '',
  }));
}

const insert = (file: NodeFile, ...ids: number[]) => file.commit(() => file.insertGroup(hitsOf(...ids)));

function fix(file: NodeFile, id: string, hitsMax: number) {
  let batch: ReturnType<NodeFile['fixBatch']> = null;
  file.commit(() => {
    batch = file.fixBatch(id, hitsMax);
  });
  return batch as ReturnType<NodeFile['fixBatch']>;
}

const release = (file: NodeFile, lastSeq: number, nowMs = Date.now(), keepMs = 0) =>
  file.commit(() => file.releaseBatch(lastSeq, nowMs, keepMs));

/** Ids of the hits in the file, read as the drain does. */
function idsIn(path: string): number[] {
  const db = openSqlite(path, { readonly: true });
  const bodies = db.prepare('SELECT hits FROM groups ORDER BY seq').pluck().all() as string[];
  db.close();
  return bodies.flatMap(decodeHits).map(({ id }) => id);
}

describe('a commit', () => {
  test('that fails changes nothing, neither in the file nor in what is told of it', async () => {
    const { path, file } = await openFresh();
    insert(file, 10, 11);
    const told = () => [file.depth(), file.lastHitId(), file.meta(), file.findLinks(['a']), idsIn(path)];
    const before = told();
    const fail = () =>
      file.commit(() => {
        file.insertGroup(hitsOf(20));
        file.putLinks([{ slug: 'a', codeId: 'c', link: '{}' }]);
        file.setMeta({ node: '3' });
        throw new Error('the disk is full');
      });
    expect(fail).toThrow('the disk is full');
    expect(told()).toEqual(before);
    insert(file, 30);
    expect(idsIn(path)).toEqual([10, 11, 30]);
    expect([file.depth(), file.lastHitId()]).toEqual([3, 30]);
  });

  test('that fails does not release a batch: it is drained again, and the count of the rest stays right', async () => {
    const { file } = await openFresh();
    insert(file, 10, 11);
    const batch = fix(file, 'b1', 100)!;
    const fail = () =>
      file.commit(() => {
        file.releaseBatch(batch.lastSeq, Date.now(), 0);
        throw new Error('the disk is full');
      });
    expect(fail).toThrow('the disk is full');
    expect(file.depth()).toBe(2);
    expect(fix(file, 'b2', 100)).toEqual(batch);
    release(file, batch.lastSeq);
    expect(file.depth()).toBe(0);
    expect(fix(file, 'b3', 100)).toBeNull();
  });

  test('is there after a restart, with its number of hits and its last id', async () => {
    const { path, file } = await openFresh();
    insert(file, 12, 10, 11);
    file.close();
    const again = open(path);
    expect([again.depth(), again.lastHitId(), idsIn(path)]).toEqual([3, 12, [12, 10, 11]]);
  });
});

describe('a fixed batch', () => {
  test('stays the same, whatever comes, until it is released, also over a restart', async () => {
    const { path, file } = await openFresh();
    insert(file, 1, 2);
    insert(file, 3);
    const batch = fix(file, 'b1', 3);
    expect(batch).toMatchObject({ id: 'b1' });
    insert(file, 4);
    expect(fix(file, 'b2', 1000)).toEqual(batch);
    file.close();
    const again = open(path);
    expect(fix(again, 'b3', 1)).toEqual(batch);
    release(again, batch!.lastSeq);
    expect(fix(again, 'b4', 1000)).toEqual({ id: 'b4', firstSeq: 3, lastSeq: 3 });
  });

  test('holds whole groups, as many as fit, and at least one', async () => {
    const { file } = await openFresh();
    for (const ids of [[1, 2, 3], [4, 5], [6]]) insert(file, ...ids);
    expect(fix(file, 'b1', 5)).toEqual({ id: 'b1', firstSeq: 1, lastSeq: 2 });
    release(file, 2);
    insert(file, 7, 8, 9);
    expect(fix(file, 'b2', 1)).toEqual({ id: 'b2', firstSeq: 3, lastSeq: 3 });
    release(file, 3);
    expect(fix(file, 'b3', 1)).toEqual({ id: 'b3', firstSeq: 4, lastSeq: 4 });
    release(file, 4);
    expect(fix(file, 'b4', 1)).toBeNull();
  });

  test('names hits by positions that are never given to others, also when all were drained', async () => {
    const { path, file } = await openFresh();
    insert(file, 1);
    const first = fix(file, 'b1', 10)!;
    release(file, first.lastSeq, Date.now() + 10);
    release(file, first.lastSeq, Date.now() + 20);
    expect(idsIn(path)).toEqual([]);
    file.close();
    const again = open(path);
    insert(again, 2);
    expect(fix(again, 'b2', 10)!.firstSeq).toBeGreaterThan(first.lastSeq);
  });
});

describe('released hits', () => {
  test('stay for as long as the repeat rule needs them, and then go', async () => {
    const { path, file } = await openFresh();
    const now = Date.now();
    insert(file, 1);
    release(file, 1, now, 30_000);
    insert(file, 2);
    release(file, 2, now + 30_000, 30_000);
    expect(idsIn(path)).toEqual([1, 2]);
    insert(file, 3);
    release(file, 3, now + 30_001, 30_000);
    expect(idsIn(path)).toEqual([2, 3]);
    expect(file.depth()).toBe(0);
  });

  test('are not drained again after a restart, and the last id survives them', async () => {
    const { path, file } = await openFresh();
    insert(file, 7, 9, 8);
    release(file, 1, Date.now() + 10);
    release(file, 1, Date.now() + 20);
    file.close();
    const again = open(path);
    expect([again.lastHitId(), again.depth(), fix(again, 'b', 10)]).toEqual([9, 0, null]);
  });
});

describe('salts', () => {
  test('that are replaced are in no file any more', async () => {
    const { dir, file } = await openFresh();
    const filesWith = async (text: string) => {
      const names = await readdir(dir);
      const found = await Promise.all(names.map((name) => readFile(join(dir, name))));
      return names.filter((_, index) => found[index]!.includes(text));
    };
    file.replaceSalts([['2026-11-20', 'salt-of-yesterday']]);
    insert(file, 1);
    file.replaceSalts([
      ['2026-11-20', 'salt-of-yesterday'],
      ['2026-11-21', 'salt-of-today'],
    ]);
    expect(await filesWith('salt-of-yesterday')).not.toEqual([]);
    file.replaceSalts([['2026-11-21', 'salt-of-today']]);
    expect(await filesWith('salt-of-yesterday')).toEqual([]);
    expect(file.salts()).toEqual([['2026-11-21', 'salt-of-today']]);
  });

  test('survive a restart', async () => {
    const { path, file } = await openFresh();
    file.replaceSalts([['2026-11-21', 'salt']]);
    file.close();
    expect(open(path).salts()).toEqual([['2026-11-21', 'salt']]);
  });
});

describe('the redirect map', () => {
  test('finds what was put, in the order of the question, and nothing else', async () => {
    const { file } = await openFresh();
    file.putLinks([
      { slug: 'a', codeId: 'c1', link: '{"a":1}' },
      { slug: 'b', codeId: 'c2', link: '{"b":1}' },
    ]);
    expect(file.findLinks(['b', 'x', 'a', "' or 1=1"])).toEqual(['{"b":1}', null, '{"a":1}', null]);
  });

  test('holds a code once: a new row replaces the one of its code and the one of its slug', async () => {
    const { file } = await openFresh();
    file.putLinks([{ slug: 'a', codeId: 'c1', link: '1' }]);
    file.putLinks([{ slug: 'b', codeId: 'c1', link: '2' }]);
    expect(file.findLinks(['a', 'b'])).toEqual([null, '2']);
    file.putLinks([{ slug: 'b', codeId: 'c2', link: '3' }]);
    file.putLinks([{ slug: '', codeId: 'c1', link: null }]);
    expect(file.findLinks(['b'])).toEqual(['3']);
    file.putLinks([{ slug: '', codeId: 'c2', link: null }]);
    expect(file.findLinks(['b'])).toEqual([null]);
  });
});
