import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type SheetOrder, sheetSorts, usualDirection } from './sheet-order.ts';

/** For codes that were selected one by one: as that was done. */
const given = 'given';

interface OrderFieldsProps {
  /** Undefined: as they were selected. */
  readonly order: SheetOrder | undefined;
  /** They were selected one by one. */
  readonly isSelection: boolean;
  change(order: SheetOrder | undefined): void;
}

/** In which order codes come upon their labels. */
export function OrderFields({ order, isSelection, change }: OrderFieldsProps) {
  const { t } = useTranslation('print');
  const pick = (value: string | null) => {
    const by = sheetSorts.find((one) => one === value);
    change(by && { by, direction: usualDirection(by) });
  };
  const values = isSelection ? [given, ...sheetSorts] : sheetSorts;
  return (
    <>
      <Select
        label={t('order.label')}
        data={values.map((value) => ({
          value,
          label: t(`order.${value as typeof given | SheetOrder['by']}`),
        }))}
        value={order?.by ?? given}
        allowDeselect={false}
        onChange={pick}
      />
      {order !== undefined && (
        <Checkbox
          label={t('order.reverse')}
          checked={order.direction !== usualDirection(order.by)}
          onChange={() => change({ by: order.by, direction: order.direction === 'asc' ? 'desc' : 'asc' })}
        />
      )}
    </>
  );
}
