import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { AskError } from '../state/api.ts';

/** The server's word for one field, in the reader's language where there is one. */
export function useFieldProblem(error: Error | null): (path: FieldPath) => string | undefined {
  const { t, i18n } = useTranslation('account');
  return (path) => {
    const message = messageAt(error, path);
    if (message === undefined) return undefined;
    if (i18n.language !== 'en') return t(`wrong.${path}`);
    return message.slice(0, 1).toUpperCase() + message.slice(1);
  };
}

export type FieldPath = 'email' | 'password' | 'current' | 'next' | 'name' | 'code';

function messageAt(error: Error | null, path: string): string | undefined {
  if (!(error instanceof AskError)) return undefined;
  return error.problem.details?.find((one) => one.path === path)?.message;
}

/** What is wrong and stands at none of the fields. */
export function FormProblem({
  error,
  fields,
}: {
  readonly error: Error | null;
  readonly fields: readonly FieldPath[];
}) {
  if (!error || fields.some((path) => messageAt(error, path) !== undefined)) return null;
  return <Problem error={error} />;
}
