/** What goes over the wire about codes and API keys: plain data, times in UTC ms. */
import type { CodeStatus } from '../../core/codes/code.ts';
import type { ContentType } from '../../core/content/types.ts';
import type { FieldProblem } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ApiKey, Dialect } from '../../core/keys/key.ts';
import type { WireError } from './wire-people.ts';

export type { CodeStatus } from '../../core/codes/code.ts';
export type { ContentType } from '../../core/content/types.ts';
export type { JsonObject, JsonValue } from '../../core/json.ts';
export type { Dialect } from '../../core/keys/key.ts';

export interface WireCode {
  readonly id: string;
  readonly slug: string;
  readonly shortUrl: string;
  /** Path of its picture as SVG, on the host of this page; changes when the picture does. */
  readonly picture: string;
  readonly type: ContentType;
  readonly name: string;
  readonly destination: string | null;
  readonly content: JsonObject | null;
  readonly status: CodeStatus;
  /** Set by the operator, with a reason: the owner cannot lift it. */
  readonly suspended: { readonly at: number; readonly reason: string } | null;
  readonly tags: readonly string[];
  readonly folderId: string | null;
  readonly expiresAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt: number | null;
  /** Human, answered and not repeated, since the beginning. */
  readonly scans: number;
  readonly designVersion: number;
}

export type CodeSort = 'created' | 'updated' | 'name' | 'scans';

export interface WireCodeFilter {
  readonly search?: string;
  readonly status?: CodeStatus;
  readonly type?: ContentType;
  readonly tag?: string;
  /** Id, or `none` for codes that are in no folder. */
  readonly folder?: string;
  /** `1`: what is in the trash, and nothing else. */
  readonly trash?: '1';
}

export interface WireCodeQuery extends WireCodeFilter {
  readonly sort?: CodeSort;
  /** Default: `desc`, and `asc` for names. */
  readonly order?: 'asc' | 'desc';
  /** `next` of the page before. */
  readonly cursor?: string;
  /** 1 to 200; default 50. */
  readonly limit?: string;
}

export interface WireCodePage {
  readonly codes: readonly WireCode[];
  readonly total: number;
  readonly next: string | null;
}

export interface WireNewCode {
  readonly type: ContentType;
  readonly name?: string;
  readonly destination?: string;
  readonly content?: JsonObject;
  readonly slug?: string;
  readonly tags?: readonly string[];
  readonly folderId?: string | null;
  readonly expiresAt?: number | null;
}

export interface WireCodeEdit {
  readonly name?: string;
  readonly destination?: string;
  readonly content?: JsonObject;
  readonly status?: CodeStatus;
  readonly tags?: readonly string[];
  readonly folderId?: string | null;
  readonly expiresAt?: number | null;
}

export type WireBulkAction =
  | { readonly do: 'pause' | 'activate' | 'trash' | 'restore' | 'delete' }
  | { readonly do: 'tag' | 'untag'; readonly tag: string }
  | { readonly do: 'move'; readonly folderId: string | null };

/** Of the codes named, or of all that a filter finds; one transaction. */
export interface WireBulk {
  readonly ids?: readonly string[];
  readonly filter?: WireCodeFilter;
  readonly action: WireBulkAction;
}

/** `seqs` are the changes that were made, for `POST /w/:workspace/undo`; none for `delete`. */
export interface WireBulkResult {
  readonly changed: number;
  readonly seqs: readonly number[];
}

export interface WireFolder {
  readonly id: string;
  readonly name: string;
  readonly codes: number;
}

export interface WireTag {
  readonly tag: string;
  readonly codes: number;
}

/** Every form is made of this: JSON Schema (2020-12) of the content; null where the type is a destination alone. */
export interface WireContentType {
  readonly type: ContentType;
  readonly name: string;
  readonly schema: JsonObject | null;
  /** What an example looks like, to start from. */
  readonly example: { readonly destination?: string; readonly content?: JsonObject };
}

/** What a phone gets: a link it is sent to, a page, or a file to save. */
export type WirePreview =
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'file'; readonly name: string; readonly text: string };

export interface WireSlugCheck {
  readonly free: boolean;
  /** What is wrong with it, and what to try. */
  readonly message: string | null;
  readonly suggestion: string | null;
}

/** Which column (by its number from 0) holds which field; the rest is `content.NAME` of the type. */
export type WireMapping = Readonly<Record<string, number>>;

export interface WireImport {
  readonly csv: string;
  readonly mapping?: WireMapping;
  /** For rows that say none. */
  readonly type: ContentType;
  readonly folderId?: string | null;
}

export interface WireImportRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly name: string;
  readonly target: string;
  readonly problems: readonly FieldProblem[];
}

export interface WireImportPreview {
  readonly columns: readonly string[];
  readonly mapping: WireMapping;
  /** Fields that can be mapped, for the type chosen. */
  readonly fields: readonly string[];
  readonly rows: number;
  readonly wrong: number;
  /** The first rows, and every wrong one up to 200. */
  readonly sample: readonly WireImportRow[];
  /** What stands in the way of the whole file, such as the plan's limit. */
  readonly problems: readonly FieldProblem[];
}

/** One JSON object a line: progress, and at the end what came of it. Nothing is kept unless the last says `done`. */
export type WireImportEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done';
      readonly codes: number /** The file with slug and short link of each row. */;
      readonly csv: string;
    }
  | { readonly kind: 'failed'; readonly error: WireError; readonly rows: readonly WireImportRow[] };

export interface WireKey extends ApiKey {
  /** Of the user that it acts as. */
  readonly userEmail: string | null;
}

export interface WireNewKey {
  readonly dialect: Dialect;
  readonly name: string;
  readonly readOnly: boolean;
  readonly expiresAt: number | null;
  /** Default: a qra key acts as the workspace where one may make such keys; all others act as their maker. */
  readonly actsAs?: 'workspace' | 'self';
}

export interface WireRequest {
  readonly id: string;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /** Who used it in the console; null for a program. */
  readonly user: string | null;
}

export interface WireConsoleCall {
  readonly keyId: string;
  readonly method: string;
  /** With the query: `/api/v1/qr?limit=2`, `/api.php`. */
  readonly path: string;
  readonly body?: string;
}

export interface WireConsoleAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Bytes that are no text come as Base64. */
  readonly encoding: 'text' | 'base64';
  /** It went on: streams are cut after 5 s or 200 kB, everything else after 1 MB. */
  readonly cut: boolean;
  readonly ms: number;
}
