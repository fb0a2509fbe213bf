import { Checkbox, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayoutFieldsProps } from './layout-fields.tsx';
import { LengthInput } from './length-input.tsx';
import style from './print.module.css';

interface OwnLabelFieldsProps extends LayoutFieldsProps {
  /** The fields of the paper. */
  readonly page: ReactNode;
}

/** Two decimals: makers write 2.54 mm. */
const sizes = { min: 5, max: 2000, unit: 'mm', digits: 2 } as const;
const gaps = { min: 0, max: 500, unit: 'mm', digits: 2 } as const;
const counts = { min: 1, max: 400, digits: 0 } as const;
/** What one begins with where labels are not as many as fit, and where it is not known where they stand, in mm. */
const begin = { columns: 3, rows: 7, margin: 10 } as const;

/** Labels that no list has: their size, how many there are, and where they begin. */
export function OwnLabelFields({ page, ...props }: OwnLabelFieldsProps) {
  const { t } = useTranslation('print');
  const { draft, placed, change } = props;
  const isFull = draft.ownColumns === null;
  const isCentred = draft.marginLeft === null;
  return (
    <Stack gap="md">
      <div className={style.fields}>{page}</div>
      <div className={style.fields}>
        <SizeFields {...props} />
      </div>
      <Checkbox
        label={t('layout.full')}
        checked={isFull}
        onChange={() =>
          change({ ownColumns: isFull ? begin.columns : null, ownRows: isFull ? begin.rows : null, skip: 0 })
        }
      />
      {!isFull && (
        <div className={style.fields}>
          <CountFields {...props} />
        </div>
      )}
      <Checkbox
        label={t('layout.centred')}
        checked={isCentred}
        onChange={() =>
          change({
            marginLeft: isCentred ? hundredths(placed?.marginLeft) : null,
            marginTop: isCentred ? hundredths(placed?.marginTop) : null,
          })
        }
      />
      {!isCentred && (
        <div className={style.fields}>
          <MarginFields {...props} />
        </div>
      )}
    </Stack>
  );
}

/** As the fields write it. */
function hundredths(margin: number = begin.margin): number {
  return Math.round(margin * 100) / 100;
}

function SizeFields({ draft, problemOf, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <>
      <LengthInput
        {...sizes}
        label={t('layout.labelWidth')}
        value={draft.ownWidth}
        error={problemOf('labelWidth') ?? (draft.ownColumns === null ? problemOf('columns') : undefined)}
        change={(ownWidth) => change({ ownWidth })}
      />
      <LengthInput
        {...sizes}
        label={t('layout.labelHeight')}
        value={draft.ownHeight}
        error={problemOf('labelHeight') ?? (draft.ownRows === null ? problemOf('rows') : undefined)}
        change={(ownHeight) => change({ ownHeight })}
      />
      <LengthInput
        {...gaps}
        label={t('layout.gapX')}
        value={draft.gapX}
        error={problemOf('gapX')}
        change={(gapX) => change({ gapX })}
      />
      <LengthInput
        {...gaps}
        label={t('layout.gapY')}
        value={draft.gapY}
        error={problemOf('gapY')}
        change={(gapY) => change({ gapY })}
      />
    </>
  );
}

function CountFields({ draft, problemOf, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <>
      <LengthInput
        {...counts}
        label={t('layout.columns')}
        value={draft.ownColumns ?? begin.columns}
        error={problemOf('columns')}
        change={(ownColumns) => change({ ownColumns, skip: 0 })}
      />
      <LengthInput
        {...counts}
        label={t('layout.rows')}
        value={draft.ownRows ?? begin.rows}
        error={problemOf('rows')}
        change={(ownRows) => change({ ownRows, skip: 0 })}
      />
    </>
  );
}

function MarginFields({ draft, problemOf, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <>
      <LengthInput
        {...gaps}
        label={t('layout.marginLeft')}
        value={draft.marginLeft ?? begin.margin}
        error={problemOf('marginLeft')}
        change={(marginLeft) => change({ marginLeft })}
      />
      <LengthInput
        {...gaps}
        label={t('layout.marginTop')}
        value={draft.marginTop ?? begin.margin}
        error={problemOf('marginTop')}
        change={(marginTop) => change({ marginTop })}
      />
    </>
  );
}
