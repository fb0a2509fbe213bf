import { type Design, errorCorrections } from '../../core/designs/design.ts';
import type { Matrix } from '../matrix.ts';
import type { Assessment } from './assess.ts';
import { shadesOf } from './shades.ts';

/** A change of one field, which may be of use. */
export interface Trial {
  readonly field: string;
  readonly value: string | number;
  readonly message: string;
  /** The same for any design that has the field. */
  readonly change: (design: Design) => Design;
}

/** How a design turns out; undefined if the text does not fit. */
export type TryOut = (design: Design) => Assessment | undefined;

type Judge = (assessment: Assessment) => boolean;

/** Changes of one field each that may help by themselves. */
export function listTrials(
  design: Design,
  { version, errorCorrection, mask }: Matrix,
  now: Assessment,
  tryOut: TryOut,
  isComfortable: Judge,
): readonly Trial[] {
  const sizes = [shrinkLogo(design, tryOut, isComfortable), shrinkLogo(design, tryOut, ({ safe }) => safe)];
  return [
    ...sizes.filter((trial, index) => trial !== undefined && trial.value !== sizes[index - 1]?.value),
    ...clearLess(design),
    ...(now.lost.some(({ part }) => part === 'finder') ? darkenEyes(design) : []),
    ...contrastColors(design).filter(({ field }) => field === 'background' || !hasDarkGround(design)),
    ...widenQuietZone(design),
    ...raiseLevel(design, errorCorrection),
    ...enlarge(version),
    ...changeMask(design, mask),
  ].filter((trial) => trial !== undefined);
}

/** Changes that together leave hardly anything wrong but a logo that is too large. Those one would least like last. */
export function listCures(design: Design, { errorCorrection }: Matrix): readonly Trial[] {
  return [
    ...contrastColors(design),
    ...darkenEyes(design),
    ...widenQuietZone(design),
    ...raiseLevel(design, errorCorrection).slice(-1),
  ];
}

/** To the largest size that is good; undefined if none is, or there is no logo. */
export function shrinkLogo(design: Design, tryOut: TryOut, isGood: Judge): Trial | undefined {
  const { logo } = design;
  if (logo === null) return undefined;
  const size = largestSize(logo.size, (share) => {
    const assessment = tryOut(resized(design, share));
    return assessment !== undefined && isGood(assessment);
  });
  if (size === undefined) return undefined;
  return {
    field: 'logo.size',
    value: size,
    message: `Make the logo smaller: ${percent(size)} of the width of the code, instead of ${percent(logo.size)}.`,
    change: (changed) => resized(changed, size),
  };
}

function resized(design: Design, size: number): Design {
  return design.logo === null ? design : { ...design, logo: { ...design.logo, size } };
}

/** Percent of the width; the least is that of the design's form. */
const logoPercentMin = 5;

/** The largest size below the present one, in whole percents, that fits; undefined if none does. */
function largestSize(present: number, fits: (size: number) => boolean): number | undefined {
  let below = logoPercentMin - 1;
  let above = Math.ceil(present * 100 - 1e-9);
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (fits(middle / 100)) below = middle;
    else above = middle;
  }
  return below < logoPercentMin ? undefined : below / 100;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function clearLess({ logo }: Design): readonly Trial[] {
  if (logo === null || !logo.excavate || logo.margin === 0) return [];
  return [
    {
      field: 'logo.margin',
      value: 0,
      message: 'Clear no modules around the logo.',
      change: (design) =>
        design.logo === null ? design : { ...design, logo: { ...design.logo, margin: 0 } },
    },
  ];
}

/** Colours of their own made dark. */
function darkenEyes({ eyes }: Design): readonly Trial[] {
  const trials: Trial[] = [];
  if (eyes.frame.color !== null && eyes.frame.color !== black) {
    trials.push({
      field: 'eyes.frame.color',
      value: black,
      message: 'Draw the frames of the eyes in black or another dark colour.',
      change: (design) => ({
        ...design,
        eyes: { ...design.eyes, frame: { ...design.eyes.frame, color: black } },
      }),
    });
  }
  if (eyes.ball.color !== null && eyes.ball.color !== black) {
    trials.push({
      field: 'eyes.ball.color',
      value: black,
      message: 'Draw the balls of the eyes in black or another dark colour.',
      change: (design) => ({
        ...design,
        eyes: { ...design.eyes, ball: { ...design.eyes.ball, color: black } },
      }),
    });
  }
  return trials;
}

/** Black is read on dark grey, but nobody is told to print it. */
export function hasDarkGround({ background }: Design): boolean {
  return background !== null && shadesOf(background)[0] < darkGroundMax;
}

/** Grey of 0 to 255. */
const darkGroundMax = 128;

const black = '#000000';
const white = '#ffffff';

function contrastColors({ modules, background }: Design): readonly Trial[] {
  const trials: Trial[] = [];
  if (background !== white) {
    trials.push({
      field: 'background',
      value: white,
      message: 'Lay the code on white or another light colour.',
      change: (design) => ({ ...design, background: white }),
    });
  }
  if (modules.color !== black) {
    trials.push({
      field: 'modules.color',
      value: black,
      message: 'Draw the modules in black or another dark colour.',
      change: (design) => ({ ...design, modules: { ...design.modules, color: black } }),
    });
  }
  return trials;
}

/** Modules. ISO/IEC 18004:2015, 6.3.8. */
const quietZone = 4;

function widenQuietZone(design: Design): readonly Trial[] {
  if (design.quiet_zone >= quietZone) return [];
  return [
    {
      field: 'quiet_zone',
      value: quietZone,
      message: 'Leave the quiet zone of 4 modules that the standard asks for.',
      change: (changed) => ({ ...changed, quiet_zone: quietZone }),
    },
  ];
}

function raiseLevel(design: Design, present: Matrix['errorCorrection']): readonly Trial[] {
  if (design.error_correction === 'auto') return [];
  return errorCorrections.slice(errorCorrections.indexOf(present) + 1).map((level) => ({
    field: 'error_correction',
    value: level,
    message: `Use error correction level ${level} instead of ${present}.`,
    change: (changed) => ({ ...changed, error_correction: level }),
  }));
}

function enlarge(version: number): readonly Trial[] {
  return [version + 1, version + 2]
    .filter((asked) => asked <= 40)
    .map((larger) => ({
      field: 'version',
      value: larger,
      message: `Use version ${larger} instead of ${version}: more and smaller modules, more blocks.`,
      change: (design) => ({ ...design, version: larger }),
    }));
}

function changeMask(
  { error_correction: level, mask: asked, logo }: Design,
  present: number,
): readonly Trial[] {
  if (logo === null || (level === 'auto' && asked === null)) return [];
  return [0, 1, 2, 3, 4, 5, 6, 7]
    .filter((mask) => mask !== present)
    .map((mask) => ({
      field: 'mask',
      value: mask,
      message: `Use mask ${mask}, which leaves more of the codewords beside the logo whole.`,
      change: (design) => ({ ...design, mask }),
    }));
}
