import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../../../src/http/dashboard/wire-people.ts';
import { Card } from '../../parts/card.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useSayProblem } from '../../parts/form-problem.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useAsk, useTell } from '../../state/use-ask.ts';
import { useGone } from './use-gone.ts';

/** The slug has to be typed before the workspace goes. */
export function DeleteCard({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const [asked, setAsked] = useState(false);
  const params = { workspace: workspace.slug };
  const codes = useAsk('GET /w/:workspace', { params }).data?.usage.codes;
  const gone = useGone();
  const sayProblem = useSayProblem();
  const remove = useTell('DELETE /w/:workspace');
  const run = () =>
    remove.mutate(
      { params, body: { confirm: workspace.slug } },
      {
        onSuccess: () => {
          toast({ text: t('deleted', { name: workspace.name }) });
          return gone();
        },
        onError: sayProblem,
      },
    );
  const what = codes === undefined ? '' : `${t('deleteCodes', { count: codes })} `;
  return (
    <Card title={t('deleteTitle')} about={t('deleteAbout')}>
      <Group>
        <Button color="red" variant="outline" onClick={() => setAsked(true)}>
          {t('delete')}
        </Button>
      </Group>
      <Confirm
        opened={asked}
        title={t('deleteAsk', { name: workspace.name })}
        text={what + t('deleteText')}
        button={t('delete')}
        typed={workspace.slug}
        busy={remove.isPending}
        close={() => setAsked(false)}
        run={run}
      />
    </Card>
  );
}
