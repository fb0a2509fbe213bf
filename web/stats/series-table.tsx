import { ScrollArea, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Interval, Metric } from '../../src/http/dashboard/wire-stats.ts';
import { useFormat } from '../parts/use-format.ts';
import type { SeriesPoint } from './time-series.tsx';
import { useStatFormat } from './use-stat-format.ts';

export interface SeriesTableProps {
  readonly points: readonly SeriesPoint[];
  readonly metric: Metric;
  readonly interval: Interval;
  readonly zone: string;
}

/** The same numbers as the chart. */
export function SeriesTable({ points, metric, interval, zone }: SeriesTableProps) {
  const { t } = useTranslation('stats');
  const format = useFormat();
  const { point: nameOf } = useStatFormat();
  const hasBefore = points.some(({ before }) => before !== null);
  return (
    <ScrollArea.Autosize mah={320} type="auto" offsetScrollbars viewportProps={{ tabIndex: 0 }}>
      <Table className="qz-table" aria-label={t('chart.label', { metric: t(`metric.${metric}`) })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t(`interval.${interval}`)}</Table.Th>
            <Table.Th scope="col" ta="end">
              {t(`metric.${metric}`)}
            </Table.Th>
            {hasBefore && (
              <Table.Th scope="col" ta="end">
                {t('chart.before')}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ startMs, count, before, isCut }) => (
            <Table.Tr key={startMs}>
              <Table.Th scope="row">
                {nameOf(startMs, interval, zone)}
                {isCut && ` · ${t('chart.cut')}`}
              </Table.Th>
              <Table.Td ta="end">{format.number(count)}</Table.Td>
              {hasBefore && (
                <Table.Td ta="end">{before === null ? '' : format.number(before.count)}</Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
