import { useTranslation } from 'react-i18next';
import type { WireError } from '../../src/http/dashboard/wire-people.ts';
import { AskError } from './api.ts';
import { useFieldText } from './field-text.ts';

/** Where the server's own sentence names what exactly is wrong; without a reason it is English in every language. */
const saysMore: ReadonlySet<WireError['code']> = new Set([
  'validation_error',
  'too_broad',
  'forbidden',
  'plan_limit_reached',
  'already_exists',
  'in_use',
  'proof_failed',
]);

/** What went wrong, in the reader's language. */
export function useProblemText(): (error: Error) => string {
  const { t, i18n } = useTranslation();
  const fieldText = useFieldText();
  return (error) => {
    if (!(error instanceof AskError)) return t('problem.unknown');
    const { code, details = [], reason, given = {} } = error.problem;
    if (i18n.language === 'en') return error.message;
    if (reason !== undefined) return fieldText({ message: error.message, reason, given });
    const lead = t(`problem.${code}`);
    if (!saysMore.has(code)) return lead;
    if (details.length > 0 && details.every((one) => one.reason !== undefined))
      return [lead, ...new Set(details.map(fieldText))].join(' ');
    return `${lead} (\u2068${error.message}\u2069)`;
  };
}
