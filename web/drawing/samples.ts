import type { Design } from '../../src/core/designs/design.ts';
import { plainDesign } from '../../src/core/designs/design.ts';
import { drawSvg } from './draw-svg.ts';
import { fitNow } from './fitting.ts';
import type { Subject } from './subject.ts';
import { noWords } from './words.ts';

/** Parts of a symbol: some modules from its middle, and an eye with the light around it, in modules of the drawing. */
const cuts = { modules: '9 13 8 8', eye: '0 0 9 9' } as const;

/** What a shape of modules or eyes looks like: a small part of a small code. */
export function drawSample(
  part: keyof typeof cuts,
  { modules, eyes }: Pick<Design, 'modules' | 'eyes'>,
): string {
  const subject: Subject = {
    text: 'QUIETZONE',
    design: { ...plainDesign, error_correction: 'L', quiet_zone: 1, modules, eyes },
    logo: null,
  };
  const fitted = fitNow(subject);
  if (fitted === null) return '';
  return drawSvg(subject, fitted, noWords).replace(/viewBox="[^"]*"/, `viewBox="${cuts[part]}"`);
}
