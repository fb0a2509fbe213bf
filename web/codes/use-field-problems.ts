import { useEffect, useMemo } from 'react';
import { useFieldText } from '../state/field-text.ts';
import { type FieldProblems, problemsOf } from './field-problems.ts';

/** What the server refused, by field; the first field of them takes the focus as soon as it says so. */
export function useFieldProblems(error: Error | null): FieldProblems {
  const problems = useMemo(() => problemsOf(error), [error]);
  const said = useSaid(problems);
  useEffect(() => {
    if (problems.size === 0) return;
    document.querySelector<HTMLElement>('form :is([aria-invalid="true"], [data-problem])')?.focus();
  }, [problems]);
  return said;
}

/** In the reader's language, as far as there are words for it. */
function useSaid(problems: FieldProblems): FieldProblems {
  const say = useFieldText();
  return new Map([...problems].map(([path, all]) => [path, all.split('; ').map(say).join(' ')]));
}
