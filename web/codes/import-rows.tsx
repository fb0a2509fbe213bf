import { useTranslation } from 'react-i18next';
import type { WireImportRow } from '../../src/http/dashboard/wire-codes.ts';
import { useFormat } from '../parts/use-format.ts';
import { useFieldText } from '../state/field-text.ts';
import style from './import.module.css';
import { useImportFieldWords } from './use-import-field-words.ts';

/** Rows of the file, with what is wrong about each. */
export function ImportRows({ rows }: { readonly rows: readonly WireImportRow[] }) {
  const { t } = useTranslation('imports');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard as well
    <section className={style.scroll} tabIndex={0} aria-label={t('check.rows')}>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t('row.line')}</th>
            <th scope="col">{t('row.name')}</th>
            <th scope="col">{t('row.target')}</th>
            <th scope="col">{t('row.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.line} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row }: { readonly row: WireImportRow }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const words = useImportFieldWords();
  const say = useFieldText();
  return (
    <tr>
      <td className="qz-numbers">{format.number(row.line)}</td>
      <td dir="auto">{row.name}</td>
      <td dir="auto">{row.target}</td>
      <td>
        {row.problems.length === 0
          ? t('row.right')
          : row.problems.map((problem) => (
              <span key={problem.path + problem.message} className={style.problem}>
                {problem.path === '' ? say(problem) : `${words(problem.path)}: ${say(problem)}`}
              </span>
            ))}
      </td>
    </tr>
  );
}
