import type { FieldProblem } from '../errors.ts';
import type { ContentSpec, FieldPlace } from './spec.ts';

export type QrTrackFields = Readonly<Record<string, unknown>>;
type Places = Readonly<Record<string, FieldPlace>>;
type Said = { readonly destination?: unknown; readonly content?: unknown };
type Spec = Pick<ContentSpec, 'readText' | 'qrTrackFields'>;

/** The forms of QR Track send empty strings for what was left out. */
export function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/**
 * QR Track's own fields as input of `resolveContent`: at the top level of its body, where other fields are
 * ignored, or as an object in `destination` or `target`, where they are taken for content.
 */
export function inputOfQrTrackFields(spec: Spec, fields: QrTrackFields): Said {
  const [, whole] = targetIn(fields);
  return isObject(whole) ? inputOfObject(spec, whole) : inputOfBody(spec, fields, whole);
}

function inputOfBody(spec: Spec, fields: QrTrackFields, target: unknown): Said {
  const own = placeFields(fields, spec.qrTrackFields ?? {}, false);
  if (Object.keys(own).length > 0) return { content: besideText(spec, target, own) };
  return { destination: target, content: isLeftOut(fields.content) ? undefined : fields.content };
}

function inputOfObject(spec: Spec, whole: QrTrackFields): Said {
  const [, text] = targetIn(whole);
  const { destination: _destination, target: _target, ...others } = whole;
  const own = placeFields(others, spec.qrTrackFields ?? {}, true);
  const isTextAlone = text !== undefined && Object.keys(own).length === 0;
  return isTextAlone ? { destination: text } : { content: besideText(spec, text, own) };
}

/** A text and the fields beside it are one message; where both say the same thing the field counts. */
function besideText(spec: Spec, text: unknown, own: Record<string, unknown>): Record<string, unknown> {
  const meaning = typeof text === 'string' ? spec.readText?.(text) : undefined;
  return meaning !== undefined && 'content' in meaning ? { ...meaning.content, ...own } : own;
}

/** What stands in `destination`, or in its synonym, with the name that was used. */
function targetIn(fields: QrTrackFields): readonly [name: string, value: unknown] {
  const name = isLeftOut(fields.destination) && !isLeftOut(fields.target) ? 'target' : 'destination';
  const value = fields[name];
  return [name, isLeftOut(value) ? undefined : value];
}

function placeFields(fields: QrTrackFields, places: Places, othersToo: boolean): Record<string, unknown> {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    if (isLeftOut(value)) return [];
    if (Object.hasOwn(places, name)) return [places[name]?.(value) ?? [name, value]];
    return othersToo ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

export function isObject(value: unknown): value is QrTrackFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A problem of the content that these fields became, told of the fields. Content that was sent as such keeps its names. */
export function problemInQrTrackWords(
  { qrTrackFields: places = {} }: Spec,
  fields: QrTrackFields,
  problem: FieldProblem,
): FieldProblem {
  const [root = '', first, ...rest] = problem.path.split('.');
  const [target, whole] = targetIn(fields);
  const isNested = isObject(whole);
  if (root !== 'content' || (!isNested && isObject(fields.content))) return problem;
  const message = sayNames(problem.message, places);
  if (first === undefined) return { path: isNested ? target : '', message };
  const isSentSo = isNested && Object.hasOwn(whole, first);
  const name = isSentSo ? undefined : nameOfPlace(first, places);
  if (name === undefined) return { path: [isNested ? target : root, first, ...rest].join('.'), message };
  return { path: isNested ? `${target}.${name}` : name, message };
}

/** Which of a type's own names goes to this place of its content. */
function nameOfPlace(place: string, places: Places): string | undefined {
  return Object.keys(places).find((name) => places[name]?.('')[0] === place);
}

function sayNames(message: string, places: Places): string {
  return message.replace(/\b[a-z_]+\b/g, (word) => nameOfPlace(word, places) ?? word);
}
