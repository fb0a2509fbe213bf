import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import style from './code-table.module.css';

/** What the columns are. */
export function ListHead({ mayWrite, selectAll }: { readonly mayWrite: boolean; selectAll(): void }) {
  const { t } = useTranslation('codes');
  return (
    <div className={style.head} data-plain={!mayWrite || undefined}>
      {mayWrite && (
        <input
          type="checkbox"
          checked={false}
          readOnly
          aria-label={t('list.selectAll')}
          onClick={selectAll}
        />
      )}
      <span className={style.wide} />
      <span className={style.wide}>{t('column.name')}</span>
      <span className={style.wide}>{t('column.target')}</span>
      <Tooltip label={t('scansAre')} events={{ hover: true, focus: true, touch: true }} multiline maw={300}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read by keyboard as well */}
        <span className={style.number} tabIndex={0}>
          {t('column.scans')}
        </span>
      </Tooltip>
      <span className={style.wide}>{t('column.status')}</span>
      <span className={style.wide} />
    </div>
  );
}
