import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../parts/empty.tsx';
import { useMay, useWorkspace } from '../state/session.tsx';
import { isNarrowed } from './code-list.ts';
import type { CodeListState } from './use-codes.ts';

/** Why the list is empty, and what to do about it. */
export function NoCodes({ state: { list, change } }: { readonly state: CodeListState }) {
  const { t } = useTranslation('codes');
  if (isNarrowed(list)) {
    const clear = {
      search: undefined,
      status: undefined,
      type: undefined,
      tag: undefined,
      folder: undefined,
    };
    return (
      <Empty
        title={t('empty.nothingFound')}
        text={t('empty.nothingFoundText')}
        action={
          <Button variant="default" onClick={() => change(clear)}>
            {t('filter.clear')}
          </Button>
        }
      />
    );
  }
  if (list.trash === '1') return <Empty title={t('empty.trash')} text={t('empty.trashText')} />;
  return <NoCodeYet />;
}

function NoCodeYet() {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  if (!mayWrite) return <Empty title={t('empty.first')} text={t('empty.viewer')} />;
  return (
    <Empty
      title={t('empty.first')}
      text={t('empty.firstText')}
      action={
        <Group justify="center">
          <Button component={Link} to={`/w/${workspace}/codes/new`}>
            {t('empty.make')}
          </Button>
          <Button variant="default" component={Link} to={`/w/${workspace}/codes/import`}>
            {t('list.import')}
          </Button>
        </Group>
      }
    />
  );
}
