import { SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireSheetGrid } from '../../src/http/dashboard/wire-designs.ts';
import { useAsk } from '../state/use-ask.ts';
import { LengthInput } from './length-input.tsx';
import style from './print.module.css';
import {
  gridNameOf,
  type LayoutKind,
  layoutKinds,
  type Paper,
  papers,
  type SheetDraft,
} from './sheet-draft.ts';
import { type Lengths, useLengths } from './use-lengths.ts';

interface LayoutFieldsProps {
  readonly draft: SheetDraft;
  change(part: Partial<SheetDraft>): void;
}

/** Where the labels are. */
export function LayoutFields({ draft, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <Stack gap="md">
      <SegmentedControl
        fullWidth
        aria-label={t('layout.label')}
        data={layoutKinds.map((value) => ({ value, label: t(`layout.${value}`) }))}
        value={draft.kind}
        onChange={(kind) => change({ kind: kind as LayoutKind, skip: 0 })}
      />
      {draft.kind === 'labels' && <GridSelect draft={draft} change={change} />}
      {draft.kind !== 'labels' && (
        <div className={style.fields}>
          {draft.kind === 'page' && <PaperSelect draft={draft} change={change} />}
          {draft.kind === 'roll' && <RollFields draft={draft} change={change} />}
          {draft.kind === 'own' && <PageFields draft={draft} change={change} />}
          {draft.kind !== 'roll' && <CellFields draft={draft} change={change} />}
        </div>
      )}
    </Stack>
  );
}

function GridSelect({ draft, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  const lengths = useLengths();
  const { data = [] } = useAsk('GET /sheet-grids', {});
  const groups = ['a4', 'letter', 'roll'] as const;
  return (
    <Select
      label={t('layout.grid')}
      description={t('layout.gridHint')}
      searchable
      data={groups.map((paper) => ({
        group: t(`paper.${paper}`),
        items: data
          .filter((grid) => grid.paper === paper)
          .map((grid) => ({ value: grid.name, label: wordsOf(grid, lengths) })),
      }))}
      value={draft.grid}
      allowDeselect={false}
      nothingFoundMessage={t('layout.gridNone')}
      onChange={(grid) => grid && change({ grid, skip: 0 })}
    />
  );
}

function wordsOf(
  { name, columns, rows, labelWidth, labelHeight }: WireSheetGrid,
  { plain, mm }: Lengths,
): string {
  const size = `${plain(labelWidth)} × ${mm(labelHeight)}`;
  const grid = columns * rows === 1 ? '' : ` · ${plain(columns, 0)} × ${plain(rows, 0)}`;
  return `${gridNameOf(name)}${grid} · ${size}`;
}

function PaperSelect({ draft, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <Select
      label={t('layout.paper')}
      data={papers.map((value) => ({ value, label: t(`paper.${value}`) }))}
      value={draft.paper}
      allowDeselect={false}
      onChange={(paper) => paper && change({ paper: paper as Paper })}
    />
  );
}

const sizes = { min: 5, max: 2000, unit: 'mm' } as const;

function RollFields({ draft, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <>
      <LengthInput
        {...sizes}
        label={t('layout.labelWidth')}
        value={draft.rollWidth}
        change={(rollWidth) => change({ rollWidth })}
      />
      <LengthInput
        {...sizes}
        label={t('layout.labelHeight')}
        value={draft.rollHeight}
        change={(rollHeight) => change({ rollHeight })}
      />
    </>
  );
}

function PageFields({ draft, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  return (
    <>
      <LengthInput
        {...sizes}
        label={t('layout.pageWidth')}
        value={draft.pageWidth}
        change={(pageWidth) => change({ pageWidth })}
      />
      <LengthInput
        {...sizes}
        label={t('layout.pageHeight')}
        value={draft.pageHeight}
        change={(pageHeight) => change({ pageHeight })}
      />
    </>
  );
}

function CellFields({ draft, change }: LayoutFieldsProps) {
  const { t } = useTranslation('print');
  const counts = { min: 1, max: 100, digits: 0 } as const;
  return (
    <>
      <LengthInput
        {...counts}
        label={t('layout.columns')}
        value={draft.columns}
        change={(columns) => change({ columns, skip: 0 })}
      />
      <LengthInput
        {...counts}
        label={t('layout.rows')}
        value={draft.rows}
        change={(rows) => change({ rows, skip: 0 })}
      />
      <LengthInput
        label={t('layout.gap')}
        value={draft.gap}
        min={0}
        max={100}
        unit="mm"
        change={(gap) => change({ gap })}
      />
    </>
  );
}
