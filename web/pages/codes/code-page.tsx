import { Skeleton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CodeAside } from '../../codes/code-aside.tsx';
import { useChangedCode } from '../../codes/code-changes.ts';
import { CodeHead } from '../../codes/code-head.tsx';
import { CodeNotices } from '../../codes/code-notices.tsx';
import style from '../../codes/code-page.module.css';
import { CodeTabs } from '../../codes/code-tabs.tsx';
import { NotFound } from '../../parts/not-found.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';

/** One code: its picture and facts, what it leads to, and what was done with it. */
export function CodePage() {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const { code: id = '' } = useParams({ strict: false }) as { code?: string };
  const asked = useAsk('GET /w/:workspace/codes/:code', { params: { workspace, code: id } });
  const { error, refetch } = asked;
  const code = useChangedCode(asked.data);
  if (error?.status === 404) return <NotFound />;
  if (!code) {
    return (
      <Page title={t('code.title')}>
        {error ? <Problem error={error} retry={() => void refetch()} /> : <Skeleton h={400} />}
      </Page>
    );
  }
  return (
    <Page title={code.name} actions={<CodeHead code={code} />}>
      <CodeNotices code={code} />
      <div className={style.columns}>
        <CodeAside code={code} />
        <CodeTabs key={code.id} code={code} />
      </div>
    </Page>
  );
}
