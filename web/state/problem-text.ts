import { useTranslation } from 'react-i18next';
import type { WireError } from '../../src/http/dashboard/wire-people.ts';
import { AskError } from './api.ts';
import { readFieldMessage, useFieldText } from './field-text.ts';

/** Where the server's own sentence names what exactly is wrong; it is English in every language of the page. */
const saysMore: ReadonlySet<WireError['code']> = new Set([
  'validation_error',
  'too_broad',
  'forbidden',
  'plan_limit_reached',
  'already_exists',
  'in_use',
  'proof_failed',
]);

/** What went wrong, in the reader's language as far as there are words for it. */
export function useProblemText(): (error: Error) => string {
  const { t, i18n } = useTranslation();
  const fieldText = useFieldText();
  return (error) => {
    if (!(error instanceof AskError)) return t('problem.unknown');
    const { code, details = [] } = error.problem;
    if (i18n.language === 'en') return error.message;
    const lead = t(`problem.${code}`);
    if (!saysMore.has(code)) return lead;
    const [only] = details;
    if (details.length === 1 && only && readFieldMessage(only.message))
      return `${lead} ${fieldText(only.message)}`;
    return `${lead} (\u2068${error.message}\u2069)`;
  };
}
