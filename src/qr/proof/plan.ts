import type { PictureSource, SymbolFacts } from '../../core/designs/picture.ts';
import type { ProofCondition, ProofProfile } from '../../core/designs/proof.ts';
import { seenModulePx, takePicture } from './camera.ts';
import { type Shot, shotsOf } from './matrix.ts';
import type { Frame } from './raster.ts';
import { type ExportedSpecimen, exportSpecimens, type ProofFormat, proofFormats } from './specimens.ts';

/** One look at one file: a condition before it was read. */
export interface Sitting extends Omit<ProofCondition, 'readings'> {
  /** Of a damaged one; null of the file as it is. */
  readonly modulePx: number | null;
  look(): Frame;
}

export interface Plan {
  readonly symbol: SymbolFacts;
  readonly sittings: readonly Sitting[];
}

/** Everything that a profile looks at: the files as they are, then the PNG under damage; a full one all three files. */
export async function planOf(
  source: PictureSource,
  profile: ProofProfile,
  signal?: AbortSignal,
): Promise<Plan> {
  const { symbol, of } = await exportSpecimens(source, proofFormats, signal);
  const damaged: readonly ProofFormat[] = profile === 'quick' ? ['png'] : proofFormats;
  const sittings: Sitting[] = [];
  for (const [format, specimen] of of) sittings.push(undamagedSitting(format, specimen));
  for (const shot of shotsOf(profile)) {
    for (const format of damaged) {
      const specimen = of.get(format);
      if (specimen !== undefined) sittings.push(damagedSitting(shot, format, specimen));
    }
  }
  return { symbol, sittings };
}

function undamagedSitting(format: ProofFormat, specimen: ExportedSpecimen): Sitting {
  return {
    id: `none-${format}`,
    damage: 'none',
    label: `the ${format.toUpperCase()} as it is`,
    format,
    modulePx: null,
    look: () => specimen.undamaged,
  };
}

/** The name is the seed: every format of a full proof has grains and places of its own. */
function damagedSitting(
  shot: Shot & { readonly id: string },
  format: ProofFormat,
  specimen: ExportedSpecimen,
): Sitting {
  const id = `${shot.id}-${format}`;
  const modulePx = seenModulePx(specimen, shot);
  const label =
    modulePx < shot.modulePx && shot.damage === 'small' ? `${modulePx.toFixed(1)} px a module` : shot.label;
  return { id, damage: shot.damage, label, format, modulePx, look: () => takePicture(specimen, shot, id) };
}
