import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ContentType } from '../../../src/http/dashboard/wire-codes.ts';
import { NewCodeForm } from '../../codes/new-code-form.tsx';
import { TypeChooser } from '../../codes/type-chooser.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';

/** First what it is to be, then what stands in it; the type is in the address, so that "back" leads to the choice. */
export function NewCodePage() {
  const { t } = useTranslation('codes');
  const types = useTranslation('types');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { type: wished } = useSearch({ strict: false }) as { type?: string };
  const { data, error, refetch } = useAsk('GET /content-types', {});
  const chosen = data?.find(({ type }) => type === wished);
  const choose = (type?: ContentType) =>
    void navigate({ to: `/w/${workspace}/codes/new`, search: type ? { type } : {} } as never);
  if (!useMay('codes:write')) {
    return (
      <Page title={t('new.title')}>
        <Empty title={t('viewer.title')} text={t('viewer.text')} />
      </Page>
    );
  }
  return (
    <Page
      title={chosen ? t('new.titleOf', { type: types.t(`name.${chosen.type}`) }) : t('new.title')}
      about={chosen ? types.t(`about.${chosen.type}`) : t('new.about')}
      actions={
        chosen && (
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden="true" className="qz-mirror" />}
            onClick={() => choose()}
          >
            {t('new.otherType')}
          </Button>
        )
      }
    >
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton h={320} />}
      {data && (chosen ? <NewCodeForm key={chosen.type} of={chosen} /> : <TypeChooser choose={choose} />)}
    </Page>
  );
}
