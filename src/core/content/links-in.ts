import { z } from 'zod';
import { httpUrl } from './fields.ts';

export interface ContentLink {
  /** Dotted, as the schema names it. */
  readonly path: string;
  /** As written. */
  readonly url: unknown;
}

/** Every link of a checked content. Which strings are links is read from the schema. */
export function linksIn(
  schema: unknown,
  value: unknown,
  path: readonly string[] = [],
): readonly ContentLink[] {
  if (value === undefined) return [];
  if (schema === httpUrl) return [{ path: path.join('.'), url: value }];
  if (schema instanceof z.ZodOptional) return linksIn(schema.unwrap(), value, path);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((entry, index) => linksIn(schema.element, entry, [...path, String(index)]));
  }
  if (schema instanceof z.ZodObject && typeof value === 'object') {
    return Object.entries(value ?? {}).flatMap(([name, part]) =>
      linksIn(schema.shape[name], part, [...path, name]),
    );
  }
  return [];
}
