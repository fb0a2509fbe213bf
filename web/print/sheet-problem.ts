import { useTranslation } from 'react-i18next';
import type { WireSheet } from '../../src/http/dashboard/wire-designs.ts';
import { AskError } from '../state/api.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useLengths } from './use-lengths.ts';

/** What the server says of a sheet that cannot be drawn, with the numbers in it. */
const known = [
  [/there is room for a picture of ([\d.]+) mm, not of ([\d.]+) mm/, 'room'],
  [/its modules would be [\d.]+ mm wide, .* must be at least ([\d.]+) mm wide/, 'modules'],
  [/code_mm: must be more than 0 and no wider than the labels/, 'wide'],
  [/must be less than the (\d+) labels of the page/, 'skip'],
  [/a label would be (-?[\d.]+) mm; it must be at least ([\d.]+) mm/, 'label'],
  [/(\d+) labels need ([\d.]+) mm, the page has ([\d.]+) mm/, 'page'],
  [/the labels would reach over the edge of the page \(([\d.]+) mm\)/, 'edge'],
  [/more than (\d+) labels on a page/, 'pageful'],
  [/a sheet has at most (\d+) labels/, 'many'],
] as const satisfies readonly (readonly [RegExp, string])[];

type Known = (typeof known)[number][1];

/** Which of our sentences it is, and its numbers; undefined for what is said too rarely to have one. */
export function readSheetProblem(
  message: string,
): { readonly key: Known; readonly numbers: readonly number[] } | undefined {
  for (const [pattern, key] of known) {
    const found = pattern.exec(message);
    if (found) return { key, numbers: found.slice(1).map(Number) };
  }
  return undefined;
}

/** What is wrong with a field of the layout; undefined for most. */
export type ProblemOf = (field: keyof WireSheet['layout']) => string | undefined;

/** The field of the layout that the server refuses; undefined where it is none of it. */
export function refusedField(error: Error | null): string | undefined {
  const path = error instanceof AskError ? error.problem.details?.[0]?.path : undefined;
  return path?.startsWith('layout.') ? path.slice('layout.'.length) : undefined;
}

/** Why there is no such sheet, in the reader's language as far as there are words for it. */
export function useSheetProblem(): (error: Error) => string {
  const { t } = useTranslation('print');
  const textOf = useProblemText();
  const { plain } = useLengths();
  return (error) => {
    const read = error instanceof AskError ? readSheetProblem(error.message) : undefined;
    if (read === undefined) return textOf(error);
    const [a = '', b = '', c = ''] = read.numbers.map((number) => plain(Math.max(0, number), 2));
    return t(`problem.${read.key}`, { a, b, c });
  };
}
