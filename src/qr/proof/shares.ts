import type { Damage, ProofCondition, ProofDecoder } from '../../core/designs/proof.ts';

export function countRead({ readings }: ProofCondition, decoders: readonly ProofDecoder[]): number {
  return decoders.filter((name) => readings[name] === 'read').length;
}

/** Right readings of all those of one damage, 0 to 1. */
export function shareRead(conditions: readonly ProofCondition[], decoders: readonly ProofDecoder[]): number {
  const read = conditions.reduce((sum, condition) => sum + countRead(condition, decoders), 0);
  return conditions.length === 0 ? 1 : read / (conditions.length * decoders.length);
}

/** In each of the formats; of `none` every one is as mild as can be. */
export function mildestOf(conditions: readonly ProofCondition[], damage: Damage): readonly ProofCondition[] {
  const ofDamage = conditions.filter((condition) => condition.damage === damage);
  const label = ofDamage[0]?.label;
  return damage === 'none' ? ofDamage : ofDamage.filter((condition) => condition.label === label);
}
