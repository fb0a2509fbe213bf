import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstScanIdAt } from '../../core/scans/id.ts';
import type { NewHit } from '../../core/scans/scan.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import { connectSpool } from '../drain/spool-port.ts';
import { dayOf } from '../enrich/visitor.ts';
import { decodeHits } from './group-body.ts';
import { openSpool, type SpoolOptions } from './spool.ts';

interface Released {
  readonly waiter: unknown;
  readonly answer: unknown;
  readonly durable: boolean;
}

async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'quietzone-spool-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A spool with its thread; what it lets go is in `released`. */
async function open(dataDir: string, changes: Partial<SpoolOptions> = {}) {
  const released: Released[] = [];
  const problems: string[] = [];
  const spool = await openSpool({
    ...{ dataDir, durability: 'safe', geoSetting: 'off', keepMs: 30_000 },
    release(waiting, durable) {
      for (let at = 0; at < waiting.length; at += 2) {
        released.push({ waiter: waiting[at], answer: waiting[at + 1], durable });
      }
    },
    onProblem: (message) => problems.push(message),
    ...changes,
  });
  onTestFinished(async () => void (await spool.close(1000)));
  const accept = (...ids: number[]) => {
    for (const id of ids) spool.accept(hitOf(id), id, `answer ${id}`);
  };
  const allReleased = (count: number) => expect.poll(() => released.length, { timeout: 10_000 }).toBe(count);
  const committed = (count: number) =>
    expect.poll(() => spool.counters.spooled, { timeout: 10_000 }).toBe(count);
  return { spool, released, problems, accept, allReleased, committed };
}

const today = firstScanIdAt(Date.now());

function hitOf(id: number, changes: Partial<NewHit> = {}): NewHit {
  const who = { address: '198.51.100.77', ua: 'Mozilla', referrer: 'https://e.test/' };
  return { id: today + id, code: 7, workspace: 3, signs: 0, ...who, ...changes };
}

/** Ids of the hits in the file, of every group, in order. */
function idsIn(dataDir: string): number[] {
  const db = openSqlite(join(dataDir, 'node.db'), { readonly: true });
  const bodies = db.prepare('SELECT hits FROM groups ORDER BY seq').pluck().all() as string[];
  db.close();
  return bodies.flatMap(decodeHits).map(({ id }) => id - today);
}

/** Holds the file's write lock, as a slow disk would, until it is let go. */
function holdWriteLock(dataDir: string): () => void {
  const db = openSqlite(join(dataDir, 'node.db'));
  db.exec('BEGIN IMMEDIATE');
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}

async function filesWith(dataDir: string, text: string): Promise<string[]> {
  const names = await readdir(dataDir);
  const files = await Promise.all(names.map((name) => readFile(join(dataDir, name))));
  return names.filter((_, index) => files[index]!.includes(text));
}

describe('a hit', () => {
  test('lets its person go when it is on the disk, with the answer that was given with it', async () => {
    const dir = await makeDir();
    const held: number[] = [];
    const { spool, accept } = await open(dir, {
      release(waiting, durable) {
        const ids = waiting.filter((_, at) => at % 2 === 0) as number[];
        expect(waiting).toEqual(ids.flatMap((id) => [id, `answer ${id}`]));
        // Looked at in the very moment: a busy machine may have deferred some before.
        if (durable) held.push(...idsIn(dir).filter((id) => ids.includes(id)));
      },
    });
    let last = 0;
    const acceptSome = () => {
      accept(last + 1, last + 2, last + 3);
      last += 3;
      return new Promise((resolve) => setImmediate(resolve));
    };
    await expect.poll(() => acceptSome().then(() => held.length), { timeout: 20_000 }).toBeGreaterThan(5);
    await expect.poll(() => spool.counters.spooled).toBe(last);
    const { deferred, dropped, depth } = spool.counters;
    expect([held.length + deferred, dropped, depth]).toEqual([last, 0, last]);
    expect(idsIn(dir)).toHaveLength(last);
  });

  test('goes into one commit with the others of its turn of the event loop', async () => {
    const { spool, accept, committed } = await open(await makeDir());
    accept(...Array.from({ length: 500 }, (_, id) => id));
    await committed(500);
    expect(spool.counters.commits).toBe(1);
  });

  test('leaves no address in any file, nor a way back to it once the salt is gone', async () => {
    const dir = await makeDir();
    const { spool, accept, committed } = await open(dir);
    accept(1);
    await committed(1);
    expect(await filesWith(dir, '198.51.100.77')).toEqual([]);
    expect(await filesWith(dir, 'e.test')).not.toEqual([]);
    await spool.close(1000);
    expect(await filesWith(dir, '198.51.100.77')).toEqual([]);
  });
});

describe('while the disk is slow', () => {
  test('people wait 25 ms and no longer, and each hit is committed once when it is back', async () => {
    const dir = await makeDir();
    const { spool, released, accept, allReleased, committed } = await open(dir);
    const letGo = holdWriteLock(dir);
    accept(1, 2);
    await allReleased(2);
    accept(3);
    await allReleased(3);
    expect(released.map(({ durable }) => durable)).toEqual([false, false, false]);
    expect(spool.counters).toMatchObject({ deferred: 3, spooled: 0, dropped: 0 });
    letGo();
    await committed(3);
    expect(idsIn(dir).toSorted()).toEqual([1, 2, 3]);
    expect(released).toHaveLength(3);
  });

  test('nobody waits for a disk that hangs, whoever came before', async () => {
    const dir = await makeDir();
    const { released, accept, allReleased, committed } = await open(dir);
    const letGo = holdWriteLock(dir);
    // The first is in flight; the others come one after the other into the group behind it.
    for (const id of [1, 2, 3, 4]) {
      accept(id);
      await allReleased(id);
    }
    expect(released.every(({ durable }) => !durable)).toBe(true);
    letGo();
    await committed(4);
    expect(idsIn(dir).toSorted()).toEqual([1, 2, 3, 4]);
  });

  test('what does not fit into memory is counted, and its person goes on at once', async () => {
    const dir = await makeDir();
    const { spool, released, accept, allReleased, committed } = await open(dir, { bufferMax: 10 });
    const letGo = holdWriteLock(dir);
    accept(0);
    await allReleased(1);
    accept(...Array.from({ length: 15 }, (_, id) => id + 1));
    expect(spool.counters.dropped).toBe(5);
    expect(released.slice(1).map(({ waiter }) => waiter)).toEqual([11, 12, 13, 14, 15]);
    letGo();
    await committed(11);
    expect(idsIn(dir)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

test('a commit that fails is told of, and its hits are tried again until each is there once', async () => {
  const dir = await makeDir();
  const { spool, problems, accept, allReleased, committed } = await open(dir);
  // Longer than a statement waits for a lock: the commit fails.
  const letGo = holdWriteLock(dir);
  accept(1, 2);
  await expect.poll(() => spool.problem(), { timeout: 15_000 }).not.toBeNull();
  expect(problems).toHaveLength(1);
  accept(3);
  letGo();
  await committed(3);
  expect(spool.problem()).toBeNull();
  expect(idsIn(dir).toSorted()).toEqual([1, 2, 3]);
  await allReleased(3);
}, 40_000);

describe('a restart', () => {
  test('finds every hit that was committed, the last id and the name of the file', async () => {
    const dir = await makeDir();
    const first = await open(dir);
    first.accept(5, 9, 7);
    await first.spool.setMeta({ node: '3' });
    await first.spool.close(1000);
    const { spool } = await open(dir);
    expect(spool.state).toMatchObject({
      spoolId: first.spool.state.spoolId,
      lastHitId: today + 9,
      depth: 3,
      meta: { node: '3' },
    });
    expect(first.spool.state.spoolId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is waited for by the hits of the moment before', async () => {
    const dir = await makeDir();
    const { spool, released, accept } = await open(dir);
    accept(...Array.from({ length: 5000 }, (_, id) => id));
    await spool.close(10_000);
    expect(idsIn(dir)).toHaveLength(5000);
    expect(released.every(({ waiter }) => typeof waiter === 'number')).toBe(true);
  });
});

test('one server at a time: a second on the same directory is refused with a sentence', async () => {
  const dir = await makeDir();
  const first = await open(dir);
  await expect(open(dir)).rejects.toThrow('Another Quietzone server is running');
  await first.spool.close(1000);
  await expect(open(dir)).resolves.toBeDefined();
});

test('salts of past days are in no file, and those of today survive a restart', async () => {
  const dir = await makeDir();
  const { spool, accept, committed } = await open(dir);
  const dayMs = 86_400_000;
  const [yesterday, now] = [dayOf(Date.now() - dayMs), dayOf(Date.now())];
  await spool.setSalts([
    [yesterday, 'salt-of-yesterday'],
    [now, 'salt-of-today'],
  ]);
  accept(1);
  spool.accept(hitOf(0, { id: firstScanIdAt(Date.now() - dayMs) }), 2, '');
  await committed(2);
  expect(await filesWith(dir, 'salt-of-yesterday')).toEqual([]);
  expect(await filesWith(dir, 'salt-of-today')).not.toEqual([]);
  await spool.close(1000);
  expect(await filesWith(dir, 'salt-of-yesterday')).toEqual([]);
  const db = openSqlite(join(dir, 'node.db'), { readonly: true });
  expect(db.prepare('SELECT day FROM salts').pluck().all()).toEqual([now]);
  db.close();
});

describe('the redirect map', () => {
  test('is written with its place in the log, in one step', async () => {
    const dir = await makeDir();
    const { spool } = await open(dir);
    await spool.putLinks([{ slug: 'menu', codeId: 'c1', link: '{"a":1}' }], { followed_seq: '9' });
    expect(await spool.findLinks(['menu', 'nope'])).toEqual(['{"a":1}', null]);
    // No column takes this: the step fails as a whole.
    const rows = [
      { slug: 'fine', codeId: 'c2', link: '{}' },
      { slug: 'bad', codeId: 'c3', link: {} as string },
    ];
    await expect(spool.putLinks(rows, { followed_seq: '10' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await spool.findLinks(['fine'])).toEqual([null]);
    await spool.close(1000);
    const again = await open(dir);
    expect(again.spool.state.meta).toMatchObject({ followed_seq: '9' });
    await again.spool.clearLinks();
    expect(await again.spool.findLinks(['menu'])).toEqual([null]);
  });

  test('when it cannot be written, takes no hit with it', async () => {
    const dir = await makeDir();
    const { accept, committed, spool } = await open(dir);
    const bad = spool.putLinks([{ slug: 'bad', codeId: 'c', link: {} as string }], {});
    accept(1);
    await expect(bad).rejects.toMatchObject({ code: 'unavailable' });
    await committed(1);
    expect(idsIn(dir)).toEqual([1]);
  });
});

describe('the drain', () => {
  const connect = async (spool: Awaited<ReturnType<typeof openSpool>>) => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port2.close());
    await spool.connectDrain(port1);
    return connectSpool(port2);
  };

  test('gets the same batch until it releases it, whatever else arrives', async () => {
    const { spool, accept, committed } = await open(await makeDir());
    const drain = await connect(spool);
    expect(await drain.fix(1000)).toBeNull();
    const more = drain.more();
    accept(1, 2);
    await more;
    const batch = await drain.fix(1000);
    accept(3);
    await committed(3);
    expect(await drain.fix(1000)).toEqual(batch);
    await drain.release(batch!.lastSeq);
    const next = await drain.fix(1000);
    expect(next!.firstSeq).toBe(batch!.lastSeq + 1);
    expect(next!.id).not.toBe(batch!.id);
    await drain.release(next!.lastSeq);
    expect(await drain.fix(1000)).toBeNull();
  });

  test('that is connected again gets the batch that was fixed for the one before', async () => {
    const { spool, accept, committed } = await open(await makeDir());
    accept(1);
    await committed(1);
    const batch = await (await connect(spool)).fix(1000);
    expect(batch).not.toBeNull();
    expect(await (await connect(spool)).fix(1000)).toEqual(batch);
  });

  test('hears of the end of the spool in every call that waits', async () => {
    const { spool } = await open(await makeDir());
    const drain = await connect(spool);
    expect(await drain.fix(1000)).toBeNull();
    const more = expect(drain.more()).rejects.toThrow('the spool thread ended');
    await spool.close(1000);
    await more;
    expect(drain.lost()).toBe(true);
    await expect(drain.fix(1000)).rejects.toThrow('the spool thread ended');
  });
});
