import type { JsonObject, JsonValue } from '../core/json.ts';

/**
 * Readers of stored content. They never throw and never trust: a field that is absent or of another kind reads
 * as empty, so that content written by an older version still gives a page.
 */
export function textOf(content: JsonObject, name: string): string {
  const value = content[name];
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

/** As `textOf`, spaces at the ends kept: in passwords they count. */
export function exactTextOf(content: JsonObject, name: string): string {
  const value = content[name];
  return typeof value === 'string' ? value.toWellFormed() : '';
}

export function numberOf(content: JsonObject, name: string): number | null {
  const value = content[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function objectOf(content: JsonObject, name: string): JsonObject {
  const value = content[name];
  return isObject(value) ? value : {};
}

export function objectsOf(content: JsonObject, name: string): readonly JsonObject[] {
  return valuesOf(content, name).filter(isObject);
}

/** The texts of a list, the empty ones left out. */
export function textsOf(content: JsonObject, name: string): readonly string[] {
  return valuesOf(content, name).filter(
    (value) => typeof value === 'string' && value.trim() !== '',
  ) as string[];
}

/** A list whose entries are objects or stand for one of their fields: `"x"` reads as `{[field]: "x"}`. */
export function entriesOf(content: JsonObject, name: string, field: string): readonly JsonObject[] {
  return valuesOf(content, name).flatMap((value) => {
    if (typeof value === 'string') return value.trim() === '' ? [] : [{ [field]: value }];
    return isObject(value) ? [value] : [];
  });
}

function valuesOf(content: JsonObject, name: string): readonly JsonValue[] {
  const value = content[name];
  return Array.isArray(value) ? value : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
