import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.tsx';
import { ScopePicker } from '../../stats/scope-picker.tsx';
import { StatBoard } from '../../stats/stat-board.tsx';
import { useStatSearch } from '../../stats/use-stat-search.ts';

/** The scans of the workspace, of a folder, of a tag, or of a code. */
export function StatisticsPage() {
  const { t } = useTranslation('stats');
  const state = useStatSearch();
  return (
    <Page title={t('title')}>
      <StatBoard state={state} picker={<ScopePicker state={state} />} />
    </Page>
  );
}
