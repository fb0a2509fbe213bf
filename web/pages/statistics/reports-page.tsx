import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Answered } from '../../parts/answered.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { useOpened } from '../../state/use-opened.ts';
import { NewReportDialog } from './new-report-dialog.tsx';
import { ReportRows } from './report-rows.tsx';

/** Pages of numbers that anybody with their link can see. */
export function ReportsPage() {
  const { t } = useTranslation('report');
  const workspace = useWorkspace();
  const mayMake = useMay('codes:write');
  const [making, setMaking] = useOpened('new');
  const reports = useAsk('GET /w/:workspace/reports', { params: { workspace } });
  const make = mayMake && <Button onClick={() => setMaking(true)}>{t('make')}</Button>;
  return (
    <Page title={t('title')} about={t('about')} actions={(reports.data?.length ?? 0) > 0 && make}>
      <Answered asked={reports}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('none')} text={t(mayMake ? 'noneText' : 'noneViewer')} action={make} />
          ) : (
            <>
              <ReportRows reports={all} />
              <Text size="xs" c="dimmed">
                {t('shownOnce')}
              </Text>
            </>
          )
        }
      </Answered>
      {making && mayMake && <NewReportDialog close={() => setMaking(false)} />}
    </Page>
  );
}
