import type {
  ContentType,
  JsonObject,
  JsonValue,
  WireCode,
  WireContentType,
  WireNewCode,
} from '../../src/http/dashboard/wire-codes.ts';
import { contentOf, hasField, readSchema, startOf } from './schema-model.ts';

/** What a form holds of where a code leads: both ways to say it, and which of them counts. */
export interface Draft {
  readonly by: 'destination' | 'content';
  readonly destination: string;
  readonly content: JsonObject;
}

export function newDraft({ schema }: WireContentType): Draft {
  return {
    by: schema === null ? 'destination' : 'content',
    destination: '',
    content: schema === null ? {} : startOf(readSchema(schema)),
  };
}

export function draftOf(code: Pick<WireCode, 'destination' | 'content'>): Draft {
  return {
    by: code.content === null ? 'destination' : 'content',
    destination: code.content === null ? (code.destination ?? '') : '',
    content: code.content ?? {},
  };
}

/** Types that can be a bare link as well as a page of their own. */
const linkToo: ReadonlySet<ContentType> = new Set(['social', 'map']);

export function canBeLink(of: WireContentType, draft: Draft): boolean {
  return of.schema !== null && (draft.by === 'destination' || linkToo.has(of.type));
}

/** Where it leads, as it is sent. */
export function targetOf(draft: Draft): Pick<WireNewCode, 'destination' | 'content'> {
  return draft.by === 'destination'
    ? { destination: draft.destination.trim() }
    : { content: contentOf(draft.content) };
}

/** What the server calls a code after the host that it leads to. */
const namedByHost: ReadonlySet<ContentType> = new Set(['url', 'app', 'file', 'social', 'video']);

/** A name for whoever gives none: as the content calls itself, else as its type is called. */
export function nameOf(type: ContentType, { by, content }: Draft, typeName: string): string | undefined {
  if (by === 'destination') return undefined;
  const person = [content.first_name, content.last_name].filter(isWord).join(' ');
  const own = [content.title, content.name, content.ssid, content.label].find(isWord)?.trim();
  return (person || own)?.slice(0, 255) ?? (namedByHost.has(type) ? undefined : typeName);
}

function isWord(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** What a new form has filled in by itself. */
const offered: ReadonlySet<string> = new Set(['time_zone']);

/** Whether there is anything in it that a phone could be shown. */
export function isBegun(draft: Draft): boolean {
  return draft.by === 'destination'
    ? draft.destination.trim() !== ''
    : Object.keys(contentOf(draft.content)).some((name) => !offered.has(name));
}

/** Whether the form has an input for what the server calls so. */
export function hasTarget({ schema }: WireContentType, draft: Draft, path: string): boolean {
  if (draft.by === 'destination') return path === 'destination';
  const [head, ...rest] = path.split('.');
  return schema !== null && head === 'content' && hasField(readSchema(schema), rest);
}
