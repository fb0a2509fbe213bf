import { describe, expect, test } from 'vitest';
import type { Link } from '../core/routing/link.ts';
import { LinkMap, type LinkMapOptions } from './link-map.ts';

function linkTo(slug: string, location = `https://example.com/${slug}`, pageText = ''): Link {
  const content = { text: pageText };
  const page = pageText === '' ? null : ({ id: slug, type: 'menu', name: '', content, href: null } as const);
  const action = { do: 'redirect', location } as const;
  return { slug, code: 1, workspace: 1, state: 'active', expiresAt: null, action, page };
}

interface Held {
  /** Slugs of each query, in order. */
  readonly asked: string[][];
  readonly links: Map<string, Link>;
  failure: Error | undefined;
  /** While set, answers wait for it. */
  gate: Promise<void> | undefined;
}

function holdSource(): Held & { query: (slugs: readonly string[]) => Promise<readonly (Link | null)[]> } {
  const held: Held = { asked: [], links: new Map(), failure: undefined, gate: undefined };
  return Object.assign(held, {
    async query(slugs: readonly string[]) {
      held.asked.push([...slugs]);
      const answer = slugs.map((slug) => held.links.get(slug) ?? null);
      const { failure } = held;
      await held.gate;
      if (failure) throw failure;
      return answer;
    },
  });
}

function openMap(changes: Partial<LinkMapOptions<Link>> = {}) {
  const [local, store] = [holdSource(), holdSource()];
  const clock = { at: 1_000_000 };
  const sources = { local: local.query, store: store.query };
  const map = new LinkMap<Link>({ sources, prepare: (link) => link, now: () => clock.at, ...changes });
  return { map, local, store, clock };
}

function newGate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { gate: promise, open: resolve };
}

describe('a link that memory does not hold', () => {
  test("is asked of the node's own map first, and of the store only when it is not there", async () => {
    const { map, local, store } = openMap();
    local.links.set('here', linkTo('here'));
    store.links.set('new', linkTo('new'));
    expect(map.get('here')).toBeUndefined();
    expect(await map.find('here')).toEqual(linkTo('here'));
    expect(store.asked).toEqual([]);
    expect(await map.find('new')).toEqual(linkTo('new'));
    expect(map.get('here')).toEqual(linkTo('here'));
    expect(map.get('new')).toEqual(linkTo('new'));
  });

  test('is asked for once, however many ask at the same time and in whatever spelling', async () => {
    const { map, local, store } = openMap();
    store.links.set('menu', linkTo('menu'));
    const found = await Promise.all(['menu', 'MENU', 'Menu', 'menu'].map((slug) => map.find(slug)));
    expect(found).toEqual(Array.from({ length: 4 }, () => linkTo('menu')));
    expect([local.asked, store.asked]).toEqual([[['menu']], [['menu']]]);
    expect(map.get('mEnU')).toEqual(linkTo('menu'));
  });

  test('goes into one query with the others of its turn, at most 100 a query', async () => {
    const { map, local } = openMap();
    const slugs = Array.from({ length: 250 }, (_, at) => `s${at}`);
    for (const slug of slugs) local.links.set(slug, linkTo(slug));
    expect(await Promise.all(slugs.map((slug) => map.find(slug)))).toEqual(slugs.map((slug) => linkTo(slug)));
    expect(local.asked.map((query) => query.length)).toEqual([100, 100, 50]);
  });

  test('is found in the store when the file of the node cannot be read', async () => {
    const { map, local, store } = openMap();
    local.failure = new Error('the file is damaged');
    store.links.set('menu', linkTo('menu'));
    expect(await map.find('menu')).toEqual(linkTo('menu'));
  });
});

describe('a slug that is surely unknown', () => {
  test('is not asked for again for 30 s, and then it is', async () => {
    const { map, store, clock } = openMap();
    expect(await map.find('nope')).toBeNull();
    clock.at += 29_999;
    expect(map.get('NOPE')).toBeNull();
    clock.at += 1;
    expect(map.get('nope')).toBeUndefined();
    store.links.set('nope', linkTo('nope'));
    expect(await map.find('nope')).toEqual(linkTo('nope'));
    expect(map.get('nope')).toEqual(linkTo('nope'));
  });

  test('takes no more memory than 10,000 of them', async () => {
    const { map } = openMap();
    const slugs = Array.from({ length: 10_050 }, (_, at) => `x${at}`);
    for (let at = 0; at < slugs.length; at += 1_000) {
      await Promise.all(slugs.slice(at, at + 1_000).map((slug) => map.find(slug)));
    }
    expect(slugs.filter((slug) => map.get(slug) === null)).toHaveLength(10_000);
    expect(map.get('x0')).toBeUndefined();
    expect(map.get('x10049')).toBeNull();
  });

  test('is known at once when a code gets it', async () => {
    const { map, store } = openMap();
    expect(await map.find('menu')).toBeNull();
    store.links.set('menu', linkTo('menu'));
    map.put('Menu', linkTo('menu'));
    expect(map.get('menu') ?? (await map.find('menu'))).toEqual(linkTo('menu'));
  });
});

test('a store that does not answer is never remembered: the next request asks again', async () => {
  const { map, store } = openMap();
  store.failure = new Error('away');
  await expect(map.find('menu')).rejects.toThrow('away');
  expect(map.get('menu')).toBeUndefined();
  store.failure = undefined;
  store.links.set('menu', linkTo('menu'));
  expect(await map.find('menu')).toEqual(linkTo('menu'));
});

test('what the node knows itself does not wait behind a question to a silent store', async () => {
  const { map, local, store } = openMap();
  const { gate, open } = newGate();
  store.gate = gate;
  const silent = map.find('elsewhere');
  local.links.set('here', linkTo('here'));
  expect(await map.find('here')).toEqual(linkTo('here'));
  open();
  expect(await silent).toBeNull();
});

describe('a change while its link is looked up', () => {
  test.each([
    ['an edit', linkTo('menu', 'https://example.com/new')],
    ['a deletion', null],
  ])(
    '%s is not overwritten by the older answer, and whoever asks after it gets the newer one',
    async (_, now) => {
      const { map, store } = openMap();
      const { gate, open } = newGate();
      store.links.set('menu', linkTo('menu', 'https://example.com/old'));
      store.gate = gate;
      const before = map.find('menu');
      await expect.poll(() => store.asked.length).toBe(1);
      if (now) store.links.set('menu', now);
      else store.links.delete('menu');
      map.put('menu', now);
      const after = map.find('menu');
      open();
      await before;
      expect(await after).toEqual(now);
      expect(map.get('menu')).toEqual(now);
    },
  );

  test('a map that was cleared meanwhile remembers nothing of before', async () => {
    const { map, store } = openMap();
    const { gate, open } = newGate();
    store.links.set('menu', linkTo('menu', 'https://example.com/old'));
    store.gate = gate;
    const before = map.find('menu');
    await expect.poll(() => store.asked.length).toBe(1);
    map.clear();
    open();
    await before;
    expect(map.get('menu')).toBeUndefined();
  });
});

describe('a change of a link', () => {
  test('replaces what memory holds, at once', async () => {
    const { map, store } = openMap();
    store.links.set('menu', linkTo('menu'));
    await map.find('menu');
    const edited = linkTo('menu', 'https://example.com/new');
    map.put('MENU', edited);
    expect(map.get('menu')).toEqual(edited);
  });

  test('to nothing takes it out of memory, at once', async () => {
    const { map, store } = openMap();
    store.links.set('menu', linkTo('menu'));
    await map.find('menu');
    map.put('menu', null);
    expect(map.get('menu') ?? null).toBeNull();
  });
});

describe('a refresh', () => {
  const openMarked = () => {
    const mark = { now: 'old' };
    const local = holdSource();
    const sources = { local: local.query, store: holdSource().query };
    const prepare = ({ slug }: Link) => ({ slug, mark: mark.now });
    const map = new LinkMap({ sources, prepare, now: () => 0 });
    return { map, local, mark, refresh: () => map.refresh((entry) => entry.mark !== mark.now) };
  };

  test('prepares what is out of date anew and nothing else, and asks nobody', async () => {
    const { map, local, mark, refresh } = openMarked();
    for (const slug of ['a', 'b']) local.links.set(slug, linkTo(slug));
    await map.find('a');
    mark.now = 'new';
    await map.find('b');
    const [fresh, asked] = [map.get('b'), local.asked.length];
    await refresh();
    expect(map.get('a')).toEqual({ slug: 'a', mark: 'new' });
    expect(map.get('b')).toBe(fresh);
    expect(local.asked.length).toBe(asked);
  });

  test('lets scans through while it runs, and takes along what changes meanwhile', async () => {
    const { map, local, mark, refresh } = openMarked();
    const slugs = Array.from({ length: 3_000 }, (_, at) => `s${at}`);
    for (const slug of [...slugs, 'late']) local.links.set(slug, linkTo(slug));
    await Promise.all(slugs.map((slug) => map.find(slug)));
    mark.now = 'new';
    const running = refresh();
    // Of those that it has not come to yet: one changes, one goes, one is asked for the first time.
    expect(map.get('s2999')).toEqual({ slug: 's2999', mark: 'old' });
    map.put('s2998', linkTo('S2998'));
    map.put('s2997', null);
    await map.find('late');
    await running;
    expect(map.get('s2998')).toEqual({ slug: 'S2998', mark: 'new' });
    expect(map.get('s2997')).toBeUndefined();
    const kept = [...slugs.filter((slug) => slug !== 's2997'), 'late'];
    expect(kept.filter((slug) => map.get(slug)?.mark !== 'new')).toEqual([]);
  });
});

test('memory is bounded by bytes: the oldest links go, the newest stay, and none is lost for good', async () => {
  const bytesMax = 100_000;
  const { map, local } = openMap({ bytesMax });
  const slugs = Array.from({ length: 1000 }, (_, at) => `s${at}`);
  for (const slug of slugs) local.links.set(slug, linkTo(slug, 'https://e.test/', 'x'.repeat(500)));
  for (const slug of slugs) await map.find(slug);
  const kept = slugs.filter((slug) => map.get(slug) !== undefined);
  expect(kept.length * 1000).toBeLessThanOrEqual(bytesMax);
  expect(kept.length).toBeGreaterThan(20);
  expect(kept).toEqual(slugs.slice(-kept.length));
  expect(await map.find('s0')).toEqual(local.links.get('s0'));
  map.clear();
  expect(slugs.filter((slug) => map.get(slug) !== undefined)).toEqual([]);
});
