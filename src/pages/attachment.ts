import type { PageAnswer } from './answer.ts';

const nameCharactersMax = 80;

/** A file to be saved under the given name. `type` is a media type with its charset. */
export function renderAttachment(type: string, name: string, extension: string, body: string): PageAnswer {
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      'Content-Disposition': dispositionOf(name, extension),
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    },
    body,
  };
}

/** RFC 6266 with an ASCII name for all, and the true one (RFC 8187) where it differs. */
function dispositionOf(name: string, extension: string): string {
  const clean = cleanName(name);
  const full = `${clean || 'download'}.${extension}`;
  const ascii = `${cleanName(toAscii(clean)) || 'download'}.${extension}`;
  const header = `attachment; filename="${ascii}"`;
  return full === ascii ? header : `${header}; filename*=UTF-8''${encodeExtended(full)}`;
}

/** Takes out what names of files may not hold on some system, directions of text that could hide an ending, and dots at the ends. */
function cleanName(name: string): string {
  const kept = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"%*/:<>?\\|;]/gu, ' ')
    .replace(/\s+/g, ' ');
  return [...kept]
    .slice(0, nameCharactersMax)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '');
}

/** Without accents; empty when nothing but a remnant would be left, as of names in other scripts. */
function toAscii(name: string): string {
  const plain = name.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
  const ascii = plain.replace(/[^\x20-\x7e]/g, '');
  return ascii.length * 2 > plain.length ? ascii : '';
}

/** `attr-char` of RFC 8187 §3.2.1 stays, everything else is percent-encoded. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
