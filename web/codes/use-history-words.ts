import { useTranslation } from 'react-i18next';
import type { ContentType, JsonValue } from '../../src/http/dashboard/wire-codes.ts';
import type { Change } from '../../src/http/dashboard/wire-people.ts';
import { useFormat } from '../parts/use-format.ts';
import { useWorkspace } from '../state/session.tsx';
import { useAsk } from '../state/use-ask.ts';
import { statuses } from './code-list.ts';
import type { Deed } from './history-words.ts';
import { useFieldWords } from './use-field-words.ts';

export interface HistoryWords {
  deed(deed: Deed, actor: Change['actor']): string;
  field(path: readonly string[]): string;
  value(path: readonly string[], value: JsonValue): string;
}

const fieldKeys = {
  slug: 'field.slug',
  type: 'field.type',
  name: 'field.name',
  destination: 'field.destination',
  content: 'field.content',
  status: 'field.status',
  tags: 'field.tags',
  folder_id: 'field.folder',
  design: 'field.design',
  expires_at: 'field.expires',
  trashed_at: 'field.trashed',
  suspended_at: 'field.suspended',
  suspended_reason: 'field.reason',
} as const;

const times: ReadonlySet<string> = new Set(['expires_at', 'trashed_at', 'suspended_at']);
/** Longer texts are cut: what they are in full stands in the form. */
const charactersMax = 300;

/** What the log keeps of a code, in the words of the page. */
export function useHistoryWords(type: ContentType): HistoryWords {
  const { t } = useTranslation('codes');
  const fields = useFieldWords();
  const format = useFormat();
  const workspace = useWorkspace();
  const { data: folders = [] } = useAsk('GET /w/:workspace/folders', { params: { workspace } });
  const plain = (value: JsonValue): string => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
      return t('history.none');
    if (typeof value === 'number') return format.number(value);
    if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
    return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
  };
  return {
    deed: (deed, { kind, name }) =>
      t(`deed.${deed}`, {
        who: kind === 'operator' ? t('history.operator') : kind === 'key' ? t('history.key', { name }) : name,
      }),
    field([head = '', ...rest]) {
      const known = fieldKeys[head as keyof typeof fieldKeys];
      const first = known === undefined ? fields.label(type, head) : t(known);
      const inside = rest.map((name) =>
        /^\d+$/.test(name) ? format.number(Number(name) + 1) : fields.label(type, name),
      );
      return (head === 'content' && inside.length > 0 ? inside : [first, ...inside]).join(' › ');
    },
    value([head = ''], value) {
      if (typeof value === 'number' && times.has(head)) return format.time(value);
      const status = head === 'status' && statuses.find((one) => one === value);
      if (status) return t(`status.${status}`);
      if (head === 'folder_id') {
        return value === null
          ? t('folder.none')
          : (folders.find(({ id }) => id === value)?.name ?? t('folder.gone'));
      }
      return plain(value);
    },
  };
}
