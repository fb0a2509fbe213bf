/** So many at once, and one more each `refillMs`. */
export interface Allowance {
  readonly burst: number;
  readonly refillMs: number;
  /** Of all nodes together, see `SharedTries`: what guards something that could be guessed, or an inbox. */
  readonly isShared?: true;
}

/** What can be tried, by whom it is counted. Successes give their try back: these are numbers of failures. */
export const allowances = {
  /** Of one client address, whatever account it tries: an office has many people behind one address. */
  signInByAddress: { burst: 30, refillMs: 20_000, isShared: true },
  /** Of one account, by browsers that were never signed in to it. */
  signInByStrangers: { burst: 10, refillMs: 60_000, isShared: true },
  /** Of one account, by a browser that was: strangers cannot use this up, so that nobody locks the owner out. */
  signInByDevice: { burst: 10, refillMs: 30_000, isShared: true },
  /** Whoever tries codes has the password already: 300 codes a day are one chance in a thousand. */
  codeByStrangers: { burst: 10, refillMs: 300_000, isShared: true },
  /** A code of the app counts once (RFC 6238, 5.2), for as long as any clock may take it for new. */
  codeOnce: { burst: 1, refillMs: 120_000, isShared: true },
  codeByDevice: { burst: 10, refillMs: 60_000, isShared: true },
  /** Mails that one address asks for, and that one account gets. */
  mailByAddress: { burst: 5, refillMs: 300_000 },
  mailByAccount: { burst: 3, refillMs: 1_200_000, isShared: true },
  /** Mails that tell somebody what was changed about their account: the first are enough to know. */
  noticeByAddress: { burst: 6, refillMs: 1_200_000 },
  /** Invitations that somebody sends, and that one address gets from whoever it is: nobody asked for the mail. */
  inviteByUser: { burst: 30, refillMs: 300_000, isShared: true },
  inviteToAddress: { burst: 3, refillMs: 14_400_000, isShared: true },
  /** Passwords of report links: of one client address, and of one link by whoever has it. */
  reportByAddress: { burst: 30, refillMs: 20_000, isShared: true },
  reportByStrangers: { burst: 20, refillMs: 60_000, isShared: true },
  /** Answers of one report link that the statistics are asked for, besides those that are kept: each is some work. */
  numbersByReport: { burst: 30, refillMs: 2_000 },
  linkByAddress: { burst: 20, refillMs: 30_000 },
  signUpByAddress: { burst: 5, refillMs: 600_000 },
  /** What writes a row for whoever comes: challenges of passkeys and of the single sign-on. */
  challengeByAddress: { burst: 60, refillMs: 5_000 },
  /** New addresses of one account that were refused: each refusal may tell that somebody has it. */
  addressByUser: { burst: 10, refillMs: 600_000, isShared: true },
  /** Of one session, where a password confirms something: whoever has a stolen session must not guess it. */
  confirmBySession: { burst: 10, refillMs: 60_000, isShared: true },
} as const satisfies Readonly<Record<string, Allowance>>;

export type AllowanceName = keyof typeof allowances;

export function allowanceOf(name: AllowanceName): Allowance {
  return allowances[name];
}

/** @param fullMs ms until all tries are there again @returns ms until there is one; 0: now */
export function waitMsOf(name: AllowanceName, fullMs: number): number {
  const { burst, refillMs } = allowances[name];
  return Math.max(0, fullMs - (burst - 1) * refillMs);
}

/** Enough for a flood from many addresses; the oldest are forgotten then. */
const scopesMax = 50_000;

/**
 * Counts tries in memory, each scope by itself, as the generic cell rate algorithm does (ITU-T I.371): what is kept is
 * the time at which all tries are there again. A node that starts anew has forgotten all.
 */
export class Throttle {
  readonly #now: () => number;
  /** By name and scope, the one touched last at the end. */
  readonly #fullAt = new Map<string, number>();

  /** @param now ms of a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one try. Gives 0, or the ms until there is one, and then none was taken. */
  take(name: AllowanceName, scope: string): number {
    const key = `${name} ${scope}`;
    const now = this.#now();
    const fullAt = Math.max(now, this.#fullAt.get(key) ?? 0);
    const waitMs = waitMsOf(name, fullAt - now);
    if (waitMs > 0) return waitMs;
    this.#put(key, fullAt + allowances[name].refillMs);
    return 0;
  }

  /** It was no failure. */
  giveBack(name: AllowanceName, scope: string): void {
    const key = `${name} ${scope}`;
    const fullAt = this.#fullAt.get(key);
    if (fullAt !== undefined) this.#put(key, fullAt - allowances[name].refillMs);
  }

  #put(key: string, fullAt: number): void {
    this.#fullAt.delete(key);
    if (fullAt > this.#now()) this.#fullAt.set(key, fullAt);
    if (this.#fullAt.size <= scopesMax) return;
    const [oldest] = this.#fullAt.keys();
    if (oldest !== undefined) this.#fullAt.delete(oldest);
  }
}
