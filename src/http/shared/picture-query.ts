import type { Design } from '../../core/designs/design.ts';
import { parseOutput } from '../../core/designs/output.ts';
import type { Output, PictureFormat } from '../../core/designs/picture.ts';
import { parseDesign } from '../../core/designs/schema.ts';
import { invalid } from '../../core/errors.ts';

/** What a query asks of a picture. */
export interface PictureWish {
  readonly output: Output;
  readonly change: DesignChange;
  /** Whether browsers are to store the picture instead of showing it. */
  readonly download: boolean;
}

/** What is to be other than in the code's own design, as `parseDesign` reads it: it is not checked before `changeDesign`. */
export interface DesignChange {
  readonly input: Readonly<Record<string, unknown>>;
  /** What the query calls fields of the design that have two names. */
  readonly names: Readonly<Record<string, string>>;
}

export type PictureQuery = Readonly<Record<string, string | undefined>>;

/**
 * Reads how a picture is wanted. Where both names of a pair are given (`dark` or `color`, `light` or `bgcolor`, `ecc`
 * or `error_correction`) the first counts; what is absent or empty is as the code has it; other parameters are ignored.
 *
 * @throws {AppError} `validation_error` that names the parameter
 */
export function parsePictureQuery(format: PictureFormat, sent: PictureQuery): PictureWish {
  const query = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''));
  const wished = {
    format,
    // With a printed width it does not count.
    px: query.mm === undefined ? readWhole(query.size) : undefined,
    mm: readNumber(query.mm),
    dpi: readWhole(query.dpi),
    bleedMm: readNumber(query.bleed),
    ink: query.ink?.toLowerCase(),
    spot: query.spot,
  };
  const output = parseOutput(wished, (field) => outputNames[field] ?? field);
  const download = parseOneOf(query, 'download', ['1', 'true', '0', 'false']) ?? '0';
  return { output, change: readChange(query), download: download === '1' || download === 'true' };
}

/** What APIs call the fields of an output that they call otherwise. */
export const outputNames: Readonly<Record<string, string>> = { px: 'size', bleedMm: 'bleed' };

function readChange(query: PictureQuery): DesignChange {
  const dark = chooseName(query, ['dark', 'color']);
  const light = chooseName(query, ['light', 'bgcolor']);
  const level = chooseName(query, ['ecc', 'error_correction']);
  const { rotation, frame } = query;
  const input = given({
    preset: query.preset?.toLowerCase(),
    error_correction: readLevel(query[level]),
    modules: given({ shape: query.shape?.toLowerCase(), color: query[dark] }),
    // Whoever wants the modules in one colour means the whole symbol.
    eyes: given({
      frame: given({ shape: query.eye_frame?.toLowerCase(), ...(query[dark] && { color: null }) }),
      ball: given({ shape: query.eye_ball?.toLowerCase(), ...(query[dark] && { color: null }) }),
    }),
    background: query[light]?.toLowerCase(),
    frame: given({ text: frame }),
    quiet_zone: readWhole(query.margin),
    rotation: readWhole(rotation),
  });
  const names = { 'modules.color': dark, background: light, error_correction: level };
  return { input: input ?? {}, names };
}

/** Levels are capitals, and `auto` is not. */
function readLevel(text: string | undefined): string | undefined {
  return text?.toLowerCase() === 'auto' ? 'auto' : text?.toUpperCase();
}

/** What is there of an object; nothing where nothing is. */
function given(fields: Record<string, unknown>): Record<string, unknown> | undefined {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return there.length === 0 ? undefined : Object.fromEntries(there);
}

/** What the query calls the other fields of a design that it can change. */
const parameters: Readonly<Record<string, string>> = {
  'modules.shape': 'shape',
  'eyes.frame.shape': 'eye_frame',
  'eyes.ball.shape': 'eye_ball',
  'frame.text': 'frame',
  quiet_zone: 'margin',
};

/**
 * The design with what the query changes of it.
 *
 * @param design null: plain
 * @throws {AppError} `validation_error` that names the parameter, also for colours that cannot be told apart
 */
export function changeDesign(design: Design | null, { input, names }: DesignChange): Design | null {
  if (Object.keys(input).length === 0) return design;
  return parseDesign(input, design ?? undefined, (field) => names[field] ?? parameters[field] ?? field);
}

/** The number that a parameter says; any other text as it is, for whoever judges it. */
export function readWhole(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** The same, with up to three decimal places. */
export function readNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,9}(?:\.\d{1,3})?$/.test(text) ? Number(text) : text;
}

function parseOneOf<Value extends string>(
  query: PictureQuery,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  const value = values.find((known) => known === text.toLowerCase());
  if (value !== undefined) return value;
  throw invalid(name, `must be one of ${values.join(', ')}`);
}

function chooseName(query: PictureQuery, [first, second]: readonly [string, string]): string {
  return query[first] === undefined && query[second] !== undefined ? second : first;
}
