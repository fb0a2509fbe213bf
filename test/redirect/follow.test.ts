import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNodeLinks } from '../../src/compose/node-links.ts';
import { blockHost, unblockHost } from '../../src/core/blocking/block.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import type { Core } from '../../src/core/core.ts';
import type { Operator } from '../../src/core/instance/operator.ts';
import type { Link } from '../../src/core/routing/link.ts';
import type { Store } from '../../src/core/store.ts';
import { openSpool } from '../../src/ingest/spool/spool.ts';
import { createFollower, type FollowState, type NodeLinks } from '../../src/redirect/follow.ts';
import { makeAccess, makeCode, makeDir, openTestCore, openTestStore, settings } from '../support/store.ts';

const operator: Operator = { kind: 'operator', id: null, name: 'Test' };

/** A node's file with its thread, as it is after each start. */
async function openNode(dataDir: string) {
  const options = { dataDir, durability: 'fast', geoSetting: 'off', keepMs: 0 } as const;
  const spool = await openSpool({ ...options, release: () => undefined, onProblem: () => undefined });
  const close = async () => void (await spool.close(1000));
  onTestFinished(close);
  const { followed_seq = '', link_rules = '', blocked_hosts = '[]' } = spool.state.meta;
  return { links: createNodeLinks(spool), state: { followed_seq, link_rules, blocked_hosts }, close };
}

interface Heard {
  readonly links: Map<string, Link | null>;
  clears: number;
  /** Each list that was told. */
  readonly blocked: (readonly string[])[];
  readonly trouble: unknown[];
}

function follow(store: Store, links: NodeLinks, state: FollowState, rules = settings.content) {
  const heard: Heard = { links: new Map(), clears: 0, blocked: [], trouble: [] };
  const follower = createFollower({
    ...{ store, links, state, rules },
    onLink: (slug, link) => heard.links.set(slug, link),
    onClear: () => {
      heard.clears += 1;
    },
    async onBlocked(hosts) {
      heard.blocked.push(hosts);
    },
    onTrouble: (error) => heard.trouble.push(error),
  });
  return { follower, heard };
}

const openBoth = async () => {
  const core = await openTestCore();
  const dataDir = await makeDir();
  return {
    core,
    access: await makeAccess(core, 'Bakery', 'business'),
    dataDir,
    node: await openNode(dataDir),
  };
};

const targetOf = (link: Link | null | undefined) =>
  link?.action.do === 'redirect' ? link.action.location : (link ?? null);
const targets = async (links: NodeLinks, ...slugs: string[]) => (await links.find(slugs)).map(targetOf);

describe('at the first start', () => {
  test('every code is copied, and each by its folded slug', async () => {
    const { core, access, node } = await openBoth();
    await makeCode(core, access, { slug: 'Menu' });
    const gone = await makeCode(core, access, { slug: 'gone' });
    await deleteCode(core, access, gone.id);
    const { follower, heard } = follow(core.store, node.links, node.state);
    await follower.catchUp();
    expect(await targets(node.links, 'menu', 'Menu', 'gone')).toEqual([
      'https://example.com/menu',
      null,
      null,
    ]);
    expect(heard).toMatchObject({ clears: 1, trouble: [] });
  });

  test('the place in the log is kept, so that the next start copies nothing again', async () => {
    const { core, access, dataDir, node } = await openBoth();
    const code = await makeCode(core, access, { slug: 'menu' });
    await follow(core.store, node.links, node.state).follower.catchUp();
    await node.close();
    await updateCode(core, access, code.id, { destination: 'https://example.com/new' });
    const again = await openNode(dataDir);
    expect(Number(again.state.followed_seq)).toBeGreaterThan(0);
    const { follower, heard } = follow(core.store, again.links, again.state);
    await follower.catchUp();
    expect([heard.clears, follower.applied()]).toEqual([0, 1]);
    expect(targetOf(heard.links.get('menu'))).toBe('https://example.com/new');
    await expect.poll(() => targets(again.links, 'menu')).toEqual(['https://example.com/new']);
  });
});

describe('a change', () => {
  test('is in memory when the call is back, and in the file soon after', async () => {
    const { core, access, node } = await openBoth();
    const { follower, heard } = follow(core.store, node.links, node.state);
    await follower.catchUp();
    const code = await makeCode(core, access, { slug: 'Menu' });
    await follower.catchUp();
    expect(targetOf(heard.links.get('menu'))).toBe('https://example.com/menu');
    await updateCode(core, access, code.id, { destination: 'https://example.com/new' });
    await follower.catchUp();
    expect(targetOf(heard.links.get('menu'))).toBe('https://example.com/new');
    expect(await targets(node.links, 'menu')).toEqual(['https://example.com/new']);
    await deleteCode(core, access, code.id);
    await follower.catchUp();
    expect(heard.links.get('menu')).toBeNull();
    expect(await targets(node.links, 'menu')).toEqual([null]);
  });

  test('of a code that was made and deleted unseen takes its slug away', async () => {
    const { core, access, node } = await openBoth();
    const { follower, heard } = follow(core.store, node.links, node.state);
    await follower.catchUp();
    await deleteCode(core, access, (await makeCode(core, access, { slug: 'Brief' })).id);
    await follower.catchUp();
    expect([...heard.links]).toEqual([['brief', null]]);
  });

  test('committed before the call is applied by it, also while another run is under way', async () => {
    const { core, access, node } = await openBoth();
    const { follower, heard } = follow(core.store, node.links, node.state);
    await follower.catchUp();
    const slugs = ['a', 'b', 'c', 'd'];
    await Promise.all(
      slugs.map(async (slug) => {
        await makeCode(core, access, { slug });
        await follower.catchUp();
        expect(heard.links.has(slug)).toBe(true);
      }),
    );
    expect(follower.applied()).toBe(4);
  });

  test('of other things than codes is passed over', async () => {
    const { core, node } = await openBoth();
    const { follower, heard } = follow(core.store, node.links, node.state);
    await follower.catchUp();
    await makeAccess(core, 'Other');
    await follower.catchUp();
    expect(heard.links.size).toBe(0);
  });

  test('that cannot be read fails the call, and is applied by the next', async () => {
    const { core, access, node } = await openBoth();
    let away = false;
    const lastSeq = () => (away ? Promise.reject(new Error('away')) : core.store.changes.lastSeq());
    const store = { ...core.store, changes: { ...core.store.changes, lastSeq } };
    const { follower, heard } = follow(store, node.links, node.state);
    await follower.catchUp();
    await makeCode(core, access, { slug: 'menu' });
    away = true;
    await expect(follower.catchUp()).rejects.toThrow('away');
    away = false;
    await follower.catchUp();
    expect(heard.links.has('menu')).toBe(true);
  });
});

describe('the list of blocked hosts', () => {
  const block = (core: Core, host: string) => blockHost(core, operator, { host, reason: 'phishing' });

  test('is told whole when it changes, and stays in the file for a start without the store', async () => {
    const { core, access, dataDir, node } = await openBoth();
    const written: Promise<void>[] = [];
    const links: NodeLinks = {
      ...node.links,
      put(rows, state) {
        written.push(node.links.put(rows, state));
        return Promise.resolve();
      },
    };
    const { follower, heard } = follow(core.store, links, node.state);
    await follower.catchUp();
    await block(core, 'b.example');
    await makeCode(core, access, { slug: 'menu' });
    await follower.catchUp();
    await block(core, 'a.example');
    await follower.catchUp();
    await unblockHost(core, operator, 'b.example');
    await follower.catchUp();
    expect(heard.blocked).toEqual([[], ['b.example'], ['a.example', 'b.example'], ['a.example']]);
    await Promise.all(written);
    await node.close();
    const { state } = await openNode(dataDir);
    expect([state.blocked_hosts, state.followed_seq]).toEqual([
      '["a.example"]',
      String(await core.store.changes.lastSeq()),
    ]);
  });

  test('that changed while the node was away is told at its next start, once', async () => {
    const { core, dataDir, node } = await openBoth();
    await follow(core.store, node.links, node.state).follower.catchUp();
    await node.close();
    await block(core, 'a.example');
    await block(core, 'b.example');
    const again = await openNode(dataDir);
    const { follower, heard } = follow(core.store, again.links, again.state);
    await follower.catchUp();
    expect([heard.blocked, heard.clears]).toEqual([[['a.example', 'b.example']], 0]);
  });

  test('is asked for when everything is copied, before any link can be judged by it', async () => {
    const { core, access, node } = await openBoth();
    await block(core, 'a.example');
    await makeCode(core, access, { slug: 'menu' });
    const { follower, heard } = follow(core.store, node.links, node.state);
    await follower.catchUp();
    expect(heard.blocked).toEqual([['a.example']]);
    expect((await node.links.find(['menu']))[0]).toMatchObject({ hosts: ['example.com'], state: 'active' });
  });
});

describe('everything is copied anew', () => {
  test('from a store that was put back from a backup, whose later codes are gone', async () => {
    const { core, access, node } = await openBoth();
    const code = await makeCode(core, access, { slug: 'menu' });
    const backup = join(core.dir, 'backup.db');
    // The log lies beside the file until it is worked in.
    await copyFile(join(core.dir, 'quietzone.db'), backup);
    await copyFile(join(core.dir, 'quietzone.db-wal'), `${backup}-wal`);
    await updateCode(core, access, code.id, { destination: 'https://example.com/new' });
    await makeCode(core, access, { slug: 'later' });
    let store = core.store;
    const moving = new Proxy(core.store, { get: (_, name) => store[name as keyof Store] });
    const { follower, heard } = follow(moving, node.links, node.state);
    await follower.catchUp();
    expect(await targets(node.links, 'menu', 'later')).toEqual([
      'https://example.com/new',
      'https://example.com/menu',
    ]);
    store = await openTestStore(backup);
    await follower.catchUp();
    expect(heard.clears).toBe(2);
    expect(await targets(node.links, 'menu', 'later')).toEqual(['https://example.com/menu', null]);
  });

  test('when links are made by other rules than those in the file', async () => {
    const { core, access, dataDir, node } = await openBoth();
    const content = { latitude: 48.2, longitude: 16.37 };
    await makeCode(core, access, { slug: 'place', type: 'map', destination: undefined, content });
    await follow(core.store, node.links, node.state).follower.catchUp();
    expect(await targets(node.links, 'place')).toEqual([expect.stringContaining('google')]);
    await node.close();
    const again = await openNode(dataDir);
    const rules = { ...settings.content, mapProvider: 'openstreetmap' } as const;
    const { follower, heard } = follow(core.store, again.links, again.state, rules);
    await follower.catchUp();
    expect(heard.clears).toBe(1);
    expect(await targets(again.links, 'place')).toEqual([expect.stringContaining('openstreetmap')]);
  });

  test('after a copy that broke off, also when the store has grown past the old place meanwhile', async () => {
    const { core, access, node } = await openBoth();
    await makeCode(core, access, { slug: 'menu' });
    let [last, cut] = [await core.store.changes.lastSeq(), false];
    const changes = { ...core.store.changes, lastSeq: () => Promise.resolve(last) };
    const links: NodeLinks = {
      ...node.links,
      put: (rows, state) => (cut ? Promise.reject(new Error('full')) : node.links.put(rows, state)),
    };
    const { follower, heard } = follow({ ...core.store, changes }, links, node.state);
    await follower.catchUp();
    [last, cut] = [0, true];
    await expect(follower.catchUp()).rejects.toThrow('full');
    [last, cut] = [await core.store.changes.lastSeq(), false];
    await follower.catchUp();
    expect(heard.clears).toBe(2);
    expect(await targets(node.links, 'menu')).toEqual(['https://example.com/menu']);
  });

  test.each([
    ['right after the old rows went', 'clear'],
    ['among its rows', 'put'],
  ] as const)('after a copy that broke off %s', async (_, brokenAt) => {
    const { core, access, dataDir, node } = await openBoth();
    await makeCode(core, access, { slug: 'menu' });
    await follow(core.store, node.links, node.state).follower.catchUp();
    const broken: NodeLinks = {
      find: node.links.find,
      async clear() {
        await node.links.clear();
        if (brokenAt === 'clear') throw new Error('power cut');
      },
      async put(rows, state) {
        if (rows.length > 0) throw new Error('power cut');
        await node.links.put(rows, state);
      },
    };
    // Rules that are no rules of ours make it copy; what breaks off must not look whole under the old ones.
    const other = { ...settings.content, mapProvider: 'apple' } as const;
    const cut = follow(core.store, broken, node.state, other);
    await expect(cut.follower.catchUp()).rejects.toThrow('power cut');
    await node.close();
    const again = await openNode(dataDir);
    const { follower, heard } = follow(core.store, again.links, again.state);
    await follower.catchUp();
    expect(heard.clears).toBe(1);
    expect(await targets(again.links, 'menu')).toEqual(['https://example.com/menu']);
  });
});
