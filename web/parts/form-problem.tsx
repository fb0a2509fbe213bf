import { AskError } from '../state/api.ts';
import { useFieldText } from '../state/field-text.ts';
import { useProblemText } from '../state/problem-text.ts';
import { Problem } from './problem.tsx';
import { toast } from './toasts.tsx';

/** What is wrong with one field of a form, in the reader's language. */
export function useProblemAt(error: Error | null): (path: string) => string | undefined {
  const fieldText = useFieldText();
  return (path) => {
    const problem = problemAt(error, path);
    return problem && fieldText(problem);
  };
}

function problemAt(error: Error | null, path: string) {
  if (!(error instanceof AskError)) return undefined;
  return error.problem.details?.find((one) => one.path === path);
}

/** What is wrong and stands at none of the fields shown. */
export function FormProblem({
  error,
  fields,
}: {
  readonly error: Error | null;
  readonly fields: readonly string[];
}) {
  if (error === null || fields.some((path) => problemAt(error, path))) return null;
  return <Problem error={error} />;
}

/** For acts that have no form: a button, a switch. */
export function useSayProblem(): (error: Error) => void {
  const textOf = useProblemText();
  return (error) => toast({ text: textOf(error), tone: 'problem' });
}
