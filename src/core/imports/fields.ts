import { z } from 'zod';
import { contentSchemaOf } from '../content/registry.ts';
import type { ContentType } from '../content/types.ts';

/** What a cell becomes. `list` is written with `;`, `json` is for whatever no cell says otherwise. */
export type CellKind = 'text' | 'number' | 'boolean' | 'list' | 'json';

/** Fields that every code has. `content` holds all of a type's own fields at once, as JSON. */
export const commonFields = [
  'name',
  'slug',
  'type',
  'destination',
  'tags',
  'folder',
  'expires_at',
  'content',
] as const;

/** Of addresses, opening hours and the like: deeper is said as JSON. */
const depthMax = 3;

const known = new Map<ContentType, ReadonlyMap<string, CellKind>>();

/** A type's own fields, such as `content.phones.0.number`, in the order of its schema. */
export function contentFieldsOf(type: ContentType): ReadonlyMap<string, CellKind> {
  const found = known.get(type);
  if (found !== undefined) return found;
  const schema = contentSchemaOf(type);
  const fields = new Map<string, CellKind>();
  if (schema !== null) addFields(fields, 'content', z.toJSONSchema(schema) as SchemaNode, 0);
  known.set(type, fields);
  return fields;
}

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

function addFields(fields: Map<string, CellKind>, path: string, node: SchemaNode, depth: number): void {
  if (node.properties !== undefined && depth < depthMax) {
    for (const [name, child] of Object.entries(node.properties))
      addFields(fields, `${path}.${name}`, child, depth + 1);
    return;
  }
  fields.set(path, kindOf(node));
  // The first of several can be said without JSON: most contacts have one telephone.
  const item = node.type === 'array' ? node.items : undefined;
  if (item?.properties !== undefined && depth < depthMax) addFields(fields, `${path}.0`, item, depth + 1);
}

function kindOf({ type, items, anyOf }: SchemaNode): CellKind {
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return items?.type === 'string' ? 'list' : 'json';
  if (type === 'object') return 'json';
  return anyOf?.every((each) => each.type === 'object' || each.type === 'array') ? 'json' : 'text';
}
