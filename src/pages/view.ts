import type { ContentType } from '../core/content/types.ts';
import type { JsonObject } from '../core/json.ts';
import type { Html } from './html.ts';
import type { Messages } from './messages.ts';

export interface ContentPage {
  readonly type: ContentType;
  readonly name: string;
  readonly slug: string;
  readonly content: JsonObject | null;
  /** Normalised target of a plain redirect, where the type has one. */
  readonly href: string | null;
}

export interface PageRequest {
  /** Header `Accept-Language`; '' when absent. */
  readonly acceptLanguage: string;
  /** Header `User-Agent`; '' when absent. */
  readonly userAgent: string;
  /** UTC ms. */
  readonly nowMs: number;
}

export interface PageOptions {
  /** Gives a self-contained `<svg>` of a code that holds this text; without it pages draw no codes. */
  readonly drawCode?: (text: string) => string;
}

/** What the page of a type is made from. */
export interface View {
  readonly page: ContentPage;
  /** Empty when the code is one destination. */
  readonly content: JsonObject;
  readonly say: Messages;
  readonly locale: string;
  readonly userAgent: string;
  readonly nowMs: number;
  readonly drawCode: ((text: string) => string) | null;
}

export interface Hosted {
  /** Of the document; the page's own heading is part of the body. */
  readonly title: string;
  readonly body: Html;
}
