import { AppError } from '../../core/errors.ts';

export interface TurnsOptions {
  /** Of one scope. */
  readonly atOnce: number;
  /** Of one scope: whoever comes when so many wait is refused. */
  readonly waitingMax: number;
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

  /** @throws {AppError} unavailable when too many wait */
  async run<Result>(scope: string, work: () => Promise<Result>): Promise<Result> {
    const line = this.#lines.get(scope) ?? { underWay: 0, waiting: [] };
    this.#lines.set(scope, line);
    await this.#begin(line);
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

  async #begin(line: Line): Promise<void> {
    const { atOnce, waitingMax } = this.#options;
    if (line.underWay < atOnce) {
      line.underWay += 1;
      return;
    }
    if (line.waiting.length >= waitingMax)
      throw new AppError('unavailable', 'Too much of this is under way already. Try again in a moment.');
    await new Promise<void>((resolve) => {
      line.waiting.push(resolve);
    });
  }
}
