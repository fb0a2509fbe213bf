import { AppError } from './errors.ts';

export interface TurnsOptions {
  /** Of one scope. */
  readonly atOnce: number;
  /** Of one scope: whoever comes when so many wait is refused. */
  readonly waitingMax: number;
  /** What they are told. */
  readonly refusal?: string;
}

interface Line {
  underWay: number;
  readonly waiting: (() => void)[];
}

/** Lets work of each scope begin in its order and a little of it at once, so that no scope takes the place of others. */
export class Turns {
  readonly #options: TurnsOptions;
  /** Where something is under way. */
  readonly #lines = new Map<string, Line>();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * @param signal of whoever may go while they wait; once begun, it is the work's own to end
   * @throws {AppError} unavailable when too many wait
   */
  async run<Result>(scope: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const line = this.#lines.get(scope) ?? { underWay: 0, waiting: [] };
    this.#lines.set(scope, line);
    await this.#begin(line, signal);
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      // The place is handed over: whoever comes meanwhile comes later.
      if (next) next();
      else line.underWay -= 1;
      if (line.underWay === 0) this.#lines.delete(scope);
    }
  }

  async #begin(line: Line, signal: AbortSignal | undefined): Promise<void> {
    const { atOnce, waitingMax, refusal } = this.#options;
    if (line.underWay < atOnce) {
      line.underWay += 1;
      return;
    }
    if (line.waiting.length >= waitingMax)
      throw new AppError(
        'unavailable',
        refusal ?? 'Too much of this is under way already. Try again in a moment.',
      );
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    line.waiting.push(resolve);
    const leave = () => {
      const place = line.waiting.indexOf(resolve);
      // Whoever has begun already is ended by the work itself.
      if (place < 0) return;
      line.waiting.splice(place, 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }
}

/**
 * Of work that takes long and that all workspaces share: of each workspace one is under way and some wait.
 * @param what several of them are called
 */
export function workspaceTurns(what: string, waitingMax = 1): Turns {
  const count = waitingMax === 1 ? 'Two' : waitingMax + 1;
  const refusal = `${count} ${what} of this workspace are under way or waiting already: try again when one is done.`;
  return new Turns({ atOnce: 1, waitingMax, refusal });
}
