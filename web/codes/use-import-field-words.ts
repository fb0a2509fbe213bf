import { useTranslation } from 'react-i18next';
import { useFieldWords } from './use-field-words.ts';

const common = {
  name: 'field.name',
  slug: 'field.slug',
  type: 'field.type',
  destination: 'field.destination',
  tags: 'field.tags',
  folder: 'field.folder',
  expires_at: 'field.expires',
  content: 'field.json',
} as const;

/** What a field of a file is called: `content.phones.0.number` is "Phone numbers › 1 › Number". */
export function useImportFieldWords(): (path: string) => string {
  const { t } = useTranslation('imports');
  const fields = useFieldWords();
  return (path) => {
    const known = common[path as keyof typeof common];
    if (known !== undefined) return t(known);
    return path
      .replace(/^content\./, '')
      .split('.')
      .map((name) => (/^\d+$/.test(name) ? String(Number(name) + 1) : fields.label('url', name)))
      .join(' › ');
  };
}
