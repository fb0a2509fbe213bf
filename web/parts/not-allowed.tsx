import { useTranslation } from 'react-i18next';
import { Empty } from './empty.tsx';
import { Page } from './page.tsx';

/** A place that one's role does not open: who could, in place of a page that fails. */
export function NotAllowed({ title, text }: { readonly title: string; readonly text: string }) {
  const { t } = useTranslation('api');
  return (
    <Page title={title}>
      <Empty title={t('notAllowed')} text={text} />
    </Page>
  );
}
