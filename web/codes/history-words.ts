import type { JsonObject, JsonValue } from '../../src/http/dashboard/wire-codes.ts';
import type { Change } from '../../src/http/dashboard/wire-people.ts';
import { objectOf } from './schema-model.ts';

/** What somebody did, in one word; `edited` where it is more than one of them. */
export type Deed =
  | 'created'
  | 'deleted'
  | 'trashed'
  | 'restored'
  | 'paused'
  | 'activated'
  | 'suspended'
  | 'lifted'
  | 'edited';

/** A field that became another: its path in the code, and both values; null where there was none. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** What the log keeps beside that says nothing of its own to a reader. */
const silent: ReadonlySet<string> = new Set(['updated_at', 'design_version', 'href']);

export function deedOf({ before, after }: Pick<Change, 'before' | 'after'>): Deed {
  if (before === null) return 'created';
  if (after === null) return 'deleted';
  const changed = fieldChangesOf({ before, after });
  const [only] = changed;
  if (changed.length === 0 || only === undefined) return 'edited';
  const names = new Set(changed.map(({ path }) => path[0]));
  if (names.has('suspended_at')) return after.suspended_at ? 'suspended' : 'lifted';
  if (names.size > 1) return 'edited';
  if (names.has('trashed_at')) return after.trashed_at === null ? 'restored' : 'trashed';
  if (names.has('status') && after.status === 'paused') return 'paused';
  if (names.has('status') && after.status === 'active') return 'activated';
  return 'edited';
}

/** Each field that differs, those of objects one by one; lists are compared as a whole where one is longer. */
export function fieldChangesOf({ before, after }: Pick<Change, 'before' | 'after'>): readonly FieldChange[] {
  if (before === null || after === null) return [];
  return differences(before, after, []).filter(({ path }) => !silent.has(path[0] ?? ''));
}

function differences(before: JsonObject, after: JsonObject, path: readonly string[]): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => difference(before[name] ?? null, after[name] ?? null, [...path, name]));
}

function difference(before: JsonValue, after: JsonValue, path: readonly string[]): readonly FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) return differences(objectOf(before), objectOf(after), path);
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length &&
    before.some(isObject)
  ) {
    return before.flatMap((one, index) => difference(one, after[index] ?? null, [...path, String(index)]));
  }
  return [{ path, before, after }];
}

function isObject(value: JsonValue): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
