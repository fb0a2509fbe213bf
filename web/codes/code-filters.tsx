import { ActionIcon, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconFilterOff, IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../parts/use-format.ts';
import { useLater } from '../parts/use-later.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import style from './code-filters.module.css';
import { type CodeList, isNarrowed, sorts, statuses } from './code-list.ts';
import { allTypes } from './type-groups.ts';
import type { CodeListState } from './use-codes.ts';

const typingMs = 200;

/** What narrows the list down, and its order. */
export function CodeFilters({
  state,
  search,
}: {
  readonly state: CodeListState;
  readonly search: RefObject<HTMLInputElement | null>;
}) {
  const { list, change } = state;
  return (
    <Group gap="sm" role="search">
      <SearchField value={list.search ?? ''} input={search} change={(text) => change({ search: text })} />
      {useLater() ? <Choices state={state} /> : <StandIns />}
    </Group>
  );
}

/** The places of the choices, until they are there. */
function StandIns() {
  const { t } = useTranslation('codes');
  return (
    <>
      {(['status', 'type', 'tag', 'folder'] as const).map((one) => (
        <span key={one} className={`${style.choice} ${style.standIn}`} aria-hidden="true">
          {t(`filter.${one}`)}
        </span>
      ))}
      <span className={`${style.sort} ${style.standIn}`} aria-hidden="true" />
    </>
  );
}

function Choices({ state }: Filter) {
  const { list, change } = state;
  const { t } = useTranslation('codes');
  return (
    <>
      <StatusFilter state={state} />
      <TypeFilter state={state} />
      <TagFilter state={state} />
      <FolderFilter state={state} />
      {isNarrowed(list) && (
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('filter.clear')}
          title={t('filter.clear')}
          onClick={() =>
            change({
              search: undefined,
              status: undefined,
              type: undefined,
              tag: undefined,
              folder: undefined,
            })
          }
        >
          <IconFilterOff size={16} aria-hidden="true" />
        </ActionIcon>
      )}
      <SortField state={state} />
    </>
  );
}

function SearchField({
  value,
  input,
  change,
}: {
  readonly value: string;
  readonly input: RefObject<HTMLInputElement | null>;
  change(text: string | undefined): void;
}) {
  const { t } = useTranslation('codes');
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const send = useDebouncedCallback((next: string) => {
    asked.current = next.trim();
    change(asked.current === '' ? undefined : asked.current);
  }, typingMs);
  // The address is changed elsewhere as well, by the button that clears it, say.
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);
  const write = (next: string) => {
    setText(next);
    send(next);
  };
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={t('filter.search')}
      placeholder={t('filter.searchHint')}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text !== '' && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('filter.clearSearch')}
            onClick={() => write('')}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        )
      }
      className={style.search}
    />
  );
}

interface Filter {
  readonly state: CodeListState;
}

function StatusFilter({ state: { list, change } }: Filter) {
  const { t } = useTranslation('codes');
  return (
    <Choice
      label={t('filter.status')}
      value={list.status}
      options={statuses.map((one) => ({ value: one, label: t(`status.${one}`) }))}
      choose={(status) => change({ status: status as CodeList['status'] })}
    />
  );
}

function TypeFilter({ state: { list, change } }: Filter) {
  const { t } = useTranslation('codes');
  const types = useTranslation('types');
  return (
    <Choice
      label={t('filter.type')}
      value={list.type}
      options={allTypes.map((one) => ({ value: one, label: types.t(`name.${one}`) }))}
      choose={(type) => change({ type: type as CodeList['type'] })}
    />
  );
}

function TagFilter({ state: { list, change } }: Filter) {
  const { t } = useTranslation('codes');
  const format = useFormat();
  const { data = [] } = useAsk('GET /w/:workspace/tags', { params: { workspace: useWorkspace() } });
  const known = data.map(({ tag, codes }) => ({ value: tag, label: `${tag} · ${format.number(codes)}` }));
  return (
    <Choice
      label={t('filter.tag')}
      value={list.tag}
      options={withChosen(known, list.tag)}
      choose={(tag) => change({ tag })}
    />
  );
}

function FolderFilter({ state: { list, change } }: Filter) {
  const { t } = useTranslation('codes');
  const format = useFormat();
  const { data = [] } = useAsk('GET /w/:workspace/folders', { params: { workspace: useWorkspace() } });
  const known = data.map(({ id, name, codes }) => ({
    value: id,
    label: `${name} · ${format.number(codes)}`,
  }));
  return (
    <Choice
      label={t('filter.folder')}
      value={list.folder}
      options={withChosen([...known, { value: 'none', label: t('folder.none') }], list.folder)}
      choose={(folder) => change({ folder })}
    />
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What the address asks for is shown even where there is no such thing. */
function withChosen(options: readonly Option[], chosen: string | undefined): readonly Option[] {
  const isKnown = chosen === undefined || options.some(({ value }) => value === chosen);
  return isKnown ? options : [...options, { value: chosen, label: chosen }];
}

function Choice({
  label,
  value,
  options,
  choose,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  choose(value: string | undefined): void;
}) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      data={[...options]}
      searchable={options.length > 8}
      clearable
      className={style.choice}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(next) => choose(next ?? undefined)}
    />
  );
}

function SortField({ state: { list, change } }: Filter) {
  const { t } = useTranslation('codes');
  const sort = list.sort ?? 'created';
  const order = list.order ?? (sort === 'name' ? 'asc' : 'desc');
  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        aria-label={t('sort.label')}
        value={sort}
        data={sorts.map((one) => ({ value: one, label: t(`sort.${one}`) }))}
        allowDeselect={false}
        w={120}
        onChange={(next) => change({ sort: next as CodeList['sort'], order: undefined })}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t(order === 'asc' ? 'sort.rising' : 'sort.falling')}
        title={t(order === 'asc' ? 'sort.rising' : 'sort.falling')}
        onClick={() => change({ order: order === 'asc' ? 'desc' : 'asc' })}
      >
        {order === 'asc' ? <IconArrowUp size={16} /> : <IconArrowDown size={16} />}
      </ActionIcon>
    </Group>
  );
}
