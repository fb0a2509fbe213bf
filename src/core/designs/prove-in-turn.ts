import type { Core } from '../core.ts';
import { AppError } from '../errors.ts';
import type { PictureSource } from './picture.ts';
import type { Images, ProofWatch } from './port.ts';
import type { ProofProfile, ProofReport } from './proof.ts';

/** Of one workspace; there is none where no proof is under way. */
interface Turn {
  /** Lets the next one begin. */
  next: (() => void) | undefined;
}

/** By workspace. */
const turnsOf = new WeakMap<Images, Map<string, Turn>>();

/**
 * A proof takes seconds and all workspaces share what makes them: of each workspace one is under way and one waits.
 * @throws {AppError} unavailable for a third
 */
export async function proveInTurn(
  { images }: Pick<Core, 'images'>,
  workspaceId: string,
  source: PictureSource,
  profile: ProofProfile,
  watch: ProofWatch = {},
): Promise<ProofReport> {
  const turns = turnsOf.get(images) ?? new Map<string, Turn>();
  turnsOf.set(images, turns);
  await takeTurn(turns, workspaceId, watch.signal);
  try {
    return await images.prove(source, profile, watch);
  } finally {
    giveTurn(turns, workspaceId);
  }
}

async function takeTurn(
  turns: Map<string, Turn>,
  workspaceId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const turn = turns.get(workspaceId);
  if (turn === undefined) {
    turns.set(workspaceId, { next: undefined });
    return;
  }
  if (turn.next !== undefined) {
    throw new AppError(
      'unavailable',
      'Two proofs of this workspace are under way or waiting already: try again when one is done.',
    );
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  turn.next = resolve;
  const leave = () => {
    // Whoever has begun already is ended by the images themselves.
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
function giveTurn(turns: Map<string, Turn>, workspaceId: string): void {
  const turn = turns.get(workspaceId);
  const next = turn?.next;
  if (turn === undefined || next === undefined) {
    turns.delete(workspaceId);
    return;
  }
  turn.next = undefined;
  next();
}
