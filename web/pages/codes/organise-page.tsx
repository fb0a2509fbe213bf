import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FoldersCard } from '../../codes/folders-card.tsx';
import { TagsCard } from '../../codes/tags-card.tsx';
import { Page } from '../../parts/page.tsx';

/** Folders and tags: how codes are found again. */
export function OrganisePage() {
  const { t } = useTranslation('codes');
  return (
    <Page title={t('organise.title')} about={t('organise.about')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <FoldersCard />
        <TagsCard />
      </SimpleGrid>
    </Page>
  );
}
