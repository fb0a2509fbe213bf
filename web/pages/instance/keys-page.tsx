import { useTranslation } from 'react-i18next';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { ImportKeyForm } from './import-key-form.tsx';

export function InstanceKeysPage() {
  const { t } = useTranslation('instance');
  const workspaces = useAsk('GET /instance/workspaces', {});
  const users = useAsk('GET /instance/users', {});
  return (
    <Page title={t('keysTitle')} about={t('keysAbout')}>
      <Answered asked={workspaces}>
        {(all) => (
          <Answered asked={users}>{(people) => <ImportKeyForm workspaces={all} users={people} />}</Answered>
        )}
      </Answered>
    </Page>
  );
}
