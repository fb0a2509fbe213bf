import { Alert } from '@mantine/core';
import { toast } from '../parts/toasts.tsx';
import { AskError } from '../state/api.ts';
import { useFieldText } from '../state/field-text.ts';
import { useProblemText } from '../state/problem-text.ts';

/** What is wrong with one field of a form, in the reader's language. */
export function useProblemAt(error: Error | null): (path: string) => string | undefined {
  const fieldText = useFieldText();
  return (path) => {
    const message = messageAt(error, path);
    return message === undefined ? undefined : fieldText(message);
  };
}

function messageAt(error: Error | null, path: string): string | undefined {
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
  if (error === null || fields.some((path) => messageAt(error, path) !== undefined)) return null;
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
