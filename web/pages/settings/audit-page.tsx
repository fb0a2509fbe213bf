import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '../../../src/http/dashboard/wire-people.ts';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { NotAllowed } from '../../parts/not-allowed.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowsWaiting } from '../../parts/rows.tsx';
import { useMay, useWorkspace } from '../../state/session.tsx';
import { useAsk } from '../../state/use-ask.ts';
import { usePages } from '../../state/use-pages.ts';
import css from './audit.module.css';
import { AuditEntry } from './audit-entry.tsx';
import { objectWords } from './audit-words.ts';

export function AuditPage() {
  const { t } = useTranslation('settings');
  const may = useMay('audit:read');
  if (!may) return <NotAllowed title={t('auditTitle')} text={t('auditNotAllowed')} />;
  return (
    <Page title={t('auditTitle')} about={t('auditAbout')}>
      <Audit />
    </Page>
  );
}

type ObjectFilter = Change['object'] | '';
const objects = Object.keys(objectWords) as readonly Change['object'][];

function Audit() {
  const { t } = useTranslation('settings');
  const [object, setObject] = useState<ObjectFilter>('');
  const [actor, setActor] = useState('');
  const { data: people } = useAsk('GET /w/:workspace/members', { params: { workspace: useWorkspace() } });
  const { data: keys } = useAsk('GET /w/:workspace/keys', { params: { workspace: useWorkspace() } });
  const members = people?.members ?? [];
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end">
        <NativeSelect
          label={t('auditWhat')}
          value={object}
          onChange={(event) => setObject(event.currentTarget.value as ObjectFilter)}
          data={[
            { value: '', label: t('auditAll') },
            ...objects.map((one) => ({ value: one, label: t(objectWords[one]) })),
          ]}
        />
        <NativeSelect
          label={t('auditWho')}
          value={actor}
          onChange={(event) => setActor(event.currentTarget.value)}
          data={[
            { value: '', label: t('auditEverybody') },
            {
              group: t('auditPeople'),
              items: members.map(({ userId, name }) => ({ value: userId, label: name })),
            },
            {
              group: t('auditKeys'),
              items: (keys ?? []).map(({ id, name, prefix }) => ({
                value: id,
                label: `${name} (${prefix}…)`,
              })),
            },
          ]}
        />
      </Group>
      <Entries object={object} actor={actor} />
    </Stack>
  );
}

function Entries({ object, actor }: { readonly object: ObjectFilter; readonly actor: string }) {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const query = { ...(object !== '' && { object }), ...(actor !== '' && { actor }) };
  const pages = usePages('GET /w/:workspace/audit', { params: { workspace }, query });
  const { data: people } = useAsk('GET /w/:workspace/members', { params: { workspace } });
  const names = useMemo(
    () => new Map(people?.members.map(({ userId, name }) => [userId, name])),
    [people?.members],
  );
  if (pages.error && !pages.data) return <Problem error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.data) return <RowsWaiting rows={8} />;
  const changes = pages.data.pages.flatMap((page) => page.changes);
  if (changes.length === 0) {
    const filtered = object !== '' || actor !== '';
    return filtered ? (
      <Text c="dimmed">{t('auditNoneFound')}</Text>
    ) : (
      <Empty title={t('auditNone')} text={t('auditNoneText')} />
    );
  }
  return (
    <>
      <ol className={css.list} aria-label={t('auditTitle')}>
        {changes.map((change) => (
          <AuditEntry key={change.seq} change={change} people={names} />
        ))}
      </ol>
      <More {...pages} />
    </>
  );
}
