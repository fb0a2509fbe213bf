import type { Damage, ProofProfile } from '../../core/designs/proof.ts';
import type { Stain } from './stain.ts';

/** Raised whenever a row below changes, or how it is drawn: proofs of different numbers are not comparable. */
export const matrixNumber = 2;

/** One way in which a code is printed badly, soiled, or looked at badly. What is not given is without fault. */
export interface Shot {
  readonly damage: Damage;
  /** In plain words with the amount. */
  readonly label: string;
  /** Whether the quick proof looks at it as well. The mildest of each damage always is. */
  readonly quick: boolean;
  /** Width of a module in the camera's frame, in px. */
  readonly modulePx: number;
  /** Growth of ink on every side, in modules; below 0 it shrinks. */
  readonly ink: number;
  readonly stain: Stain | null;
  /** Sigma in modules. */
  readonly blur: number;
  readonly pose: Pose;
  readonly light: Light | null;
  /** What is left between the darkest and the lightest, 0 to 1. */
  readonly contrast: number;
  /** Sigma in codes of 8 bits. */
  readonly noise: number;
  /** What the picture lies on: paper that is as white as it can be, or a dark wall. */
  readonly on: 'paper' | 'wall';
  readonly grey: { readonly toner: number; readonly streaks: number } | null;
}

/** How the picture lies before the camera, in degrees. */
export interface Pose {
  readonly turn: number;
  /** Away from the camera, about an axis that is upright in the picture. */
  readonly tilt: number;
  /** Arc of a cylinder that the picture covers. Not together with a tilt. */
  readonly curve: number;
}

/** `low`: the share of light at the darkest place; of a glare: how much is added at the brightest. */
export interface Light {
  readonly kind: 'gradient' | 'corners' | 'shadow' | 'glare';
  readonly low: number;
}

const level: Pose = { turn: 0, tilt: 0, curve: 0 };

/** Phones that hold a poster's code in view see modules of 4 to 8 px; tools that fail at 5 fail people. */
const usualModulePx = 5;
/** Grain of a sensor in good light. */
const usualNoise = 2;

const faultless: Omit<Shot, 'damage' | 'label' | 'quick'> = {
  modulePx: usualModulePx,
  ink: 0,
  stain: null,
  blur: 0,
  pose: level,
  light: null,
  contrast: 1,
  noise: usualNoise,
  on: 'paper',
  grey: null,
};

type Fault = Partial<Omit<Shot, 'damage' | 'label' | 'quick'>>;
const quick = true;

function shots(damage: Damage, rows: readonly (readonly [string, Fault, boolean?])[]): readonly Shot[] {
  return rows.map(([label, fault, isQuick = false]) => ({
    ...faultless,
    ...fault,
    damage,
    label,
    quick: isQuick,
  }));
}

function turned(turn: number): Fault {
  return { pose: { ...level, turn } };
}

function tilted(tilt: number, turn = 0): Fault {
  return { pose: { ...level, tilt, turn } };
}

function curved(curve: number, turn = 0): Fault {
  return { pose: { ...level, curve, turn } };
}

function stained(share: number, place: Stain['place'] = 'data', tone = stainTone): Fault {
  return { stain: { share, place, tone } };
}

/** Coffee; and the paper below where print was scratched off. */
const stainTone = 0.06;
const scratchTone = 0.9;

/** From harmless to severe within each damage: the order is that of the grades. */
export const matrix: readonly Shot[] = [
  ...shots('small', [
    ['8 px a module', { modulePx: 8 }, quick],
    ['6 px a module', { modulePx: 6 }, quick],
    ['5 px a module', { modulePx: 5 }],
    ['4 px a module', { modulePx: 4 }, quick],
    ['3.5 px a module', { modulePx: 3.5 }],
    ['3 px a module', { modulePx: 3 }, quick],
    ['2.5 px a module', { modulePx: 2.5 }, quick],
    ['2 px a module', { modulePx: 2 }, quick],
  ]),
  ...shots('blur', [
    ['blurred by 0.2 modules', { blur: 0.2 }, quick],
    ['blurred by 0.25 modules', { blur: 0.25 }],
    ['blurred by 0.3 modules', { blur: 0.3 }, quick],
    ['blurred by 0.35 modules', { blur: 0.35 }],
    ['blurred by 0.42 modules', { blur: 0.42 }, quick],
  ]),
  ...shots('ink_gain', [
    ['ink grown by 0.06 modules', { ink: 0.06 }, quick],
    ['ink grown by 0.12 modules', { ink: 0.12 }],
    ['ink grown by 0.18 modules', { ink: 0.18 }, quick],
    ['ink grown by 0.24 modules', { ink: 0.24 }],
    ['ink grown by 0.3 modules', { ink: 0.3 }, quick],
  ]),
  ...shots('ink_loss', [
    ['ink shrunk by 0.04 modules', { ink: -0.04 }, quick],
    ['ink shrunk by 0.08 modules', { ink: -0.08 }],
    ['ink shrunk by 0.12 modules', { ink: -0.12 }, quick],
    ['ink shrunk by 0.16 modules', { ink: -0.16 }],
    ['ink shrunk by 0.2 modules', { ink: -0.2 }, quick],
  ]),
  ...shots('rotation', [
    ['turned by 5°', turned(5), quick],
    ['turned by 12°', turned(12)],
    ['turned by 20°', turned(20), quick],
    ['turned by 32°', turned(32)],
    ['turned by 45°', turned(45), quick],
    ['turned by 197°', turned(197)],
  ]),
  ...shots('perspective', [
    ['seen 15° from the side', tilted(15), quick],
    ['seen 25° from the side', tilted(25)],
    ['seen 35° from the side', tilted(35, 8), quick],
    ['seen 42° from the side', tilted(42, 80)],
    ['seen 50° from the side', tilted(50, 12), quick],
  ]),
  ...shots('uneven_light', [
    ['light falls to 50 % across it', { light: { kind: 'gradient', low: 0.5 } }, quick],
    ['light falls to 15 % across it', { light: { kind: 'gradient', low: 0.15 } }],
    ['corners in 20 % of the light', { light: { kind: 'corners', low: 0.2 } }, quick],
    ['shadow edge, 45 % of the light', { light: { kind: 'shadow', low: 0.45 } }],
    ['shadow edge, 20 % of the light', { light: { kind: 'shadow', low: 0.2 } }, quick],
    ['glare of a lamp', { light: { kind: 'glare', low: 0.4 } }],
    ['strong glare of a lamp', { light: { kind: 'glare', low: 0.9 } }],
  ]),
  ...shots('low_contrast', [
    ['60 % of the contrast left', { contrast: 0.6 }, quick],
    ['45 % of the contrast left', { contrast: 0.45 }],
    ['35 % of the contrast left', { contrast: 0.35 }, quick],
    ['26 % of the contrast left', { contrast: 0.26 }],
    ['18 % of the contrast left', { contrast: 0.18 }, quick],
  ]),
  ...shots('stain', [
    ['stains on 1 %', stained(0.01), quick],
    ['stains on 2 %', stained(0.02)],
    ['stains on 3 %', stained(0.03), quick],
    ['scratches on 4 %', stained(0.04, 'data', scratchTone)],
    ['stains on 5 %', stained(0.05)],
    ['stains on 2 %, one on an eye', stained(0.02, 'finder'), quick],
    ['stains on 8 %', stained(0.08), quick],
  ]),
  ...shots('dark_surroundings', [
    ['on a dark wall', { on: 'wall' }, quick],
    ['on a dark wall, turned by 10°', { on: 'wall', ...turned(10) }, quick],
    ['on a dark wall, 3.5 px a module', { on: 'wall', modulePx: 3.5 }],
    ['on a dark wall, 25° from the side', { on: 'wall', ...tilted(25, 6) }, quick],
    ['on a dark wall, blurred by 0.3 modules', { on: 'wall', blur: 0.3, ...turned(-7) }],
    ['on a dark bottle, bent by 40°', { on: 'wall', ...curved(40, 4) }, quick],
    [
      'on a dark wall at dusk, in a hurry',
      { on: 'wall', blur: 0.2, contrast: 0.55, noise: 6, ...tilted(20, -12), modulePx: 4 },
      quick,
    ],
  ]),
  ...shots('grey_print', [
    ['printed grey', { grey: { toner: 0.9, streaks: 0 } }, quick],
    ['printed grey, toner at 60 %', { grey: { toner: 0.6, streaks: 0.2 } }, quick],
    ['printed grey, toner at 45 %', { grey: { toner: 0.45, streaks: 0.3 } }],
    ['printed grey, toner at 30 %, streaks', { grey: { toner: 0.3, streaks: 0.4 } }, quick],
  ]),
  ...shots('curvature', [
    ['bent by 25°', curved(25), quick],
    ['bent by 35°', curved(35)],
    ['bent by 45°', curved(45, 5), quick],
    ['bent by 55°', curved(55)],
    ['bent by 65°', curved(65, 5), quick],
  ]),
  ...shots('noise', [
    ['grain of 4 %', { noise: 10 }, quick],
    ['grain of 6 %', { noise: 15 }],
    ['grain of 9 %', { noise: 22 }, quick],
    ['grain of 12 %', { noise: 30 }],
    ['grain of 6 %, blurred, 4 px a module', { noise: 15, blur: 0.2, modulePx: 4 }, quick],
  ]),
];

/** The shots of a profile with the names of their conditions. The quick ones have the same names in both. */
export function shotsOf(profile: ProofProfile): readonly (Shot & { readonly id: string })[] {
  const grades = new Map<Damage, number>();
  const named = matrix.map((shot) => {
    const grade = (grades.get(shot.damage) ?? 0) + 1;
    grades.set(shot.damage, grade);
    return { ...shot, id: `${shot.damage}-${grade}` };
  });
  return profile === 'quick' ? named.filter((shot) => shot.quick) : named;
}
