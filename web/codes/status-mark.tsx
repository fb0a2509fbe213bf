import { useTranslation } from 'react-i18next';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import style from './status-mark.module.css';

export type ShownStatus = 'active' | 'paused' | 'expired' | 'suspended' | 'trashed';

/** What a scan meets, the strongest reason first. */
export function shownStatusOf(code: Pick<WireCode, 'status' | 'suspended' | 'trashedAt'>): ShownStatus {
  if (code.suspended !== null) return 'suspended';
  return code.trashedAt === null ? code.status : 'trashed';
}

export function StatusMark({ status }: { readonly status: ShownStatus }) {
  const { t } = useTranslation('codes');
  return <StatusDot status={status} word={t(`status.${status}`)} />;
}

/** A dot and its word: never the colour alone. */
export function StatusDot({ status, word }: { readonly status: ShownStatus; readonly word: string }) {
  return (
    <span className={style.mark} data-status={status}>
      {word}
    </span>
  );
}
