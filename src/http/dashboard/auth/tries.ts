import type { Context } from 'hono';
import { type AllowanceName, Throttle } from '../../../core/accounts/throttle.ts';
import { AppError } from '../../../core/errors.ts';
import { subscriberOf } from '../../shared/client-address.ts';
import type { HttpEnv } from '../../shared/env.ts';
import { Refusal } from '../errors.ts';

export type ClientAddress = (peer: string, header: (name: string) => string | undefined) => string;

/** What one request counts against. */
export interface Tries {
  /** @throws {Refusal} rate_limited, and then nothing was counted */
  take(counts: readonly Count[]): void;
  giveBack(counts: readonly Count[]): void;
  /**
   * Takes a try for the work. What could not be looked at, because too many waited, was none.
   * @throws {Refusal} rate_limited
   */
  spend<Result>(counts: readonly Count[], work: () => Promise<Result>): Promise<Result>;
  /** As `spend`, where only failures count. */
  during<Result>(counts: readonly Count[], work: () => Promise<Result>): Promise<Result>;
  /** As `spend`, where only what succeeds counts. */
  unlessRefused<Result>(counts: readonly Count[], work: () => Promise<Result>): Promise<Result>;
  /** False where the allowance is used up. */
  isLeft(count: Count): boolean;
  addressOf(c: Context<HttpEnv>): string;
}

export interface Count {
  readonly name: AllowanceName;
  readonly scope: string;
}

export function createTries(clientAddress: ClientAddress, now: () => number): Tries {
  const throttle = new Throttle(now);
  const giveBack = (counts: readonly Count[]) => {
    for (const { name, scope } of counts) throttle.giveBack(name, scope);
  };
  const take = (counts: readonly Count[]) => {
    counts.forEach(({ name, scope }, at) => {
      const waitMs = throttle.take(name, scope);
      if (waitMs === 0) return;
      giveBack(counts.slice(0, at));
      throw tooManyTries(Math.ceil(waitMs / 1000));
    });
  };
  const spend: Tries['spend'] = async (counts, work) => {
    take(counts);
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && error.code === 'unavailable') giveBack(counts);
      throw error;
    }
  };
  return {
    ...{ take, giveBack, spend },
    async unlessRefused(counts, work) {
      take(counts);
      try {
        return await work();
      } catch (error) {
        giveBack(counts);
        throw error;
      }
    },
    async during(counts, work) {
      const result = await spend(counts, work);
      giveBack(counts);
      return result;
    },
    isLeft: ({ name, scope }) => throttle.take(name, scope) === 0,
    addressOf(c) {
      const peer = c.env?.incoming?.socket.remoteAddress ?? '';
      return subscriberOf(clientAddress(peer, (name) => c.req.header(name)));
    },
  };
}

function tooManyTries(retryAfter: number): Refusal {
  const time = retryAfter < 90 ? `${retryAfter} seconds` : `${Math.ceil(retryAfter / 60)} minutes`;
  return new Refusal({
    code: 'rate_limited',
    error: `Too many tries. Wait ${time}, and try again.`,
    retryAfter,
  });
}
