import { AppError } from '../errors.ts';

/** Of one workspace; there is none where nothing is under way. */
interface Turn {
  /** Lets the next one begin. */
  next: (() => void) | undefined;
}

/** Of work that takes long and that all workspaces share: of each workspace one is under way and one waits. */
export class WorkspaceTurns {
  readonly #what: string;
  /** By workspace. */
  readonly #turns = new Map<string, Turn>();

  /** @param what there are two of, as in `Two proofs of this workspace`. */
  constructor(what: string) {
    this.#what = what;
  }

  /**
   * @param signal of whoever may go while they wait; once begun, it is the work's own to end
   * @throws {AppError} unavailable for a third
   */
  async during<Result>(
    workspaceId: string,
    signal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    await this.#take(workspaceId, signal);
    try {
      return await work();
    } finally {
      this.#give(workspaceId);
    }
  }

  async #take(workspaceId: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const turn = this.#turns.get(workspaceId);
    if (turn === undefined) {
      this.#turns.set(workspaceId, { next: undefined });
      return;
    }
    if (turn.next !== undefined) {
      throw new AppError(
        'unavailable',
        `Two ${this.#what} of this workspace are under way or waiting already: try again when one is done.`,
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    turn.next = resolve;
    const leave = () => {
      // Whoever has begun already is ended by the work itself.
      if (turn.next !== resolve) return;
      turn.next = undefined;
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** To whoever waits, or back. */
  #give(workspaceId: string): void {
    const turn = this.#turns.get(workspaceId);
    const next = turn?.next;
    if (turn === undefined || next === undefined) {
      this.#turns.delete(workspaceId);
      return;
    }
    turn.next = undefined;
    next();
  }
}
