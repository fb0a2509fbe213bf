import { expect, test } from 'vitest';
import { createImageCache } from './cache.ts';

const image = (bytes: number) => ({ bytes: new Uint8Array(bytes), etag: `"${bytes}"` });

test('the images asked for last are kept, and all together are never larger than the limit', () => {
  const cache = createImageCache(100);
  cache.add('a', image(40));
  cache.add('b', image(40));
  expect(cache.find('a')).toBeDefined();
  cache.add('c', image(40));
  expect(cache.find('b')).toBeUndefined();
  expect(cache.find('a')).toBeDefined();
  expect(cache.find('c')).toBeDefined();
});

test('an image larger than the whole cache is not kept, and the bytes of a replaced one are given back', () => {
  const cache = createImageCache(100);
  cache.add('huge', image(101));
  expect(cache.find('huge')).toBeUndefined();
  for (let n = 0; n < 50; n += 1) cache.add('same', image(60));
  cache.add('other', image(40));
  expect(cache.find('same')).toBeDefined();
  expect(cache.find('other')).toBeDefined();
});
