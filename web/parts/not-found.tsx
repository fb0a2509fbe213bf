import { useTranslation } from 'react-i18next';
import { Empty } from './empty.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return <Empty title={t('notFoundTitle')} text={t('notFoundText')} />;
}
