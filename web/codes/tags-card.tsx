import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RouteName } from '../../src/http/dashboard/wire.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk, useTell } from '../state/use-ask.ts';
import { type Labelled, LabelsCard } from './labels-card.tsx';

const stale: readonly RouteName[] = ['GET /w/:workspace/tags', 'GET /w/:workspace/codes'];

/** The tags; one is there for as long as a code has it. */
export function TagsCard() {
  const { t } = useTranslation('codes');
  const workspace = useWorkspace();
  const asked = useAsk('GET /w/:workspace/tags', { params: { workspace } });
  const rename = useTell('PATCH /w/:workspace/tags/:tag', stale);
  const remove = useTell('DELETE /w/:workspace/tags/:tag', stale);
  const items = asked.data?.map<Labelled>(({ tag, codes }) => ({ id: tag, name: tag, codes }));
  const isOther = (one: Labelled, name: string) =>
    items?.some((other) => other.id !== one.id && other.name === name.trim()) ?? false;
  return (
    <LabelsCard
      title={t('organise.tags')}
      empty={t('organise.noTags')}
      items={items}
      error={asked.error}
      hrefOf={({ name }) => `/w/${workspace}/codes?tag=${encodeURIComponent(name)}`}
      renameHint={(one, name) => (isOther(one, name) ? t('organise.merge', { name: name.trim() }) : null)}
      deleteText={({ codes }) => t('organise.deleteTag', { count: codes })}
      rename={(one, name) => rename.mutateAsync({ params: { workspace, tag: one.id }, body: { name } })}
      remove={(one) => remove.mutateAsync({ params: { workspace, tag: one.id } })}
      head={
        <Text size="xs" c="dimmed">
          {t('organise.tagsAbout')}
        </Text>
      }
    />
  );
}
