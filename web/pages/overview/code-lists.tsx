import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireOverview, WireOverviewCode } from '../../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../../parts/use-format.ts';
import { useMay, useWorkspace } from '../../state/session.tsx';
import style from './overview.module.css';

interface ListProps {
  readonly overview: WireOverview;
}

export function GainedCodes({ overview: { gained } }: ListProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <CodeList name="gained" title={t('gained')} about={t('gainedAre')} none={t('gainedNone')}>
      {gained.map((code) => (
        <CodeItem key={code.id} code={code} about={t('gainedFrom', fromTo(code, format.number))}>
          <strong className={style.gain}>+{format.number(code.scans - code.before)}</strong>
        </CodeItem>
      ))}
    </CodeList>
  );
}

function fromTo(of: { readonly before: number; readonly scans: number }, number: (value: number) => string) {
  return { before: number(of.before), scans: number(of.scans) };
}

export function SilentCodes({ overview: { silent, silentTotal } }: ListProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <CodeList
      name="silent"
      title={t('silent')}
      about={t('silentAre')}
      none={t('silentNone')}
      more={silentTotal - silent.length}
    >
      {silent.map((code) => (
        <CodeItem
          key={code.id}
          code={code}
          about={
            code.lastScanAt === null
              ? t('silentUnknown')
              : t('silentSince', { ago: format.ago(code.lastScanAt), day: format.day(code.lastScanAt) })
          }
        >
          <span title={t('silentBeforeIs')}>{t('silentBefore', { number: format.number(code.before) })}</span>
        </CodeItem>
      ))}
    </CodeList>
  );
}

export function UnprovedCodes({ overview: { unproved, unprovedTotal } }: ListProps) {
  const { t } = useTranslation('overview');
  const workspace = useWorkspace();
  const mayWrite = useMay('codes:write');
  return (
    <CodeList
      name="unproved"
      title={t('unproved')}
      about={t('unprovedAre')}
      none={t('unprovedNone')}
      more={unprovedTotal - unproved.length}
    >
      {unproved.map((code) => (
        <CodeItem key={code.id} code={code}>
          {mayWrite && (
            <Button
              variant="default"
              size="compact-sm"
              component={Link}
              to={`/w/${workspace}/codes/${code.id}`}
              search={{ tab: 'design' } as never}
              aria-label={t('proveWhich', { name: code.name })}
            >
              {t('prove')}
            </Button>
          )}
        </CodeItem>
      ))}
    </CodeList>
  );
}

interface CodeListProps {
  readonly name: string;
  readonly title: string;
  /** What puts a code here, exactly. */
  readonly about: string;
  /** What it means that there is none. */
  readonly none: string;
  /** How many are not shown. */
  readonly more?: number;
  readonly children: readonly ReactNode[];
}

function CodeList({ name, title, about, none, more = 0, children }: CodeListProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <section className={`qz-card ${style.card}`} data-list={name}>
      <div>
        <Title order={2} size="h3">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
      {children.length === 0 ? <Text c="dimmed">{none}</Text> : <ul className={style.codes}>{children}</ul>}
      {more > 0 && (
        <Text size="xs" c="dimmed">
          {t('more', { count: more, number: format.number(more) })}
        </Text>
      )}
    </section>
  );
}

interface CodeItemProps {
  readonly code: WireOverviewCode;
  readonly about?: string;
  readonly children: ReactNode;
}

function CodeItem({ code, about, children }: CodeItemProps) {
  const workspace = useWorkspace();
  return (
    <li data-code={code.id}>
      <img className="qz-code-picture" src={code.picture} alt="" width={40} height={40} decoding="async" />
      <div className={style.name}>
        <Link to={`/w/${workspace}/codes/${code.id}`}>
          <bdi>{code.name}</bdi>
        </Link>
        <Text size="xs" c="dimmed">
          {about ?? <span className="qz-mono">{code.slug}</span>}
        </Text>
      </div>
      <div className={style.end}>{children}</div>
    </li>
  );
}
