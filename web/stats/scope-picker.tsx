import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCodeSet } from '../../src/http/dashboard/wire-stats.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';

const typingMs = 200;

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface ScopePickerProps {
  readonly state: {
    readonly search: { readonly set: WireCodeSet };
    change(to: { readonly set: WireCodeSet }): void;
  };
  /** Seen above it, in a form. */
  readonly label?: string;
}

/** Of which codes the numbers are: all, those of a folder or with a tag, or one. */
export function ScopePicker({ state: { search, change }, label }: ScopePickerProps) {
  const { t } = useTranslation('stats');
  const [typed, setTyped] = useState('');
  const groups = useScopes(search.set, typed);
  return (
    <Select
      {...(label === undefined ? { 'aria-label': t('scope.label'), w: 260 } : { label })}
      placeholder={t('scope.all')}
      value={optionOf(search.set)}
      data={groups}
      searchable
      clearable
      nothingFoundMessage={t('scope.nothing')}
      searchValue={typed}
      onSearchChange={setTyped}
      // Codes are found by the server, which looks at more than their names.
      filter={({ options, search: text }) =>
        options.flatMap((group) =>
          'group' in group
            ? [
                {
                  ...group,
                  items: group.items.filter((one) => one.value.startsWith('code:') || has(one.label, text)),
                },
              ]
            : [],
        )
      }
      onChange={(value) => change({ set: setOf(value) })}
    />
  );
}

function has(label: string, text: string): boolean {
  return label.toLowerCase().includes(text.trim().toLowerCase());
}

function optionOf({ code, folder, tag }: WireCodeSet): string | null {
  if (code !== undefined) return `code:${code}`;
  if (folder !== undefined) return `folder:${folder}`;
  return tag === undefined ? null : `tag:${tag}`;
}

function setOf(value: string | null): WireCodeSet {
  if (value === null) return {};
  const place = value.indexOf(':');
  return { [value.slice(0, place)]: value.slice(place + 1) };
}

function useScopes(set: WireCodeSet, typed: string): { group: string; items: Option[] }[] {
  const { t } = useTranslation('stats');
  const params = { workspace: useWorkspace() };
  const folders = useAsk('GET /w/:workspace/folders', { params }).data ?? [];
  const tags = useAsk('GET /w/:workspace/tags', { params }).data ?? [];
  const [text] = useDebouncedValue(typed.trim(), typingMs);
  const found = useAsk(
    'GET /w/:workspace/codes',
    { params, query: { ...(text !== '' && { search: text }), sort: 'scans', limit: '8' } },
    { keepPrevious: true },
  );
  const chosen = useAsk(
    'GET /w/:workspace/codes/:code',
    { params: { ...params, code: set.code ?? '' } },
    { enabled: set.code !== undefined },
  );
  const codes = found.data?.codes ?? [];
  const one = set.code === undefined ? undefined : chosen.data;
  const all = one && !codes.some(({ id }) => id === one.id) ? [one, ...codes] : codes;
  return [
    {
      group: t('scope.folders'),
      items: withChosen(
        folders.map(({ id, name }) => ({ value: `folder:${id}`, label: name })),
        'folder',
        set,
      ),
    },
    {
      group: t('scope.tags'),
      items: withChosen(
        tags.map(({ tag }) => ({ value: `tag:${tag}`, label: tag })),
        'tag',
        set,
      ),
    },
    {
      group: t('scope.codes'),
      items: withChosen(
        all.map(({ id, name }) => ({ value: `code:${id}`, label: name })),
        'code',
        set,
      ),
    },
  ].filter(({ items }) => items.length > 0);
}

/** What the address asks for is shown even where there is no such thing. */
function withChosen(options: Option[], kind: keyof WireCodeSet, set: WireCodeSet): Option[] {
  const value = set[kind];
  const isKnown = value === undefined || options.some((one) => one.value === `${kind}:${value}`);
  return isKnown ? options : [...options, { value: `${kind}:${value}`, label: value }];
}
