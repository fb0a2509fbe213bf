import type { z } from 'zod';
import type { ContentRules, ScanAction } from './types.ts';

/** What one string says for a type: a link that is the whole code, or content that is still to be checked. */
export type TextMeaning = { readonly link: string } | { readonly content: Readonly<Record<string, unknown>> };

/** Where one of QR Track's fields goes in the content, and what it becomes there. */
export type FieldPlace = (value: unknown) => readonly [name: string, value: unknown];

/** Everything the product knows about one type of content. */
export interface ContentSpec<Content extends object = object> {
  /** For people; the name of a code that nobody named. */
  readonly name: string;
  /** A strict object; null where the type is one destination and nothing else. */
  readonly schema: z.ZodType<Content> | null;
  /** A code that nobody named takes the host of its destination: the link was the owner's own. */
  readonly namedByHost?: true;
  /** The link may stand in content as well, as its only field: `{"destination": "https://…"}`. */
  readonly isLinkInContent?: true;
  /** Absent where one string cannot say it; undefined where this one does not. */
  readText?(text: string): TextMeaning | undefined;
  readonly qrTrackFields?: Readonly<Record<string, FieldPlace>>;
  /** Targets are as written and ASCII-safe only after `URL.href`. Absent: a hosted page. */
  scan?(content: Content, rules: ContentRules): ScanAction;
  /** What the image holds in place of the short link; null for the link. */
  imageText?(content: Content): string | null;
}
