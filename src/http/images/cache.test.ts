import { expect, test } from 'vitest';
import { type KeptPicture, PictureCache } from './cache.ts';

const picture = (bytes: number): KeptPicture => ({
  ...{ bytes: new Uint8Array(bytes), etag: `"${bytes}"`, head: [], notModifiedHead: [], route: '/img/:file' },
});

const address = (slug: string, look = '') => ({
  ...{ slug, key: `${slug} ${look}`, target: `/img/${slug}.png?${look}` },
});

/** Resolved by hand. */
function making() {
  let resolve!: (made: KeptPicture | undefined) => void;
  let reject!: (error: Error) => void;
  const made = new Promise<KeptPicture | undefined>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { resolve, reject, make: () => made };
}

const never = () => Promise.reject(new Error('made once more'));

async function keep(cache: PictureCache, slug: string, bytes: number, look = ''): Promise<void> {
  await cache.get(address(slug, look), async () => picture(bytes));
}

test('the pictures asked for last are kept, and all together are never larger than the limit', async () => {
  const cache = new PictureCache(100_000);
  await keep(cache, 'a', 40_000);
  await keep(cache, 'b', 40_000);
  expect(cache.find('/img/a.png?')).toBeDefined();
  await keep(cache, 'c', 40_000);
  expect(cache.find('/img/b.png?')).toBeUndefined();
  expect(cache.find('/img/a.png?')).toBeDefined();
  expect(cache.find('/img/c.png?')).toBeDefined();
  expect(cache.counters.hits).toBe(3);
  expect(cache.bytes).toBeGreaterThan(80_000);
  expect(cache.bytes).toBeLessThanOrEqual(100_000);
});

test('a picture larger than the whole cache is not kept, and those that are dropped give their bytes back', async () => {
  const cache = new PictureCache(100_000);
  await keep(cache, 'huge', 100_001);
  expect(cache.find('/img/huge.png?')).toBeUndefined();
  for (let n = 0; n < 50; n += 1) {
    await keep(cache, 'same', 60_000);
    cache.drop('same');
  }
  await keep(cache, 'same', 60_000);
  await keep(cache, 'other', 35_000);
  expect(cache.find('/img/same.png?')).toBeDefined();
  expect(cache.find('/img/other.png?')).toBeDefined();
});

test('equal wishes under way are made once, also one that fails, which is not kept', async () => {
  const cache = new PictureCache(100_000);
  const first = making();
  const asked = [cache.get(address('a'), first.make), cache.get(address('a'), never)];
  first.resolve(picture(10));
  const [one, two] = await Promise.all(asked);
  expect(one).toBe(two);
  const failing = making();
  const failed = [cache.get(address('b'), failing.make), cache.get(address('b'), never)];
  failing.reject(new Error('full'));
  for (const each of failed) await expect(each).rejects.toThrow('full');
  await keep(cache, 'b', 10);
  expect(cache.find('/img/b.png?')).toBeDefined();
});

test('several spellings of one wish share a picture, a bounded number of them without being read', async () => {
  const cache = new PictureCache(100_000);
  await keep(cache, 'a', 10);
  const spelled = (n: number) => ({ ...address('a'), target: `/img/a.png?${n}` });
  for (let n = 0; n < 20; n += 1) expect(await cache.get(spelled(n), never)).toBeDefined();
  const found = Array.from({ length: 20 }, (_, n) => cache.find(`/img/a.png?${n}`));
  expect(found.filter((each) => each !== undefined)).toHaveLength(7);
  cache.drop('a');
  expect(cache.find('/img/a.png?')).toBeUndefined();
  expect(cache.find('/img/a.png?0')).toBeUndefined();
});

test('a change drops every picture of its code and of no other', async () => {
  const cache = new PictureCache(100_000);
  await keep(cache, 'a', 10);
  await keep(cache, 'a', 10, 'size=64');
  await keep(cache, 'b', 10);
  cache.drop('a');
  const found = ['/img/a.png?', '/img/a.png?size=64', '/img/b.png?'].map(
    (target) => cache.find(target) !== undefined,
  );
  expect(found).toEqual([false, false, true]);
  cache.clear();
  expect(cache.find('/img/b.png?')).toBeUndefined();
});

test.each(['drop', 'clear'] as const)(
  'a picture that was being made when its code changed is neither kept nor given to who asks later (%s)',
  async (how) => {
    const cache = new PictureCache(100_000);
    const old = making();
    const before = cache.get(address('a'), old.make);
    if (how === 'drop') cache.drop('a');
    else cache.clear();
    const fresh = making();
    const after = cache.get(address('a'), fresh.make);
    old.resolve(picture(1));
    expect((await before)?.bytes).toHaveLength(1);
    expect(cache.find('/img/a.png?')).toBeUndefined();
    fresh.resolve(picture(2));
    expect((await after)?.bytes).toHaveLength(2);
    expect(cache.find('/img/a.png?')?.bytes).toHaveLength(2);
  },
);

test('what is not there is asked for again', async () => {
  const cache = new PictureCache(100_000);
  expect(await cache.get(address('a'), async () => undefined)).toBeUndefined();
  await keep(cache, 'a', 10);
  expect(cache.find('/img/a.png?')).toBeDefined();
});
