import type { WireProof } from '../../src/http/dashboard/wire-designs.ts';

type Report = WireProof['report'];

/** Conditions in which some reader read it, and every reader, of all. */
export function countRead({ conditions }: Report): {
  readonly some: number;
  readonly every: number;
  readonly all: number;
} {
  const readings = conditions.map((one) => Object.values(one.readings));
  return {
    some: readings.filter((each) => each.includes('read')).length,
    every: readings.filter((each) => each.every((one) => one === 'read')).length,
    all: conditions.length,
  };
}

/** Upwards to whole mm: a smaller one is not what was promised. */
export function printMm({ safeSize }: WireProof): number | null {
  return safeSize === null ? null : Math.ceil(safeSize.codeMm - 1e-9);
}
