import { z } from 'zod';
import type { Code } from '../codes/code.ts';
import { parseBySchema } from '../content/problems.ts';
import type { Core } from '../core.ts';
import { type Advice, type AdviceQuery, lights, surfaces } from './advice.ts';
import { mmWithin, wholeWithin } from './limits.ts';
import { findProof } from './prove.ts';
import { pictureSourceOf } from './source.ts';

export const placeLimits = {
  distanceMm: { min: 50, max: 50_000 },
  dpi: { min: 72, max: 2400 },
} as const;

/** A code in the hand, from any printer. */
export const placeUsual: Place = { distanceMm: 300, dpi: 300 };

/** From where it is scanned, and what it is printed by. */
export type Place = Pick<AdviceQuery, 'distanceMm' | 'dpi'>;

const placeFields = {
  distanceMm: mmWithin(placeLimits.distanceMm).default(placeUsual.distanceMm),
  dpi: wholeWithin(placeLimits.dpi).default(placeUsual.dpi),
};

const placeForm = z.object(placeFields);

const adviceForm = z.object({
  ...placeFields,
  surface: z.enum(surfaces).default('flat'),
  light: z.enum(lights).default('indoor'),
});

/** @param pathOf what the caller calls a field */
export function parsePlace(input: unknown, pathOf: (field: string) => string): Place {
  return parseBySchema(placeForm, input, pathOf);
}

/** @param pathOf what the caller calls a field */
export function parseAdviceQuery(input: unknown, pathOf: (field: string) => string): AdviceQuery {
  return parseBySchema(adviceForm, input, pathOf);
}

/** How large a code must be printed for where it will hang; a proof that is still true of it makes the answer sharper. */
export async function adviseCode(core: Core, code: Code, query: AdviceQuery): Promise<Advice> {
  const proof = await findProof(core, code);
  const report = proof === undefined || proof.stale ? null : proof.report;
  return core.images.advise(await pictureSourceOf(core, code), query, report);
}
