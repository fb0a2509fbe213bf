import { Alert } from '@mantine/core';
import { toast } from '../parts/toasts.tsx';
import { AskError } from '../state/api.ts';
import { useProblemText } from '../state/problem-text.ts';

/** What the server found wrong with one field of a form. */
export function problemAt(error: Error | null, path: string): string | undefined {
  if (!(error instanceof AskError)) return undefined;
  return error.problem.details?.find((one) => one.path === path)?.message;
}

/** What is wrong and stands at none of the fields shown. */
export function FormProblem({
  error,
  fields,
}: {
  readonly error: Error | null;
  readonly fields: readonly string[];
}) {
  const textOf = useProblemText();
  if (error === null || fields.some((path) => problemAt(error, path) !== undefined)) return null;
  return (
    <Alert color="red" role="alert">
      {textOf(error)}
    </Alert>
  );
}

/** For acts that have no form: a button, a switch. */
export function useSayProblem(): (error: Error) => void {
  const textOf = useProblemText();
  return (error) => toast({ text: textOf(error), tone: 'problem' });
}
