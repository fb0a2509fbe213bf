import { Button, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { filterNames, toggleFilter } from './stat-search.ts';
import type { StatState } from './use-stat-search.ts';
import { useValueWords } from './use-value-words.ts';

/** What narrows the numbers down; each can be taken away. */
export function FilterChips({ state: { search, change } }: { readonly state: StatState }) {
  const { t } = useTranslation('stats');
  const words = useValueWords();
  const chips = filterNames.flatMap((name) =>
    (search.filters[name] ?? []).map((value) => ({ name, value, label: words(name, value) })),
  );
  if (chips.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={t('filters')}>
      {chips.map(({ name, value, label }) => (
        <Button
          key={`${name}=${value}`}
          variant="light"
          size="compact-md"
          rightSection={<IconX size={14} aria-hidden="true" />}
          aria-label={t('removeFilter', { name: t(`filter.${name}`), value: label })}
          onClick={() => change({ filters: toggleFilter(search.filters, name, value) })}
        >
          {`${t(`filter.${name}`)}: \u2068${label}\u2069`}
        </Button>
      ))}
      {chips.length > 1 && (
        <Button variant="subtle" color="gray" size="compact-md" onClick={() => change({ filters: {} })}>
          {t('clearFilters')}
        </Button>
      )}
    </Group>
  );
}
