import { expect, test } from 'vitest';
import type { Link } from '../core/routing/link.ts';
import { gatherQueries } from './gathered-query.ts';

function linkOf(slug: string): Link {
  const action = { do: 'redirect', location: `https://${slug}.test/` } as const;
  return { slug, code: 1, workspace: 1, state: 'active', expiresAt: null, action, page: null };
}

const neverMs = 60_000;

test('what is asked for in one turn goes together, at most a hundred at a time and one query in flight', async () => {
  const sizes: number[] = [];
  let [flying, flyingMax] = [0, 0];
  const find = gatherQueries(async (slugs) => {
    sizes.push(slugs.length);
    flying += 1;
    flyingMax = Math.max(flyingMax, flying);
    await new Promise((resolve) => setImmediate(resolve));
    flying -= 1;
    return slugs.map((slug) => (slug === 's7' ? null : linkOf(slug)));
  }, neverMs);
  const slugs = Array.from({ length: 250 }, (_, n) => `s${n}`);
  const links = await Promise.all(slugs.map(find));
  expect(links).toEqual(slugs.map((slug) => (slug === 's7' ? null : linkOf(slug))));
  expect(sizes).toEqual([100, 100, 50]);
  expect(flyingMax).toBe(1);
});

test('a query that fails is an error for those who asked, and the next one is asked anew', async () => {
  let answers = false;
  const find = gatherQueries(
    (slugs) => (answers ? Promise.resolve(slugs.map(linkOf)) : Promise.reject(new Error('away'))),
    neverMs,
  );
  await expect(Promise.all([find('a'), find('b')])).rejects.toThrow('away');
  answers = true;
  expect(await find('a')).toEqual(linkOf('a'));
});

test('a query that is never answered is given up, and does not hold up the next', async () => {
  let silent = true;
  const find = gatherQueries(
    (slugs) => (silent ? new Promise(() => undefined) : Promise.resolve(slugs.map(linkOf))),
    20,
  );
  await expect(find('a')).rejects.toThrow('no answer within 20 ms');
  silent = false;
  expect(await find('a')).toEqual(linkOf('a'));
});

test('nobody stands in a line behind a store that fails, and the line is bounded', async () => {
  const gate = Promise.withResolvers<never>();
  const asked = Promise.withResolvers<void>();
  let queries = 0;
  const ask = gatherQueries(() => {
    queries += 1;
    asked.resolve();
    return gate.promise;
  }, 10_000);
  const all = Array.from({ length: 6_000 }, (_, at) => ask(`s${at}`).catch((error: Error) => error.message));
  expect(await all[5_999]).toBe('too many look-ups wait');
  await asked.promise;
  gate.reject(new Error('away'));
  const answers = await Promise.all(all);
  expect(answers.filter((answer) => answer === 'away')).toHaveLength(5_000);
  expect(queries).toBe(1);
});
