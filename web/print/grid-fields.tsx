import { Button, Select, Stack } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WireSheetGrid } from '../../src/http/dashboard/wire-designs.ts';
import { useAsk } from '../state/use-ask.ts';
import style from './print.module.css';
import { gridNameOf, ownLabelsOf, type SheetDraft } from './sheet-draft.ts';
import { type Lengths, useLengths } from './use-lengths.ts';

interface GridFieldsProps {
  readonly draft: SheetDraft;
  change(part: Partial<SheetDraft>): void;
}

/** Labels as they are sold, by their maker's number; and the way to sizes that are nearly those. */
export function GridFields({ draft, change }: GridFieldsProps) {
  const { t } = useTranslation('print');
  const lengths = useLengths();
  const { data = [] } = useAsk('GET /sheet-grids', {});
  const groups = ['a4', 'letter', 'roll'] as const;
  const chosen = data.find(({ name }) => name === draft.grid);
  return (
    <Stack gap="xs">
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
      {chosen && (
        <Button
          className={style.start}
          variant="default"
          size="compact-md"
          leftSection={<IconAdjustments size={16} aria-hidden="true" />}
          onClick={() => change(ownLabelsOf(chosen))}
        >
          {t('layout.adjust')}
        </Button>
      )}
    </Stack>
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
