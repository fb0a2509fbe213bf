import { Skeleton, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useWorkspace } from '../state/session.tsx';
import { CodeHistory } from './code-history.tsx';
import style from './code-page.module.css';
import { CodeSettings } from './code-settings.tsx';
import { CodeTarget } from './code-target.tsx';

const tabs = ['statistics', 'content', 'design', 'print', 'history', 'settings'] as const;
type Tab = (typeof tabs)[number];

/** Large, and not what everybody comes for. */
const CodeStatistics = lazy(async () => ({
  default: (await import('../stats/code-statistics.tsx')).CodeStatistics,
}));
const CodeDesign = lazy(async () => ({ default: (await import('../design/code-design.tsx')).CodeDesign }));
const CodePrint = lazy(async () => ({ default: (await import('../print/code-print.tsx')).CodePrint }));

/** The places of a code; which one is in the address. */
export function CodeTabs({ code }: { readonly code: WireCode }) {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { tab: wished } = useSearch({ strict: false }) as { tab?: string };
  const tab: Tab = tabs.find((one) => one === wished) ?? 'content';
  const go = (next: string | null) =>
    void navigate({
      to: `/w/${workspace}/codes/${code.id}`,
      search: { tab: next },
      replace: true,
      resetScroll: false,
    } as never);
  return (
    <Tabs value={tab} onChange={go} keepMounted={false} className={style.tabs}>
      <Tabs.List mb="lg">
        <Tabs.Tab value="statistics">{t('tab.statistics')}</Tabs.Tab>
        <Tabs.Tab value="content">{t(code.type === 'url' ? 'tab.destination' : 'tab.content')}</Tabs.Tab>
        <Tabs.Tab value="design">{t('tab.design')}</Tabs.Tab>
        <Tabs.Tab value="print">{t('tab.print')}</Tabs.Tab>
        <Tabs.Tab value="history">{t('tab.history')}</Tabs.Tab>
        <Tabs.Tab value="settings">{t('tab.settings')}</Tabs.Tab>
      </Tabs.List>
      <Suspense fallback={<Skeleton h={320} />}>
        <Tabs.Panel value="statistics">
          <CodeStatistics code={code} />
        </Tabs.Panel>
        <Tabs.Panel value="design">
          <CodeDesign code={code} />
        </Tabs.Panel>
        <Tabs.Panel value="print">
          <CodePrint code={code} />
        </Tabs.Panel>
      </Suspense>
      <Tabs.Panel value="content">
        <CodeTarget code={code} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <CodeHistory code={code} />
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <CodeSettings code={code} />
      </Tabs.Panel>
    </Tabs>
  );
}
