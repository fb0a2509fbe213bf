import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { Answered } from '../../parts/answered.tsx';
import { CopyBlock } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { Page } from '../../parts/page.tsx';
import { useMay, useSession, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { useOpened } from '../../state/use-opened.ts';
import { renderExample } from './examples.ts';
import { KeyRows } from './key-rows.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { firstCallOf } from './ready-calls.ts';
import { RequestLog } from './request-log.tsx';

export function KeysPage() {
  const { t } = useTranslation('api');
  const may = useMay('keys:own');
  if (!may) return <NotAllowed title={t('keysTitle')} text={t('keysNotAllowed')} />;
  return <Keys />;
}

function Keys() {
  const { t } = useTranslation('api');
  const mayManage = useMay('keys:manage');
  const workspace = useWorkspace();
  const [making, setMaking] = useOpened('new');
  const [logOf, setLogOf] = useState<WireKey | null>(null);
  const keys = useAsk('GET /w/:workspace/keys', { params: { workspace } });
  const make = <Button onClick={() => setMaking(true)}>{t('newKey')}</Button>;
  return (
    <Page
      title={t('keysTitle')}
      about={mayManage ? t('keysAboutAll') : t('keysAboutOwn')}
      actions={(keys.data?.length ?? 0) > 0 && make}
    >
      <Answered asked={keys}>
        {(all) =>
          all.length === 0 ? (
            <NoKeys action={make} />
          ) : (
            <Stack gap="md">
              <KeyRows keys={all} showLog={setLogOf} />
              <Text size="xs" c="dimmed">
                {t('keysShownOnce')}
              </Text>
            </Stack>
          )
        }
      </Answered>
      {making && <NewKeyDialog close={() => setMaking(false)} />}
      <RequestLog of={logOf} close={() => setLogOf(null)} />
    </Page>
  );
}

/** What one could do with a key, before there is one. */
function NoKeys({ action }: { readonly action: React.ReactNode }) {
  const { t } = useTranslation('api');
  const origin = useSession().instance.baseUrl;
  return (
    <Stack gap="lg">
      <Empty title={t('noKeys')} text={t('noKeysText')} action={<Group>{action}</Group>} />
      <Stack gap="xs" maw={720} w="100%" mx="auto">
        <Text fw={500}>{t('firstCall')}</Text>
        <CopyBlock text={renderExample('curl', firstCallOf('qra', origin))} what={t('copyFirstCall')} />
      </Stack>
    </Stack>
  );
}
