import type { KeyboardEvent } from 'react';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';

interface ListKeys {
  readonly codes: readonly WireCode[];
  readonly current: number;
  go(index: number): void;
  select(id: string, withShift: boolean): void;
  open(code: WireCode, tab?: 'content'): void;
  trash(code: WireCode): void;
  clear(): void;
}

/** Where a key leads, from the row that has the focus; undefined where it leads nowhere. */
export function rowAfter(key: string, current: number, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown' || key === 'j') return Math.min(current + 1, last);
  if (key === 'ArrowUp' || key === 'k') return Math.max(current - 1, 0);
  if (key === 'PageDown') return Math.min(current + 10, last);
  if (key === 'PageUp') return Math.max(current - 10, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  return undefined;
}

/** The keyboard of a list of codes. */
export function onListKey(event: KeyboardEvent, keys: ListKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  const onRow = target.getAttribute('role') === 'listitem';
  const next = rowAfter(event.key, keys.current, keys.codes.length);
  const code = keys.codes[keys.current];
  if (next !== undefined) keys.go(next);
  else if (code === undefined) return;
  else if (event.key === 'x' || (event.key === ' ' && onRow)) keys.select(code.id, event.shiftKey);
  else if (event.key === 'Enter' && onRow) keys.open(code);
  else if (event.key === 'e') keys.open(code, 'content');
  else if (event.key === 'Delete' || event.key === '#') keys.trash(code);
  else if (event.key === 'Escape') keys.clear();
  else return;
  event.preventDefault();
}
