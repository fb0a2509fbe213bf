import type { WireSome } from '../../src/http/dashboard/wire-designs.ts';

export type SheetOrder = NonNullable<WireSome['order']>;
type Sort = SheetOrder['by'];

export const sheetSorts = ['created', 'name', 'slug', 'scans', 'updated'] as const satisfies readonly Sort[];

/** Names are read from their beginning; of all else the newest and the most come first. */
export function usualDirection(by: Sort): SheetOrder['direction'] {
  return by === 'name' || by === 'slug' ? 'asc' : 'desc';
}

/** Of the address; undefined where it says none. */
export function readOrder({ sort, order }: Readonly<Record<string, unknown>>): SheetOrder | undefined {
  const by = sheetSorts.find((one) => one === sort);
  if (by === undefined) return undefined;
  return { by, direction: order === 'asc' || order === 'desc' ? order : usualDirection(by) };
}

/** As the address says it: undefined takes out what was there. */
export function searchOfOrder(order: SheetOrder | undefined) {
  const isUsual = order === undefined || order.direction === usualDirection(order.by);
  return { sort: order?.by, order: isUsual ? undefined : order.direction };
}
