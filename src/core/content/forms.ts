import { z } from 'zod';
import type { JsonObject, JsonValue } from '../json.ts';
import { type ContentExample, contentExamples } from './examples.ts';
import { fieldWords } from './form-words.ts';
import { contentSchemaOf, defaultNameOf } from './registry.ts';
import { type ContentType, contentTypes } from './types.ts';

/** What a form of a type is made from. */
export interface ContentForm {
  readonly type: ContentType;
  /** For people. */
  readonly name: string;
  /**
   * JSON Schema (2020-12) of the content, its properties in the order of the form, each with a `title`; `format` is a
   * hint (see `FieldWords`). Null where the type is a destination alone.
   */
  readonly schema: JsonObject | null;
  readonly example: ContentExample;
}

/** Every type there is, made of the schemas that check what is sent. */
export function listContentForms(): readonly ContentForm[] {
  return contentTypes.map((type) => {
    const name = defaultNameOf(type, null);
    return { type, name, schema: formSchemaOf(type), example: contentExamples[type] };
  });
}

function formSchemaOf(type: ContentType): JsonObject | null {
  const schema = contentSchemaOf(type);
  if (schema === null) return null;
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  // Made of JSON and nothing else; only the library's type for it is narrower.
  return withWords(json as JsonObject, type);
}

/** @param parent the field whose value this schema describes, or the type */
function withWords(schema: JsonObject, parent: string): JsonObject {
  const entries = Object.entries(schema).map(([name, value]): [string, JsonValue] => {
    if (name === 'properties' && isSchema(value)) return [name, nameFields(value, parent)];
    if (name === 'items' && isSchema(value)) return [name, withWords(value, parent)];
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function nameFields(properties: JsonObject, parent: string): JsonObject {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const words = fieldWords[`${parent}.${name}`] ?? fieldWords[name] ?? { title: name };
    return [name, isSchema(schema) ? { ...withWords(schema, name), ...words } : schema] as const;
  });
  return Object.fromEntries(fields);
}

function isSchema(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
