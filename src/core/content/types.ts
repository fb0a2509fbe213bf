import type { JsonObject } from '../json.ts';

export const contentTypes = [
  'url',
  'phone',
  'sms',
  'whatsapp',
  'email',
  'map',
  'wifi',
  'vcard',
  'vcard_plus',
  'event',
  'app',
  'social',
  'multilink',
  'landing_page',
  'business',
  'menu',
  'product',
  'coupon',
  'feedback',
  'file',
  'images',
  'video',
  'mp3',
  'playlist',
] as const;
export type ContentType = (typeof contentTypes)[number];

export type MapProvider = 'google' | 'apple' | 'openstreetmap' | 'geo';

/** What the rules for content depend on besides the content itself. */
export interface ContentRules {
  /** Lower-case hosts (with port where it is not the default) of our own short links: a link to them would loop. */
  readonly ownHosts: readonly string[];
  readonly mapProvider: MapProvider;
}

/** What a scan of an active code does. */
export type ScanAction =
  | { readonly do: 'redirect'; readonly location: string }
  /** By operating system; null falls through to `other`, and a null `other` to the page. */
  | {
      readonly do: 'by-system';
      readonly ios: string | null;
      readonly android: string | null;
      readonly huawei: string | null;
      readonly other: string | null;
    }
  | { readonly do: 'page' }
  | { readonly do: 'vcard' };

/** Content as it is stored: checked, and with the target of a plain redirect worked out. */
export interface ResolvedContent {
  /** Target of a plain redirect as written; null when a scan gets something else. */
  readonly destination: string | null;
  /** The same as `URL.href` (ASCII, safe for `Location`). */
  readonly href: string | null;
  /** Null for types that are one destination. */
  readonly content: JsonObject | null;
}
