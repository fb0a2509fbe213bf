import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { AskedAct } from '../../parts/asked-act.tsx';
import { Moment } from '../../parts/moment.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { useWorkspace } from '../../state/session.tsx';
import { useTell } from '../../state/use-ask.ts';
import { dialectWords } from './dialect-words.ts';
import { type KeyState, keyState } from './key-state.ts';

export interface KeyRowsProps {
  readonly keys: readonly WireKey[];
  showLog(key: WireKey): void;
}

export function KeyRows({ keys, showLog }: KeyRowsProps) {
  const { t } = useTranslation('api');
  const format = useFormat();
  const columns: readonly Column<WireKey>[] = [
    { key: 'name', label: t('key'), cell: (key) => <KeyName of={key} /> },
    { key: 'rights', label: t('rights'), whole: true, cell: (key) => <Rights of={key} /> },
    { key: 'as', label: t('actsAs'), cell: ({ userEmail }) => userEmail ?? t('actsAsWorkspace') },
    { key: 'used', label: t('lastUsed'), whole: true, cell: ({ lastUsedAt }) => <Moment ms={lastUsedAt} /> },
    {
      key: 'expires',
      label: t('expires'),
      whole: true,
      // The moment itself is no longer in it: one that ends at midnight has the day before as its last.
      cell: ({ expiresAt }) => (expiresAt === null ? t('expiresNever') : format.day(expiresAt - 1)),
    },
    { key: 'created', label: t('created'), whole: true, cell: ({ createdAt }) => format.day(createdAt) },
    {
      key: 'acts',
      label: t('acts'),
      hideLabel: true,
      end: true,
      cell: (key) => (
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('requestsOf', { name: key.name })}
            onClick={() => showLog(key)}
          >
            {t('requests')}
          </Button>
          <Revoke of={key} />
        </Group>
      ),
    },
  ];
  return <Rows label={t('keysTitle')} items={keys} idOf={({ id }) => id} columns={columns} />;
}

function Rights({ of: { dialect, readOnly } }: { readonly of: WireKey }) {
  const { t } = useTranslation('api');
  return (
    <div>
      <Text>{t(dialectWords[dialect].name)}</Text>
      <Text size="xs" c="dimmed">
        {t(readOnly ? 'readOnly' : 'readWrite')}
      </Text>
    </div>
  );
}

const states = {
  usable: { words: 'stateUsable', color: 'accent' },
  revoked: { words: 'stateRevoked', color: 'gray' },
  expired: { words: 'stateExpired', color: 'gray' },
} as const satisfies Readonly<Record<KeyState, object>>;

function KeyName({ of }: { readonly of: WireKey }) {
  const { t } = useTranslation('api');
  const { words, color } = states[keyState(of, Date.now())];
  return (
    <div>
      <Group gap="sm">
        <Text fw={500}>
          <bdi>{of.name}</bdi>
        </Text>
        <Badge variant="light" color={color} tt="none">
          {t(words)}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        <span className="qz-mono">{of.prefix}…</span>
      </Text>
    </div>
  );
}

function Revoke({ of }: { readonly of: WireKey }) {
  const { t } = useTranslation('api');
  const workspace = useWorkspace();
  const tell = useTell('DELETE /w/:workspace/keys/:key', ['GET /w/:workspace/keys']);
  if (of.revokedAt !== null) return null;
  const { name } = of;
  return (
    <AskedAct
      isDanger
      button={t('revoke')}
      label={t('revokeWhich', { name })}
      ask={{ title: t('revokeAsk', { name }), text: t('revokeText'), button: t('revokeDo') }}
      busy={tell.isPending}
      done={t('keyRevoked', { name })}
      run={() => tell.mutateAsync({ params: { workspace, key: of.id } })}
    />
  );
}
