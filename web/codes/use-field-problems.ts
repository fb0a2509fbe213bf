import { type RefObject, useEffect, useMemo } from 'react';
import { useFieldText } from '../state/field-text.ts';
import { type FieldProblems, problemsOf } from './field-problems.ts';

/**
 * What the server refused, by field; the first field of them takes the focus as soon as it says so, from nowhere but the
 * form itself.
 * @param takesFocus false while somebody is writing something else by now
 */
export function useFieldProblems(
  error: Error | null,
  form: RefObject<HTMLFormElement | null>,
  takesFocus = true,
): FieldProblems {
  const say = useFieldText();
  const problems = useMemo(() => problemsOf(error, say), [error, say]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is newly refused takes the focus
  useEffect(() => {
    if (problems.size === 0 || !takesFocus) return;
    const { activeElement } = document;
    if (activeElement !== document.body && !form.current?.contains(activeElement)) return;
    form.current?.querySelector<HTMLElement>(':is([aria-invalid="true"], [data-problem])')?.focus();
  }, [error]);
  return problems;
}
