import type { PictureSource } from '../../core/designs/picture.ts';
import {
  damages,
  type ProofCondition,
  type ProofDecoder,
  type ProofReport,
  proofScoreMin,
} from '../../core/designs/proof.ts';
import { leastModulePx, type SizedCondition } from './least-module.ts';
import { countRead, mildestOf, shareRead } from './shares.ts';
import { warningsOf } from './warnings.ts';

export type Judgement = Pick<
  ProofReport,
  'passed' | 'total' | 'score' | 'ok' | 'weakest' | 'warnings' | 'modulePxMin'
>;

/** What the readings come to; rounded so that the same readings give the same on every machine. */
export function judge(
  source: PictureSource,
  conditions: readonly SizedCondition[],
  decoders: readonly ProofDecoder[],
): Judgement {
  const total = conditions.length * decoders.length;
  const passed = conditions.reduce((sum, condition) => sum + countRead(condition, decoders), 0);
  const score = total === 0 ? 0 : Math.floor((100 * passed) / total);
  const modulePxMin = leastModulePx(conditions, decoders);
  return {
    passed,
    total,
    score,
    ok: score >= proofScoreMin && isSturdy(conditions, decoders),
    weakest: weakestOf(conditions, decoders),
    warnings: warningsOf(source, conditions, decoders, modulePxMin),
    modulePxMin,
  };
}

/** Every decoder reads the files as they are, and at least half of the decoders the mildest grade of each damage. */
function isSturdy(conditions: readonly ProofCondition[], decoders: readonly ProofDecoder[]): boolean {
  return damages.every((damage) => {
    const mildest = mildestOf(conditions, damage);
    return shareRead(mildest, decoders) >= (damage === 'none' ? 1 : 0.5);
  });
}

function weakestOf(
  conditions: readonly ProofCondition[],
  decoders: readonly ProofDecoder[],
): ProofReport['weakest'] {
  const [worst] = damages
    .map((damage) => conditions.filter((condition) => condition.damage === damage))
    .map((some) => ({ some, share: shareRead(some, decoders), undamaged: some[0]?.damage === 'none' }))
    .filter(({ share }) => share < 1)
    .toSorted((one, other) => Number(other.undamaged) - Number(one.undamaged) || one.share - other.share);
  if (worst === undefined) return null;
  const [decoder] = decoders.toSorted(
    (one, other) => shareRead(worst.some, [one]) - shareRead(worst.some, [other]),
  );
  if (decoder === undefined) return null;
  const first = worst.some.find(({ readings }) => readings[decoder] !== 'read');
  return first === undefined ? null : { damage: first.damage, decoder, label: first.label };
}
