import { Skeleton, Stack, Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './rows.module.css';

export interface Column<Item> {
  readonly key: string;
  /** Stands above the column; on phones before each cell. */
  readonly label: string;
  /** For screen readers alone: what is in it speaks for itself. */
  readonly hideLabel?: boolean;
  /** Numbers and buttons stand at the end of the line. */
  readonly end?: boolean;
  /** Stays on one line: dates, numbers. */
  readonly whole?: boolean;
  cell(item: Item): ReactNode;
}

export interface RowsProps<Item> {
  /** What the table is, for screen readers. */
  readonly label: string;
  /** The first is what a row is about. */
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  idOf(item: Item): string;
}

/** A table that becomes a list of small cards on a phone; its parts keep their roles there. */
export function Rows<Item>({ label, columns, items, idOf }: RowsProps<Item>) {
  return (
    <div className={css.card}>
      <Table
        role="table"
        aria-label={label}
        verticalSpacing="sm"
        horizontalSpacing="md"
        className={css.rows ?? ''}
        borderColor="var(--qz-line)"
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map(({ key, label: text, hideLabel, end }) => (
              <Table.Th key={key} role="columnheader" className={`${css.head} ${end ? css.end : ''}`}>
                {hideLabel ? <VisuallyHidden>{text}</VisuallyHidden> : text}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {items.map((item) => (
            <Row key={idOf(item)} item={item} columns={columns} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row<Item>({ item, columns }: Pick<RowsProps<Item>, 'columns'> & { readonly item: Item }) {
  return (
    <Table.Tr role="row">
      {columns.map(({ key, label, hideLabel, end, whole, cell }, at) => (
        <Table.Td
          key={key}
          role="cell"
          className={`${end ? css.end : ''} ${whole ? css.whole : ''}`}
          {...(at === 0 ? { 'data-lead': true } : !hideLabel && { 'data-label': label })}
        >
          {cell(item)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

/** What stands where rows will be. */
export function RowsWaiting({ rows = 4 }: { readonly rows?: number }) {
  return (
    <Stack className="qz-card" gap="md" aria-busy="true">
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={at} height={20} width={`${92 - 9 * (at % 3)}%`} />
      ))}
    </Stack>
  );
}
