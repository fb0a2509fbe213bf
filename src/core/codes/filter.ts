import type { ContentType } from '../content/types.ts';
import type { CodeStatus } from './code.ts';

/** Which codes a list shows. */
export interface CodeFilter {
  readonly status?: CodeStatus;
  readonly type?: ContentType;
  readonly tag?: string;
  /** Null: in no folder. */
  readonly folderId?: string | null;
  /** Case-insensitive substring of name, slug or destination. */
  readonly search?: string;
  /** What is in the trash, and nothing else; such codes are left out otherwise. */
  readonly trash?: boolean;
  /** The time by which `status` is judged, since a code can have expired by its date. UTC ms. */
  readonly nowMs: number;
}
