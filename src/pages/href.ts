declare const checked: unique symbol;

/** An address that may stand in `href`: of a scheme in the list below, or a path of our own. */
export type Href = string & { readonly [checked]: true };

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'tel:', 'mailto:', 'sms:']);

/** Undefined for whatever is not an absolute address of a harmless scheme: `javascript:`, `data:`, plain text. */
export function parseHref(text: string): Href | undefined {
  const url = URL.parse(text.trim());
  return url !== null && schemes.has(url.protocol) ? (url.href as Href) : undefined;
}

/** As `parseHref`, for pages on the web alone. */
export function parseWebHref(text: string): Href | undefined {
  const href = parseHref(text);
  return href?.startsWith('http') ? href : undefined;
}

/** RFC 3966 without visual separators; undefined when no digit is left. */
export function telHref(phone: string): Href | undefined {
  const digits = phone.replace(/[^\d*#]/g, '').replaceAll('#', '%23');
  if (!/\d/.test(digits)) return undefined;
  return `tel:${phone.trim().startsWith('+') ? '+' : ''}${digits}` as Href;
}

/** RFC 6068; undefined when this is no address. */
export function mailHref(address: string): Href | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(address) || !address.isWellFormed()) return undefined;
  return `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}` as Href;
}

/** The file that a scan page offers beside itself. */
export function fileHref(slug: string, extension: 'vcf' | 'ics'): Href {
  return `/p/${encodeURIComponent(slug.toWellFormed())}.${extension}` as Href;
}

/** How an address is shown: without scheme and closing slash; the host stays in ASCII, so that it cannot pose. */
export function showHref(href: Href): string {
  return href.replace(/^(?:https?:\/\/(?:www\.)?|tel:|mailto:|sms:)/, '').replace(/\/$/, '');
}
