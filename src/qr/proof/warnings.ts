import { luminanceOf } from '../../core/designs/contrast.ts';
import type { Design, Paint } from '../../core/designs/design.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { type Damage, damages, type ProofCondition, type ProofDecoder } from '../../core/designs/proof.ts';
import { mildestOf, shareRead } from './shares.ts';

const decoderNames: Readonly<Record<ProofDecoder, string>> = {
  zxing: 'ZXing',
  jsqr: 'jsQR',
  qr: 'qr',
  zbar: 'ZBar',
};

/** Below this share of right readings a damage is worth a word; of its mildest grade half is. */
const shareMin = 0.65;
const mildestShareMin = 0.75;
/** Sturdy codes get by with less; phones at arm's length see this. */
const modulePxUsual = 3.5;

interface Warning {
  readonly share: number;
  readonly words: string;
}

/** The worst first. */
export function warningsOf(
  source: PictureSource,
  conditions: readonly ProofCondition[],
  decoders: readonly ProofDecoder[],
  modulePxMin: number,
): readonly string[] {
  const undamaged = warnOfUndamaged(source, conditions, decoders);
  if (undamaged !== null && shareRead(conditions, decoders) < hopelessShare) return [undamaged];
  const others = damages
    .filter((damage) => damage !== 'none')
    .map((damage) => warnOf(damage, source.design, conditions, decoders, modulePxMin))
    .filter((warning) => warning !== null)
    .toSorted((one, other) => one.share - other.share)
    .slice(0, warningsMax)
    .map(({ words }) => words);
  return undamaged === null ? others : [undamaged, ...others];
}

/** Besides that of the undamaged files: who does what the worst ones say has most often cured the others. */
const warningsMax = 4;
/** Where nearly nothing is read, a list of all that is not read says no more. */
const hopelessShare = 0.15;

function warnOfUndamaged(
  { design }: PictureSource,
  conditions: readonly ProofCondition[],
  decoders: readonly ProofDecoder[],
): string | null {
  const undamaged = conditions.filter(({ damage }) => damage === 'none');
  const failing = decoders.filter((name) => shareRead(undamaged, [name]) < 1);
  if (failing.length === 0) return null;
  const misread = undamaged.some(({ readings }) => failing.some((name) => readings[name] === 'misread'));
  const who =
    failing.length === decoders.length
      ? 'No reader'
      : `${listNames(failing.map((name) => decoderNames[name]))}`;
  const does =
    failing.length === decoders.length ? 'reads' : failing.length === 1 ? 'does not read' : 'do not read';
  const formats = [
    ...new Set(undamaged.filter((one) => shareRead([one], failing) < 1).map(({ format }) => format)),
  ];
  const files = listNames(formats.map((format) => format.toUpperCase()));
  const other = misread ? ' Some even read another text.' : '';
  return `${who} ${does} the undamaged ${files}.${other} ${causeIn(design)}`;
}

function causeIn(design: Design): string {
  if (isInverted(design)) {
    return 'The modules are lighter than the background, which many readers do not look for: swap the two colours.';
  }
  if (contrastOf(design) < contrastUsual) {
    return 'Modules and background are too much alike: choose darker modules or a lighter background.';
  }
  if (design.logo !== null) {
    return 'The logo hides too much: make it smaller, or raise the error correction to H.';
  }
  return 'Choose plainer shapes and colours for modules and eyes, and a quiet zone of 4 modules.';
}

/** WCAG 2.2's contrast ratio; below, readers that look for one threshold fail first. */
const contrastUsual = 4;

function warnOf(
  damage: Exclude<Damage, 'none'>,
  design: Design,
  conditions: readonly ProofCondition[],
  decoders: readonly ProofDecoder[],
  modulePxMin: number,
): Warning | null {
  const share = shareRead(
    conditions.filter((condition) => condition.damage === damage),
    decoders,
  );
  const isWeak = share < shareMin || shareRead(mildestOf(conditions, damage), decoders) < mildestShareMin;
  const isSmall = damage === 'small' && modulePxMin > modulePxUsual;
  return isWeak || isSmall ? { share, words: adviceFor[damage](design, modulePxMin) } : null;
}

const adviceFor: Readonly<Record<Exclude<Damage, 'none'>, (design: Design, modulePxMin: number) => string>> =
  {
    small: (_, modulePxMin) =>
      `Read by all only from ${modulePxMin} px a module on: print it larger, or shorten the link.`,
    blur: (design) =>
      `Hardly read when it is out of focus: print it larger${hasShapes(design) ? ', or choose square modules' : ''}.`,
    ink_gain: (design) =>
      `Hardly read when ink runs: print it larger or on coated paper${isLow(design) ? ', or raise the error correction' : ''}.`,
    ink_loss: (design) =>
      `Hardly read when ink is lost at the edges: print it larger${hasShapes(design) ? ', or choose modules that touch (square, connected)' : ''}.`,
    rotation: (design) => `Hardly read when it is turned: ${plainer(design)}.`,
    perspective: (design) =>
      `Hardly read from the side: put it where people stand before it, or ${plainer(design)}.`,
    uneven_light: (design) => `Hardly read in uneven light: ${darker(design)}, and avoid glossy paper.`,
    low_contrast: (design) =>
      `Hardly read where contrast is lost (haze, glare, worn print): ${darker(design)}.`,
    stain: (design) =>
      `Hardly read with stains or scratches: ${isLow(design) ? 'raise the error correction' : 'cover it'}${design.logo === null ? '' : ', or make the logo smaller'}.`,
    dark_surroundings: darkAdvice,
    grey_print: (design) =>
      `Hardly read when it is printed without colours or with little toner: ${darker(design)}.`,
    curvature: () =>
      'Hardly read on bottles, cups and posts: print it smaller than a third of their width, or on a flat side.',
    noise: (design) => `Hardly read in poor light: print it larger, or ${darker(design)}.`,
  };

function darkAdvice(design: Design): string {
  if (design.background === null) {
    return 'Not read on anything dark, since it has no background: give it a light one, or print it on light things alone.';
  }
  if (design.quiet_zone < quietZoneOfStandard) {
    return `Hardly read on a dark wall: widen the quiet zone from ${design.quiet_zone} to ${quietZoneOfStandard} modules.`;
  }
  return `Hardly read on a dark wall: leave a light border around it, and ${darker(design)}.`;
}

/** ISO/IEC 18004:2015, 6.3.8. */
const quietZoneOfStandard = 4;

function plainer(design: Design): string {
  if (design.quiet_zone < quietZoneOfStandard)
    return `widen the quiet zone to ${quietZoneOfStandard} modules`;
  return hasShapes(design)
    ? 'choose square modules and eyes'
    : 'shorten the link, so that its modules are larger';
}

function darker(design: Design): string {
  return isInverted(design)
    ? 'swap the colours of modules and background'
    : 'choose darker modules on a lighter background';
}

function hasShapes({ modules, eyes }: Design): boolean {
  return modules.shape !== 'square' || eyes.frame.shape !== 'square' || eyes.ball.shape !== 'square';
}

function isLow({ error_correction: level }: Design): boolean {
  return level === 'L' || level === 'M';
}

function isInverted(design: Design): boolean {
  return darkestOf(design.modules.color) > luminanceOf(design.background ?? paper);
}

const paper = '#ffffff';

/** By the lightest colour of the modules, as that is where reading fails first. */
function contrastOf(design: Design): number {
  const light = luminanceOf(design.background ?? paper);
  const dark = Math.max(...colorsOf(design.modules.color).map(luminanceOf));
  return (Math.max(light, dark) + 0.05) / (Math.min(light, dark) + 0.05);
}

function darkestOf(paint: Paint): number {
  return Math.min(...colorsOf(paint).map(luminanceOf));
}

function colorsOf(paint: Paint): readonly string[] {
  return typeof paint === 'string' ? [paint] : paint.stops.map(({ color }) => color);
}

function listNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
