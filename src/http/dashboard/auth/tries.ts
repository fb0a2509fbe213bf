import type { Context } from 'hono';
import { type AllowanceName, Throttle } from '../../../core/accounts/throttle.ts';
import { subscriberOf } from '../../shared/client-address.ts';
import type { HttpEnv } from '../../shared/env.ts';
import { Refusal } from '../errors.ts';

export type ClientAddress = (peer: string, header: (name: string) => string | undefined) => string;

/** What one request counts against. */
export interface Tries {
  /** @throws {Refusal} rate_limited, and then nothing was counted */
  take(counts: readonly Count[]): void;
  giveBack(counts: readonly Count[]): void;
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
  return {
    take(counts) {
      counts.forEach(({ name, scope }, at) => {
        const waitMs = throttle.take(name, scope);
        if (waitMs === 0) return;
        giveBack(counts.slice(0, at));
        throw tooManyTries(Math.ceil(waitMs / 1000));
      });
    },
    giveBack,
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
