import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useWorkspace } from '../state/session.tsx';
import { CodeHistory } from './code-history.tsx';
import style from './code-page.module.css';
import { CodeSettings } from './code-settings.tsx';
import { CodeTarget } from './code-target.tsx';

const tabs = ['content', 'history', 'settings'] as const;
type Tab = (typeof tabs)[number];

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
        <Tabs.Tab value="content">{t(code.type === 'url' ? 'tab.destination' : 'tab.content')}</Tabs.Tab>
        <Tabs.Tab value="history">{t('tab.history')}</Tabs.Tab>
        <Tabs.Tab value="settings">{t('tab.settings')}</Tabs.Tab>
      </Tabs.List>
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
