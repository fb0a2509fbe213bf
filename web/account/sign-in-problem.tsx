import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from '../parts/problem.tsx';
import { useFormat } from '../parts/use-format.ts';
import { AskError } from '../state/api.ts';

/** Why one does not get in; who waits is told how long. */
export function SignInProblem({
  error,
  refused,
}: {
  readonly error: Error | null;
  readonly refused: string;
}) {
  const { t } = useTranslation('account');
  const format = useFormat();
  if (!error) return null;
  const problem = error instanceof AskError ? error.problem : undefined;
  if (problem?.code === 'unauthorized') {
    return (
      <Alert color="red" role="alert">
        {refused}
      </Alert>
    );
  }
  if (problem?.code === 'rate_limited' && problem.retryAfter !== undefined) {
    const minutes = Math.max(1, Math.ceil(problem.retryAfter / 60));
    return (
      <Alert color="yellow" role="alert">
        {t('tooManyTries', { count: minutes, formatted: format.number(minutes) })}
      </Alert>
    );
  }
  return <Problem error={error} />;
}
