import type { Context } from 'hono';
import type { SharedTries } from '../../../core/accounts/shared-tries.ts';
import { type AllowanceName, allowanceOf, Throttle, waitMsOf } from '../../../core/accounts/throttle.ts';
import { AppError } from '../../../core/errors.ts';
import { subscriberOf } from '../../shared/client-address.ts';
import type { HttpEnv, Log } from '../../shared/env.ts';
import { Refusal } from '../errors.ts';

export type ClientAddress = (peer: string, header: (name: string) => string | undefined) => string;

/** What one request counts against. */
export interface Tries {
  /** @throws {Refusal} rate_limited, and then nothing was counted */
  take(counts: readonly Count[]): Promise<void>;
  giveBack(counts: readonly Count[]): Promise<void>;
  /**
   * Takes a try for the work. What could not be looked at, because too many waited, was none.
   * @throws {Refusal} rate_limited
   */
  spend<Result>(counts: readonly Count[], work: () => Promise<Result>): Promise<Result>;
  /** As `spend`, where only failures count: nothing is written for what succeeds. */
  during<Result>(counts: readonly Count[], work: () => Promise<Result>): Promise<Result>;
  /** As `spend`, where only what succeeds counts. */
  unlessRefused<Result>(counts: readonly Count[], work: () => Promise<Result>): Promise<Result>;
  addressOf(c: Context<HttpEnv>): string;
}

export interface Count {
  readonly name: AllowanceName;
  readonly scope: string;
}

interface TriesOptions {
  readonly clientAddress: ClientAddress;
  /** ms of a clock that never goes back */
  readonly now: () => number;
  readonly shared: SharedTries | null;
  /** Under which a scope is shared: nobody reads an address in the database. */
  readonly sealScope: (scope: string) => string;
  readonly log: Log;
}

export function createTries({ clientAddress, now, shared, sealScope, log }: TriesOptions): Tries {
  const orElse = orElseBy(log);
  const here = countHere(now);
  const everywhere = shared && countEverywhere(shared, sealScope, orElse);
  const take: Tries['take'] = async (counts) => {
    here.take(counts);
    try {
      await everywhere?.take(counts);
    } catch (error) {
      here.giveBack(counts);
      throw error;
    }
  };
  const giveBack: Tries['giveBack'] = async (counts) => {
    here.giveBack(counts);
    await everywhere?.giveBack(counts);
  };
  return {
    ...{ take, giveBack },
    async spend(counts, work) {
      await take(counts);
      return orElse(work, (error) => (wasNone(error) ? giveBack(counts) : undefined));
    },
    async unlessRefused(counts, work) {
      await take(counts);
      return orElse(work, () => giveBack(counts));
    },
    async during(counts, work) {
      here.take(counts);
      await orElse(
        async () => everywhere?.requireLeft(counts),
        () => here.giveBack(counts),
      );
      const result = await orElse(work, (error) =>
        wasNone(error) ? here.giveBack(counts) : everywhere?.add(counts),
      );
      here.giveBack(counts);
      return result;
    },
    addressOf(c) {
      const peer = c.env?.incoming?.socket.remoteAddress ?? '';
      return subscriberOf(clientAddress(peer, (name) => c.req.header(name)));
    },
  };
}

type OrElse = <Result>(
  work: () => Promise<Result>,
  failed: (error: unknown) => Promise<void> | void,
) => Promise<Result>;

/** What the work has thrown is the answer, also where the count of it cannot be written. */
function orElseBy(log: Log): OrElse {
  return async (work, failed) => {
    try {
      return await work();
    } catch (error) {
      try {
        await failed(error);
      } catch (uncounted) {
        log('warn', { reason: String(uncounted), surface: 'dashboard' }, 'a try could not be counted');
      }
      throw error;
    }
  };
}

/** It could not be looked at, because too many waited. */
function wasNone(error: unknown): boolean {
  return error instanceof AppError && error.code === 'unavailable';
}

/** In the memory of this node. */
function countHere(now: () => number) {
  const throttle = new Throttle(now);
  const giveBack = (counts: readonly Count[]) => {
    for (const { name, scope } of counts) throttle.giveBack(name, scope);
  };
  const take = (counts: readonly Count[]) => {
    counts.forEach(({ name, scope }, at) => {
      const waitMs = throttle.take(name, scope);
      if (waitMs === 0) return;
      giveBack(counts.slice(0, at));
      throw tooManyTries(waitMs);
    });
  };
  return { take, giveBack };
}

/** For all nodes together. What is read before and written after the work holds over time: many at once may slip by. */
function countEverywhere(shared: SharedTries, sealScope: (scope: string) => string, orElse: OrElse) {
  const sharedOf = (counts: readonly Count[]) => counts.filter(({ name }) => allowanceOf(name).isShared);
  const nameOf = ({ name, scope }: Count) => sealScope(`${name} ${scope}`);
  const add = async (counts: readonly Count[], sign: 1 | -1 = 1): Promise<readonly number[]> => {
    const charges = counts.map((count) => ({
      scope: nameOf(count),
      ms: sign * allowanceOf(count.name).refillMs,
    }));
    return charges.length === 0 ? [] : shared.add(charges);
  };
  return {
    async add(counts: readonly Count[]) {
      await add(sharedOf(counts));
    },
    async requireLeft(counts: readonly Count[]) {
      const own = sharedOf(counts);
      if (own.length > 0) requireLeft(own, await shared.read(own.map(nameOf)));
    },
    async take(counts: readonly Count[]) {
      const own = sharedOf(counts);
      const fullMs = await add(own);
      const before = fullMs.map((ms, at) => ms - refillMsOf(own[at]));
      await orElse(
        async () => requireLeft(own, before),
        async () => void (await add(own, -1)),
      );
    },
    async giveBack(counts: readonly Count[]) {
      await add(sharedOf(counts), -1);
    },
  };
}

function refillMsOf(count: Count | undefined): number {
  return count === undefined ? 0 : allowanceOf(count.name).refillMs;
}

function requireLeft(counts: readonly Count[], fullMs: readonly number[]): void {
  const waitMs = Math.max(0, ...counts.map(({ name }, at) => waitMsOf(name, fullMs[at] ?? 0)));
  if (waitMs > 0) throw tooManyTries(waitMs);
}

function tooManyTries(waitMs: number): Refusal {
  const retryAfter = Math.ceil(waitMs / 1000);
  const time = retryAfter < 90 ? `${retryAfter} seconds` : `${Math.ceil(retryAfter / 60)} minutes`;
  return new Refusal({
    code: 'rate_limited',
    error: `Too many tries. Wait ${time}, and try again.`,
    retryAfter,
  });
}
