import { imageTextOf } from '../content/registry.ts';
import type { Settings } from '../core.ts';
import type { Code } from './code.ts';

/** The short link: what is printed. Built from the configured origin, never from a request. */
export function shortUrlOf(settings: Settings, slug: string): string {
  return `${settings.baseUrl}/p/${slug}`;
}

export function imageUrlOf(settings: Settings, slug: string): string {
  return `${settings.baseUrl}/img/${slug}.png`;
}

/** The picture of the logo in a code's design, which anyone who has the code sees anyway; null where it has none. */
export function logoUrlOf(
  settings: Settings,
  { slug, design }: Pick<Code, 'slug' | 'design'>,
): string | null {
  return design?.logo ? `${settings.baseUrl}/img/${slug}/logo.png` : null;
}

/** What the image encodes: the short link, or the payload itself for types that work without one. */
export function encodedTextOf(settings: Settings, code: Pick<Code, 'type' | 'content' | 'slug'>): string {
  return imageTextOf(code.type, code.content) ?? shortUrlOf(settings, code.slug);
}
