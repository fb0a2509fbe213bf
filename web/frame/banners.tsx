import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireNotice } from '../../src/http/dashboard/wire-people.ts';
import { useFormat } from '../parts/use-format.ts';
import { lookForServer, useReach } from '../state/reach.ts';
import { useMembership, useSession } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import classes from './frame.module.css';

const key = 'quietzone-dismissed';

/** Above every page: what keeps one from working here, and what needs the operator. Gone until the browser closes. */
export function Banners() {
  const { t } = useTranslation();
  const [dismissed, setDismissed] = useState<readonly string[]>(() =>
    (sessionStorage.getItem(key) ?? '').split(' '),
  );
  const [isOpen, setIsOpen] = useState(false);
  const dismiss = (name: string) => {
    const next = [...dismissed, name];
    sessionStorage.setItem(key, next.join(' '));
    setDismissed(next);
  };
  const { locked, viewer } = useWorkspaceBanners();
  const lasting = [...locked, ...useNoticeBanners(), ...viewer].filter(
    ({ name }) => !dismissed.includes(name),
  );
  const banners = [...useAwayBanner(), ...lasting];
  if (banners.length === 0) return null;
  return (
    <section aria-label={t('notices')} className={classes.banners}>
      {(isOpen ? banners : banners.slice(0, 1)).map(({ name, tone, icon, text }) => (
        <div key={name} className={classes.banner} data-tone={tone}>
          {icon}
          <div className={classes.said}>
            <p>{text}</p>
            {!isOpen && banners.length > 1 && (
              <Button variant="default" size="compact-xs" onClick={() => setIsOpen(true)}>
                {t('moreNotices', { count: banners.length - 1 })}
              </Button>
            )}
          </div>
          {name !== away && <CloseButton aria-label={t('dismiss')} onClick={() => dismiss(name)} />}
        </div>
      ))}
    </section>
  );
}

interface Banner {
  readonly name: string;
  readonly tone: 'quiet' | 'warning';
  readonly icon: ReactNode;
  readonly text: string;
}

const away = 'away';
/** How often a page looks whether the server is back, in ms. */
const lookMs = 3_000;

/** Stays until the server is back: what is done meanwhile comes to nothing. */
function useAwayBanner(): readonly Banner[] {
  const { t } = useTranslation();
  const isThere = useReach();
  useEffect(() => {
    if (isThere) return undefined;
    const timer = setInterval(() => void lookForServer(), lookMs);
    return () => clearInterval(timer);
  }, [isThere]);
  if (isThere) return [];
  const icon = <IconPlugConnectedX size={18} aria-hidden />;
  return [{ name: away, tone: 'warning', icon, text: t('awayText') }];
}

interface WorkspaceBanners {
  readonly locked: readonly Banner[];
  readonly viewer: readonly Banner[];
}

function useWorkspaceBanners(): WorkspaceBanners {
  const { t } = useTranslation();
  const membership = useMembership();
  if (!membership) return { locked: [], viewer: [] };
  const { workspace, role } = membership;
  const locked: Banner = {
    name: `locked-${workspace.slug}`,
    tone: 'warning',
    icon: <IconLock size={18} aria-hidden />,
    text: t('lockedText'),
  };
  const viewer: Banner = {
    name: `viewer-${workspace.slug}`,
    tone: 'quiet',
    icon: <IconEye size={18} aria-hidden />,
    text: t('viewerText'),
  };
  return {
    locked: workspace.lockedAt === null ? [] : [locked],
    viewer: role === 'viewer' ? [viewer] : [],
  };
}

/** How often an open page looks whether something needs the operator. */
const noticesMs = 120_000;

function useNoticeBanners(): readonly Banner[] {
  const { user } = useSession();
  const textOf = useNoticeText();
  const { data = [] } = useAsk(
    'GET /notices',
    {},
    { enabled: user?.isOperator === true, everyMs: noticesMs },
  );
  return data.map((notice) => ({
    name: notice.kind,
    tone: 'warning',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    text: textOf(notice),
  }));
}

function useNoticeText(): (notice: WireNotice) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const { baseUrl } = useSession().instance;
  return ({ kind, count = 0 }) => {
    if (kind === 'base_url') return t('notice.base_url', { url: baseUrl });
    if (kind === 'plain_http') return t('notice.plain_http');
    if (kind === 'disk') return t('notice.disk', { left: format.bytes(count) });
    if (kind === 'degraded') return t('notice.degraded');
    return t(`notice.${kind}`, { count, formatted: format.number(count) });
  };
}
