import { Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeFilters } from '../../codes/code-filters.tsx';
import { isNarrowed } from '../../codes/code-list.ts';
import { CodeListCard } from '../../codes/code-list-card.tsx';
import { CodesActions } from '../../codes/codes-actions.tsx';
import { NoCodes } from '../../codes/no-codes.tsx';
import { useCodeList, useCodes } from '../../codes/use-codes.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';

/** All codes of the workspace, or its trash. */
export function CodesPage() {
  const { t } = useTranslation('codes');
  const state = useCodeList();
  const { list } = state;
  const found = useCodes(list);
  const { query } = found;
  const again = query.isFetchNextPageError ? query.fetchNextPage : query.refetch;
  const search = useRef<HTMLInputElement>(null);
  const inTrash = list.trash === '1';
  const isEmpty = query.isSuccess && found.total === 0 && !query.isPlaceholderData;
  return (
    <Page title={t(inTrash ? 'trash.title' : 'list.title')} actions={<CodesActions inTrash={inTrash} />}>
      {inTrash && <Text c="dimmed">{t('trash.about')}</Text>}
      {!(isEmpty && !isNarrowed(list)) && <CodeFilters state={state} search={search} />}
      {query.isError && <Problem error={query.error} retry={() => void again()} />}
      {isEmpty && <NoCodes state={state} />}
      {!isEmpty && !(query.isError && found.codes.length === 0) && (
        <CodeListCard list={list} found={found} search={search} />
      )}
    </Page>
  );
}
