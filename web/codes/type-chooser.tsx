import { SimpleGrid, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentType } from '../../src/http/dashboard/wire-codes.ts';
import style from './type-chooser.module.css';
import { allTypes, typeGroupOf, typeGroups } from './type-groups.ts';
import { TypeIcon } from './type-icon.tsx';

/** What a code can be, in words of what it does. */
export function TypeChooser({ choose }: { choose(type: ContentType): void }) {
  const { t } = useTranslation('types');
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase();
  const found = allTypes.filter((type) =>
    `${t(`name.${type}`)} ${t(`about.${type}`)} ${type}`.toLowerCase().includes(words),
  );
  return (
    <Stack gap="lg">
      <TextInput
        type="search"
        aria-label={t('chooser.search')}
        placeholder={t('chooser.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={search}
        maw={420}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && found[0] !== undefined && choose(found[0])}
      />
      {found.length === 0 && <Text c="dimmed">{t('chooser.nothing')}</Text>}
      {typeGroups.map((group) => {
        const types = found.filter((type) => typeGroupOf[type] === group);
        if (types.length === 0) return null;
        return (
          <section key={group}>
            <Title order={2} size="h3" mb="sm">
              {t(`group.${group}`)}
            </Title>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
              {types.map((type) => (
                <UnstyledButton key={type} className={style.type} onClick={() => choose(type)}>
                  <TypeIcon type={type} />
                  <span>
                    <strong>{t(`name.${type}`)}</strong>
                    <small>{t(`about.${type}`)}</small>
                  </span>
                </UnstyledButton>
              ))}
            </SimpleGrid>
          </section>
        );
      })}
    </Stack>
  );
}
