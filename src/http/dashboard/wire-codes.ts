/** What goes over the wire about codes and API keys: plain data, times in UTC ms. */
import type { BulkAction } from '../../core/codes/bulk.ts';
import type { SlugCheck } from '../../core/codes/check-slug.ts';
import type { CodeStatus } from '../../core/codes/code.ts';
import type { CodeSort } from '../../core/codes/order.ts';
import type { Preview } from '../../core/codes/preview.ts';
import type { ManyChanged } from '../../core/codes/save-many.ts';
import type { ContentForm } from '../../core/content/forms.ts';
import type { ContentType } from '../../core/content/types.ts';
import type { CheckedLine, ImportPreview, Mapping } from '../../core/imports/import-file.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Dialect } from '../../core/keys/key.ts';
import type { ListedKey } from '../../core/keys/manage.ts';
import type { KeyRequest } from '../../core/requests/request.ts';
import type { CountedTag } from '../../core/tags/tags.ts';
import type { WireError, WireFieldProblem } from './wire-people.ts';

export type { CodeStatus } from '../../core/codes/code.ts';
export type { CodeSort } from '../../core/codes/order.ts';
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

export type WireBulkAction = BulkAction;

/** Of the codes named, or of all that a filter finds; one transaction. */
export interface WireBulk {
  readonly ids?: readonly string[];
  readonly filter?: WireCodeFilter;
  readonly action: WireBulkAction;
}

export type WireBulkResult = ManyChanged;

export interface WireFolder {
  readonly id: string;
  readonly name: string;
  readonly codes: number;
}

export type WireTag = CountedTag;

export type WireContentType = ContentForm;

export type WirePreview = Preview;

export type WireSlugCheck = SlugCheck;

export type WireMapping = Mapping;

export interface WireImport {
  readonly csv: string;
  readonly mapping?: WireMapping;
  /** For rows that say none. */
  readonly type: ContentType;
  readonly folderId?: string | null;
}

export interface WireImportRow extends CheckedLine {
  readonly problems: readonly WireFieldProblem[];
}

export interface WireImportPreview extends ImportPreview {
  readonly sample: readonly WireImportRow[];
  readonly problems: readonly WireFieldProblem[];
}

/** One JSON object a line: progress, and at the end what came of it. Nothing is kept unless the last says `done`. */
export type WireImportEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done';
      readonly codes: number;
      /** The file with slug and short link of each row. */
      readonly csv: string;
    }
  | { readonly kind: 'failed'; readonly error: WireError; readonly rows: readonly WireImportRow[] };

export type WireKey = ListedKey;

export interface WireNewKey {
  readonly dialect: Dialect;
  readonly name: string;
  readonly readOnly: boolean;
  readonly expiresAt: number | null;
  /** Default: a qra key acts as the workspace where one may make such keys; all others act as their maker. */
  readonly actsAs?: 'workspace' | 'self';
}

export type WireRequest = Omit<KeyRequest, 'keyId'>;

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
