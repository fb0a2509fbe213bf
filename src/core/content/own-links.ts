import { z } from 'zod';
import type { FieldProblem } from '../errors.ts';
import { httpDestinationProblem } from './destination.ts';
import { httpUrl } from './fields.ts';

/**
 * Links of a checked content that lead to ourselves. Which strings are links is read from the schema, since
 * the schemas are the same for every server and the hosts are not.
 */
export function ownLinksIn(
  schema: unknown,
  value: unknown,
  ownHosts: readonly string[],
  path: readonly string[] = [],
): readonly FieldProblem[] {
  if (value === undefined) return [];
  if (schema === httpUrl) {
    const message = httpDestinationProblem(value, ownHosts);
    return message === undefined ? [] : [{ path: path.join('.'), message }];
  }
  if (schema instanceof z.ZodOptional) return ownLinksIn(schema.unwrap(), value, ownHosts, path);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((entry, index) =>
      ownLinksIn(schema.element, entry, ownHosts, [...path, String(index)]),
    );
  }
  if (schema instanceof z.ZodObject && typeof value === 'object') {
    return Object.entries(value ?? {}).flatMap(([name, part]) =>
      ownLinksIn(schema.shape[name], part, ownHosts, [...path, name]),
    );
  }
  return [];
}
