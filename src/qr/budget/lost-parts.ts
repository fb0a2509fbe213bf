import type { LostPart } from '../../core/designs/budget.ts';
import type { Design } from '../../core/designs/design.ts';
import type { Matrix } from '../matrix.ts';
import { listFormatModules, listVersionModules, parts } from '../structure/function-patterns.ts';
import { layOut } from '../structure/symbol-layout.ts';
import { isAlignmentMisplaced } from './alignment-place.ts';
import { measureEye } from './logo-eyes.ts';
import type { LogoPixels } from './logo-pixels.ts';
import { paper, type Reading, spoilers } from './read-modules.ts';
import { isTold, shadesOf } from './shades.ts';

/** What readers need besides codewords, and what of it a design takes away; what they cannot do without first. */
export function listLostParts(
  design: Design,
  matrix: Matrix,
  reading: Reading,
  pixels: LogoPixels | null,
): readonly LostPart[] {
  const lost = [
    judgeFinders(matrix, reading) ?? judgeLogo(design, matrix, pixels),
    judgePolarity(reading),
    judgeFormat(matrix, reading),
    judgeVersion(matrix, reading),
    judgeQuietZone(design),
    judgeGround(design),
    judgeLightness(design),
    judgeAlignment(matrix, reading),
    judgeTiming(matrix, reading),
  ].filter((part) => part !== null);
  return lost.sort((one, other) => Number(other.fatal) - Number(one.fatal));
}

function judgeFinders({ version }: Matrix, { spoiled }: Reading): LostPart | null {
  const { map } = layOut(version);
  const by = new Set(spoiled.filter((spoiler, at) => spoiler !== spoilers.none && map[at] === parts.finder));
  if (by.size === 0) return null;
  const message = by.has(spoilers.logo)
    ? 'The logo covers a part of an eye, by which readers find the code: make the logo smaller.'
    : 'The eyes, by which readers find the code, are barely darker than the ground: choose darker colours for them.';
  return { part: 'finder', message, fatal: true };
}

/** Readers look for three eyes of about one size: what is that much larger or smaller than a module misleads none. */
const likenessMax = 2;

function judgeLogo(design: Design, { size }: Matrix, pixels: LogoPixels | null): LostPart | null {
  if (pixels === null || design.logo === null) return null;
  const eye = measureEye(pixels, shadesOf(design.background ?? paper));
  if (eye === 0) return null;
  const modules = (eye * design.logo.size * size) / Math.max(pixels.width, pixels.height);
  const fatal = modules < likenessMax && modules > 1 / likenessMax;
  const message = fatal
    ? 'In the logo is something that looks like an eye of the code, which misleads readers: use another picture or size.'
    : 'In the logo is something that looks like an eye of the code, but of another size, which slows some readers down.';
  return { part: 'finder', message, fatal };
}

function judgePolarity({ inverted }: Reading): LostPart | null {
  if (!inverted) return null;
  const message =
    'The code is lighter than its ground. Some common readers never read such codes: make it dark on light.';
  return { part: 'contrast', message, fatal: true };
}

/** Bits that readers correct in either copy (ISO/IEC 18004:2015, 7.9.1 and 7.10). */
const correctableBits = 3;

function judgeFormat({ size }: Matrix, { spoiled }: Reading): LostPart | null {
  return judgeCopies(
    'format',
    'format information, which tells level and mask,',
    listFormatModules(size),
    spoiled,
  );
}

function judgeVersion({ size, version }: Matrix, { spoiled }: Reading): LostPart | null {
  if (version < 7) return null;
  return judgeCopies('version', 'version information', listVersionModules(size), spoiled);
}

function judgeCopies(
  part: 'format' | 'version',
  name: string,
  copies: readonly (readonly number[])[],
  spoiled: Uint8Array,
): LostPart | null {
  const lost = copies.filter(
    (copy) => copy.filter((at) => spoiled[at] !== spoilers.none).length > correctableBits,
  );
  if (lost.length === 0) return null;
  const fatal = lost.length === copies.length;
  const message = fatal
    ? `Both copies of the ${name} are lost.`
    : `One of the two copies of the ${name} is lost.`;
  return { part, message: `${message} ${helpOf(copies.flat(), spoiled)}`, fatal };
}

function helpOf(modules: Iterable<number>, spoiled: Uint8Array): string {
  for (const at of modules) if (spoiled[at] === spoilers.logo) return 'Make the logo smaller.';
  return 'Choose darker colours.';
}

/** Modules. ISO/IEC 18004:2015, 6.3.8. */
const quietZoneOfStandard = 4;
/** Below it, readers take what surrounds the picture for a part of the eyes. */
const quietZoneMin = 1;

function judgeQuietZone({ quiet_zone: modules }: Design): LostPart | null {
  if (modules >= quietZoneOfStandard) return null;
  const fatal = modules < quietZoneMin;
  const message = fatal
    ? 'There is no quiet zone: on a dark surface many readers do not find the code. Leave 4 modules.'
    : `The quiet zone is ${modules} of 4 modules wide: keep dark things away from the printed code, or widen it to 4.`;
  return { part: 'quiet_zone', message, fatal };
}

function judgeGround({ background }: Design): LostPart | null {
  if (background !== null) return null;
  const message = 'There is no background: the code is readable on light, even surfaces alone.';
  return { part: 'contrast', message, fatal: false };
}

/** Of what is told from its ground: whether a reader may need more than one look. */
function judgeLightness({ modules, background }: Design): LostPart | null {
  if (typeof modules.color !== 'string') return null;
  const ground = shadesOf(background ?? paper);
  const shades = shadesOf(modules.color);
  if (isTold(ground, shades, 'always') || !isTold(ground, shades, 'even')) return null;
  const message =
    'The modules are of middle lightness, which some readers miss at some sizes: a darker colour is read sooner.';
  return { part: 'contrast', message, fatal: false };
}

function judgeAlignment(matrix: Matrix, { spoiled, seen }: Reading): LostPart | null {
  if (isAlignmentMisplaced(matrix, seen)) {
    const message =
      'An alignment pattern is covered in parts, and what is left of it looks like one beside its place, which misleads readers: make the logo larger or smaller, or use another mask.';
    return { part: 'alignment', message, fatal: true };
  }
  const { map } = layOut(matrix.version);
  const modules = indicesOf(map, parts.alignment).filter((at) => spoiled[at] !== spoilers.none);
  if (modules.length === 0) return null;
  const message = `Alignment patterns, by which readers follow bent surfaces, are covered or too light in parts. ${helpOf(modules, spoiled)}`;
  return { part: 'alignment', message, fatal: false };
}

function judgeTiming({ version }: Matrix, { spoiled }: Reading): LostPart | null {
  const { map } = layOut(version);
  const modules = indicesOf(map, parts.timing).filter((at) => spoiled[at] !== spoilers.none);
  if (modules.length === 0) return null;
  const message = `The timing patterns, by which readers count modules, are covered or too light in parts. ${helpOf(modules, spoiled)}`;
  return { part: 'timing', message, fatal: false };
}

function indicesOf(map: Uint8Array, part: number): readonly number[] {
  const found: number[] = [];
  for (let at = map.indexOf(part); at !== -1; at = map.indexOf(part, at + 1)) found.push(at);
  return found;
}
