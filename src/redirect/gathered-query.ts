import type { Link } from '../core/routing/link.ts';

type Query = (slugs: readonly string[]) => Promise<readonly (Link | null)[]>;

interface Waiter {
  readonly slug: string;
  readonly resolve: (link: Link | null) => void;
  readonly reject: (error: unknown) => void;
}

const slugsPerQuery = 100;
const waitersMax = 5_000;

/**
 * Asks for single slugs by queries for many: what is asked for in one turn of the event loop, or while a query
 * runs, goes together into the next; one query is in flight at a time.
 * Whoever waits when a query fails gets its error, and at most 5,000 wait: nobody stands in a line behind a store
 * that is silent.
 * @param timeoutMs a query that takes longer is given up
 */
export function gatherQueries(query: Query, timeoutMs: number): (slug: string) => Promise<Link | null> {
  const waiting: Waiter[] = [];
  let asking = false;
  const askAll = async () => {
    // The rest of this turn's requests may join.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const error = await ask(query, timeoutMs, waiting.splice(0, slugsPerQuery));
      if (error !== null) for (const { reject } of waiting.splice(0)) reject(error);
    }
    asking = false;
  };
  return (slug) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= waitersMax) return reject(new Error('too many look-ups wait'));
      waiting.push({ slug, resolve, reject });
      if (asking) return;
      asking = true;
      void askAll();
    });
}

/** @returns what the query failed with, null when it did not */
async function ask(query: Query, timeoutMs: number, waiters: readonly Waiter[]): Promise<unknown> {
  try {
    const slugs = waiters.map(({ slug }) => slug);
    const links = await answerWithin(timeoutMs, query(slugs));
    waiters.forEach(({ resolve }, index) => void resolve(links[index] ?? null));
    return null;
  } catch (error) {
    for (const { reject } of waiters) reject(error);
    return error;
  }
}

/** What comes after that, an error as well, is not waited for. */
function answerWithin<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`no answer within ${timeoutMs} ms`));
    const timer = setTimeout(giveUp, timeoutMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
