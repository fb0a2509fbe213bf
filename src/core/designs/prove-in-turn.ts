import type { Core } from '../core.ts';
import { type Turns, workspaceTurns } from '../turns.ts';
import type { PictureSource } from './picture.ts';
import type { Images, ProofWatch } from './port.ts';
import type { ProofProfile, ProofReport } from './proof.ts';

const turnsOf = new WeakMap<Images, Turns>();

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
  const turns = turnsOf.get(images) ?? workspaceTurns('proofs');
  turnsOf.set(images, turns);
  return turns.run(workspaceId, () => images.prove(source, profile, watch), watch.signal);
}
