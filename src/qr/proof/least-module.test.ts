import { expect, test } from 'vitest';
import type { ProofCondition } from '../../core/designs/proof.ts';
import { leastModulePx } from './least-module.ts';

const sizes = [8, 6, 4, 3, 2] as const;

/** `+` was read, in the order of `sizes`. */
function conditionsOf(zxing: string, jsqr: string) {
  return sizes.map((modulePx, index): ProofCondition & { modulePx: number } => ({
    id: `small-${index + 1}-png`,
    damage: 'small',
    label: '',
    format: 'png',
    readings: {
      zxing: zxing[index] === '+' ? 'read' : 'missed',
      jsqr: jsqr[index] === '+' ? 'read' : 'missed',
    },
    modulePx,
  }));
}

test.each([
  ['+++++', '+++++', 2, 'every size is read'],
  ['+++++', '+++--', 4, 'the weaker reader counts'],
  ['+++++', '++-++', 2, 'a single miss between sizes that are read is bad luck'],
  ['+++++', '++--+', 6, 'two misses are the end'],
  ['+++++', '-----', 8, 'who reads none counts with the largest'],
  ['+++++', '---++', 8, 'what is read after two misses is luck'],
])('%s and %s come to %i px: %s', (zxing, jsqr, px) => {
  expect(leastModulePx(conditionsOf(zxing, jsqr), ['zxing', 'jsqr'])).toBe(px);
});
