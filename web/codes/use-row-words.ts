import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import { useFormat } from '../parts/use-format.ts';
import type { ShownStatus } from './status-mark.tsx';

/** What a row says, written by its list: hundreds of rows go by, and none of them looks up a language of its own. */
export interface RowWords {
  readonly copyLink: string;
  readonly scansAre: string;
  readonly scansWord: string;
  readonly noPicture: string;
  select(code: WireCode): string;
  menu(code: WireCode): string;
  copy(code: WireCode): string;
  type(code: WireCode): string;
  scans(code: WireCode): string;
  status(status: ShownStatus): string;
}

/** The same object for as long as the language is the same. */
export function useRowWords(): RowWords {
  const { t } = useTranslation('codes');
  const types = useTranslation('types').t;
  const format = useFormat();
  return useMemo<RowWords>(
    () => ({
      copyLink: t('copyLink'),
      scansAre: t('scansAre'),
      scansWord: t('scansWord'),
      noPicture: t('code.noPicture'),
      select: ({ name }) => t('list.select', { name }),
      menu: ({ name }) => t('list.menu', { name }),
      copy: ({ slug }) => t('list.copy', { slug }),
      type: ({ type }) => types(`name.${type}`),
      scans: ({ scans }) => format.number(scans),
      status: (status) => t(`status.${status}`),
    }),
    [t, types, format],
  );
}
