import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireReportLink } from '../../../src/http/dashboard/wire-stats.ts';
import { AskedAct } from '../../parts/asked-act.tsx';
import { Moment } from '../../parts/moment.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { EditReportDialog } from './edit-report-dialog.tsx';
import { type ReportState, reportState } from './report-state.ts';

export function ReportRows({ reports }: { readonly reports: readonly WireReportLink[] }) {
  const { t } = useTranslation('report');
  const format = useFormat();
  const mayRevoke = useMay('codes:write');
  const columns: readonly Column<WireReportLink>[] = [
    { key: 'title', label: t('report'), cell: (report) => <ReportTitle of={report} /> },
    { key: 'set', label: t('what'), cell: (report) => <SetName of={report} /> },
    { key: 'days', label: t('range'), whole: true, cell: ({ days }) => t('lastDays', { count: days }) },
    {
      key: 'password',
      label: t('password'),
      whole: true,
      cell: ({ hasPassword }) => t(hasPassword ? 'yes' : 'no'),
    },
    {
      key: 'expires',
      label: t('expires'),
      whole: true,
      // The moment itself is no longer in it: one that ends at midnight has the day before as its last.
      cell: ({ expiresAt }) => (expiresAt === null ? t('never') : format.day(expiresAt - 1)),
    },
    { key: 'seen', label: t('seen'), whole: true, cell: ({ seenAt }) => <Moment ms={seenAt} /> },
    {
      key: 'made',
      label: t('made'),
      cell: ({ createdAt, createdBy }) => (
        <div>
          <bdi>{createdBy}</bdi>
          <Text size="xs" c="dimmed">
            {format.day(createdAt)}
          </Text>
        </div>
      ),
    },
    ...(mayRevoke ? [actsColumn(t('acts'))] : []),
  ];
  return <Rows label={t('title')} items={reports} idOf={({ id }) => id} columns={columns} />;
}

function actsColumn(label: string): Column<WireReportLink> {
  return { key: 'acts', label, hideLabel: true, end: true, cell: (report) => <Acts of={report} /> };
}

const colors = { open: 'accent', expired: 'gray', revoked: 'gray' } as const satisfies Readonly<
  Record<ReportState, string>
>;

function ReportTitle({ of }: { readonly of: WireReportLink }) {
  const { t } = useTranslation('report');
  const state = reportState(of, Date.now());
  return (
    <Group gap="sm">
      <Text fw={500}>
        <bdi>{of.title}</bdi>
      </Text>
      <Badge variant="light" color={colors[state]} tt="none">
        {t(`state.${state}`)}
      </Badge>
    </Group>
  );
}

function SetName({ of: { set, setName } }: { readonly of: WireReportLink }) {
  const { t } = useTranslation('report');
  const kind = (['code', 'tag', 'folder'] as const).find((one) => set[one] !== undefined);
  if (kind === undefined) return t('set.whole');
  if (setName === null) return <Text c="dimmed">{t('set.gone')}</Text>;
  return (
    <div>
      <bdi>{setName}</bdi>
      <Text size="xs" c="dimmed">
        {t(`set.${kind}`)}
      </Text>
    </div>
  );
}

function Acts({ of }: { readonly of: WireReportLink }) {
  if (of.revokedAt !== null) return null;
  return (
    <Group gap={0} justify="flex-end" wrap="nowrap">
      <Edit of={of} />
      <Revoke of={of} />
    </Group>
  );
}

function Edit({ of }: { readonly of: WireReportLink }) {
  const { t } = useTranslation('report');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t('editWhich', { title: of.title })}
        onClick={() => setOpen(true)}
      >
        {t('edit')}
      </Button>
      {isOpen && <EditReportDialog of={of} close={() => setOpen(false)} />}
    </>
  );
}

function Revoke({ of }: { readonly of: WireReportLink }) {
  const { t } = useTranslation('report');
  const workspace = useWorkspace();
  const tell = useTell('DELETE /w/:workspace/reports/:report', ['GET /w/:workspace/reports']);
  const { title } = of;
  return (
    <AskedAct
      isDanger
      button={t('revoke')}
      label={t('revokeWhich', { title })}
      ask={{ title: t('revokeAsk', { title }), text: t('revokeText'), button: t('revokeDo') }}
      busy={tell.isPending}
      done={t('revoked', { title })}
      run={() => tell.mutateAsync({ params: { workspace, report: of.id } })}
    />
  );
}
