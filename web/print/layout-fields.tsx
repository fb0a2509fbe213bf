import { SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireSheetPreview } from '../../src/http/dashboard/wire-designs.ts';
import { GridFields } from './grid-fields.tsx';
import { LengthInput } from './length-input.tsx';
import { OwnLabelFields } from './own-label-fields.tsx';
import style from './print.module.css';
import { type LayoutKind, layoutKinds, type Paper, papers, type SheetDraft } from './sheet-draft.ts';
import type { ProblemOf } from './sheet-problem.ts';

export interface LayoutFieldsProps {
  readonly draft: SheetDraft;
  /** What is wrong with a field of the layout, as the server calls it. */
  readonly problemOf: ProblemOf;
  /** Where the labels stand now, as the server has placed them; undefined while that is not known. */
  readonly placed: WireSheetPreview['layout'] | undefined;
  change(part: Partial<SheetDraft>): void;
}

/** Where the labels are. */
export function LayoutFields(props: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  const { draft, change } = props;
  return (
    <Stack gap="md">
      <SegmentedControl
        fullWidth
        aria-label={t('layout.label')}
        data={layoutKinds.map((value) => ({ value, label: t(`layout.${value}`) }))}
        value={draft.kind}
        onChange={(kind) => change({ kind: kind as LayoutKind, skip: 0 })}
      />
      {draft.kind === 'labels' && <GridFields draft={draft} change={change} />}
      {draft.kind === 'own' && <OwnLabelFields {...props} page={<PageFields {...props} />} />}
      {draft.kind === 'page' && (
        <div className={style.fields}>
          <PageFields {...props} />
          <CellFields {...props} />
        </div>
      )}
      {draft.kind === 'roll' && (
        <div className={style.fields}>
          <RollFields {...props} />
        </div>
      )}
    </Stack>
  );
}

const sizes = { min: 5, max: 2000, unit: 'mm' } as const;

function PageFields({ draft, problemOf, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  const changePaper = (paper: string | null) => paper && change({ paper: paper as Paper, skip: 0 });
  return (
    <>
      <Select
        label={t('layout.paper')}
        data={papers.map((value) => ({ value, label: t(`paper.${value}`) }))}
        value={draft.paper}
        allowDeselect={false}
        onChange={changePaper}
      />
      {draft.paper === 'custom' && (
        <>
          <LengthInput
            {...sizes}
            label={t('layout.pageWidth')}
            value={draft.pageWidth}
            error={problemOf('pageWidth')}
            change={(pageWidth) => change({ pageWidth })}
          />
          <LengthInput
            {...sizes}
            label={t('layout.pageHeight')}
            value={draft.pageHeight}
            error={problemOf('pageHeight')}
            change={(pageHeight) => change({ pageHeight })}
          />
        </>
      )}
    </>
  );
}

function RollFields({ draft, problemOf, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <>
      <LengthInput
        {...sizes}
        label={t('layout.labelWidth')}
        value={draft.rollWidth}
        error={problemOf('labelWidth')}
        change={(rollWidth) => change({ rollWidth })}
      />
      <LengthInput
        {...sizes}
        label={t('layout.labelHeight')}
        value={draft.rollHeight}
        error={problemOf('labelHeight')}
        change={(rollHeight) => change({ rollHeight })}
      />
    </>
  );
}

function CellFields({ draft, problemOf, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  const counts = { min: 1, max: 100, digits: 0 } as const;
  return (
    <>
      <LengthInput
        {...counts}
        label={t('layout.columns')}
        value={draft.columns}
        error={problemOf('columns') ?? problemOf('labelWidth')}
        change={(columns) => change({ columns, skip: 0 })}
      />
      <LengthInput
        {...counts}
        label={t('layout.rows')}
        value={draft.rows}
        error={problemOf('rows') ?? problemOf('labelHeight')}
        change={(rows) => change({ rows, skip: 0 })}
      />
      <LengthInput
        label={t('layout.gap')}
        value={draft.gap}
        min={0}
        max={100}
        unit="mm"
        error={problemOf('gapX') ?? problemOf('gapY')}
        change={(gap) => change({ gap })}
      />
    </>
  );
}
