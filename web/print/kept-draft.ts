import { keep } from '../state/keep.ts';
import { sheetKey } from '../state/own-words.ts';
import { captionFields, captionsMax, layoutKinds, papers, type SheetDraft } from './sheet-draft.ts';

/** In this browser: whoever prints again has the same labels before them. Which were used is another matter each time. */
export function keepDraft({ skip: _skip, copies: _copies, ...kept }: SheetDraft): void {
  keep(sheetKey, JSON.stringify(kept));
}

/** What was chosen last; whatever of it makes no sense, of another release for instance, is as usual. */
export function keptDraft(usual: SheetDraft): SheetDraft {
  return readDraft(localStorage.getItem(sheetKey), usual);
}

/** Labels that the server does not have are as usual. @param grids of the server; undefined while they are on their way */
export function withKnownGrid(
  draft: SheetDraft,
  usualGrid: string,
  grids: readonly { readonly name: string }[] | undefined,
): SheetDraft {
  const isKnown = grids === undefined || grids.some(({ name }) => name === draft.grid);
  return isKnown ? draft : { ...draft, grid: usualGrid };
}

/** In mm; more or less than that the server refuses. */
const lengths = { min: 0, max: 2000 } as const;
const choices = { kind: layoutKinds, paper: papers, ink: ['rgb', 'cmyk'] } as const;

export function readDraft(text: string | null, usual: SheetDraft): SheetDraft {
  const read = parse(text);
  const good = Object.entries(usual).map(([name, standard]) => {
    const value = read[name];
    return [name, isGood(name as keyof SheetDraft, value, standard) ? value : standard];
  });
  return { ...(Object.fromEntries(good) as SheetDraft), skip: usual.skip, copies: usual.copies };
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const mayBeNull: ReadonlySet<keyof SheetDraft> = new Set([
  ...(['ownColumns', 'ownRows', 'marginLeft', 'marginTop', 'codeMm'] as const),
]);

function isGood(name: keyof SheetDraft, value: unknown, standard: unknown): boolean {
  if (value === null) return mayBeNull.has(name);
  if (name === 'captions') return isCaptions(value);
  if (name in choices) return choices[name as keyof typeof choices].some((one) => one === value);
  if (typeof standard === 'number' || mayBeNull.has(name))
    return typeof value === 'number' && value >= lengths.min && value <= lengths.max;
  return typeof value === typeof standard;
}

function isCaptions(value: unknown): boolean {
  return Array.isArray(value) && value.length <= captionsMax && value.every(isCaption);
}

function isCaption(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && 'text' in value) return typeof value.text === 'string';
  return captionFields.some((field) => field === value);
}
