import { useTranslation } from 'react-i18next';
import { findUnreadable } from '../drawing/choices.ts';
import { useDraft } from './designer-room.tsx';

/** What is wrong with a colour that no scanner tells from what lies behind it; undefined where all is well. */
export function useUnreadable(field: string): string | undefined {
  const { t } = useTranslation('design');
  const isPale = useDraft(({ design }) => findUnreadable(design).includes(field));
  return isPale ? t('color.unreadable') : undefined;
}
