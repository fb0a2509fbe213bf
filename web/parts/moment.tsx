import { useTranslation } from 'react-i18next';
import { useFormat } from './use-format.ts';

/** "3 hours ago", with day and time for whoever points at it; "never" for null. */
export function Moment({ ms }: { readonly ms: number | null }) {
  const { t } = useTranslation('api');
  const format = useFormat();
  if (ms === null) return t('never');
  return (
    <time dateTime={new Date(ms).toISOString()} title={format.time(ms)}>
      {format.ago(ms)}
    </time>
  );
}
