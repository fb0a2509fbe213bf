import type { TOptions } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireFieldProblem } from '../../src/http/dashboard/wire-people.ts';

/** What is wrong with a field, in the reader's language; what is said to programs alone, as the server says it. */
export function useFieldText(): (problem: Pick<WireFieldProblem, 'message' | 'reason' | 'given'>) => string {
  const { t } = useTranslation('reasons');
  return useCallback(
    ({ message, reason, given = {} }) =>
      reason === undefined
        ? message.slice(0, 1).toUpperCase() + message.slice(1)
        : t(reason, given as TOptions),
    [t],
  );
}
