import type { JsonObject } from '../../core/json.ts';

export function renderJson(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Only for text that `renderJson` wrote. */
export function parseJson(text: string | null): JsonObject | null {
  return text === null ? null : (JSON.parse(text) as JsonObject);
}
