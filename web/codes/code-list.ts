import type {
  CodeSort,
  CodeStatus,
  ContentType,
  WireCodeFilter,
  WireCodeQuery,
} from '../../src/http/dashboard/wire-codes.ts';
import { typeGroupOf } from './type-groups.ts';

/** What the list shows and in which order: all of it stands in the address. */
export type CodeList = Omit<WireCodeQuery, 'cursor' | 'limit'>;

export const statuses: readonly CodeStatus[] = ['active', 'paused', 'expired'];
export const sorts: readonly CodeSort[] = ['created', 'updated', 'name', 'scans'];
const orders = ['asc', 'desc'] as const;

/** Of the address's query, where everything can stand: what makes no sense is left out. */
export function readCodeList(query: Readonly<Record<string, unknown>>): CodeList {
  // The address reads `2024` as a number.
  const text = (name: string): string => String(query[name] ?? '');
  const types = Object.keys(typeGroupOf) as ContentType[];
  return onlyFilled({
    search: text('search'),
    status: statuses.find((one) => one === text('status')),
    type: types.find((one) => one === text('type')),
    tag: text('tag'),
    folder: text('folder'),
    trash: text('trash') === '1' ? '1' : undefined,
    sort: sorts.find((one) => one === text('sort')),
    order: orders.find((one) => one === text('order')),
  });
}

/** Without what is empty, so that addresses stay short and equal questions are equal. */
export function onlyFilled(list: { readonly [Key in keyof CodeList]: CodeList[Key] | undefined }): CodeList {
  return Object.fromEntries(
    Object.entries(list).filter(([, value]) => value !== undefined && value !== ''),
  ) as CodeList;
}

/** What of it says which codes, for acts on all of them. */
export function filterOf({ sort: _sort, order: _order, ...filter }: CodeList): WireCodeFilter {
  return filter;
}

/** Whether some codes may be hidden by it; the trash is a place of its own and hides none. */
export function isNarrowed({ search, status, type, tag, folder }: CodeList): boolean {
  return [search, status, type, tag, folder].some((value) => value !== undefined);
}
