import { Drawer, Stack, Text, useDirection } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireKey, WireRequest } from '../../../src/http/dashboard/wire-codes.ts';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Rows, RowsWaiting } from '../../parts/rows.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useWorkspace } from '../../state/session.tsx';
import { usePages } from '../../state/use-pages.ts';
import { StatusText } from './status-text.tsx';

/** What was asked with a key, newest first. */
export function RequestLog({ of, close }: { readonly of: WireKey | null; close(): void }) {
  const { t } = useTranslation('api');
  const { dir } = useDirection();
  return (
    <Drawer
      opened={of !== null}
      onClose={close}
      closeButtonProps={{ 'aria-label': t('close') }}
      title={of === null ? '' : t('requestsOf', { name: of.name })}
      position={dir === 'rtl' ? 'left' : 'right'}
      size="xl"
    >
      {of !== null && <Requests keyId={of.id} />}
    </Drawer>
  );
}

function Requests({ keyId }: { readonly keyId: string }) {
  const { t } = useTranslation('api');
  const format = useFormat();
  const pages = usePages('GET /w/:workspace/keys/:key/requests', {
    params: { workspace: useWorkspace(), key: keyId },
  });
  if (pages.error && !pages.data) return <Problem error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data) return <RowsWaiting rows={8} />;
  const requests = pages.data.pages.flatMap((page) => page.requests);
  if (requests.length === 0) return <Empty title={t('noRequests')} text={t('noRequestsText')} />;
  const numbered = requests.map((request, at) => ({ ...request, at: request.at, row: at }));
  return (
    <Stack gap="md">
      <Rows
        label={t('requests')}
        items={numbered}
        idOf={({ row }) => String(row)}
        columns={[
          { key: 'call', label: t('call'), cell: (request) => <Call of={request} /> },
          { key: 'status', label: t('status'), cell: ({ status }) => <StatusText status={status} /> },
          {
            key: 'ms',
            label: t('took'),
            end: true,
            cell: ({ ms }) => t('milliseconds', { count: Math.round(ms) }),
          },
          { key: 'at', label: t('time'), end: true, cell: ({ at }) => format.time(at) },
        ]}
      />
      <More {...pages} />
    </Stack>
  );
}

function Call({ of }: { readonly of: WireRequest }) {
  const { t } = useTranslation('api');
  return (
    <div>
      <span className="qz-mono" style={{ overflowWrap: 'anywhere' }}>
        {of.method} {of.path}
      </span>
      <Text size="xs" c="dimmed">
        {of.user === null ? t('byProgram') : t('byConsole', { name: of.user })}
      </Text>
    </div>
  );
}
