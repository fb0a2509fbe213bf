import { refusal } from './refusal.ts';

export type SvgToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** What `&…;` may stand for; others would have to be declared, and declarations are how small files become huge. */
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const namePattern = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const spacePattern = /[ \t\r\n]*/y;
const attributesMax = 200;

/** Decodes the file: UTF-8, with or without a byte order mark, and none of the characters that XML does not have. */
export function decodeSvg(bytes: Buffer): string {
  const text = utf8Of(bytes);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) {
    throw refusal('is an SVG with characters that no text has: export it again');
  }
  return text;
}

function utf8Of(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refusal('is an SVG that is not in UTF-8: save it as such', error);
  }
}

/**
 * Markup as a list, by the rules of XML 1.0 without everything that can reach out or grow: no document type but that of SVG, no
 * entities of its own, no processing instruction but the declaration at the very start. Reads once, from left to right.
 */
export function* readTokens(text: string): Generator<SvgToken> {
  let at = skipDeclaration(text);
  let isProlog = true;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    if (end > at) yield { kind: 'text', text: decodeEntities(text.slice(at, end)) };
    if (next === -1) return;
    if (text.startsWith('<!--', next)) {
      at = after(text, '-->', next + 4);
    } else if (text.startsWith('<![CDATA[', next)) {
      at = after(text, ']]>', next + 9);
      yield { kind: 'text', text: text.slice(next + 9, at - 3) };
    } else if (isProlog && match(documentType, text, next) !== '') {
      at = after(text, '>', next);
      isProlog = false;
    } else if (text.startsWith('</', next)) {
      at = after(text, '>', next);
      yield { kind: 'close', name: closingName(text.slice(next + 2, at - 1)) };
    } else {
      const tag = readTag(text, next);
      isProlog = false;
      at = tag.end;
      yield tag.token;
    }
  }
}

function skipDeclaration(text: string): number {
  if (!text.startsWith('<?xml ')) return 0;
  const end = after(text, '?>', 0);
  const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(text.slice(0, end))?.[1] ?? 'utf-8';
  if (!/^(utf-8|us-ascii)$/i.test(encoding)) throw refusal('is an SVG that is not in UTF-8: save it as such');
  return end;
}

/** What old drawing programs write: the one of SVG, by its public name, without anything of its own. It loads nothing. */
const documentType =
  /<!DOCTYPE\s{1,9}svg\s{1,9}PUBLIC\s{1,9}"-\/\/W3C\/\/DTD SVG [\w. ]{1,40}\/\/EN"\s{1,9}"https?:\/\/www\.w3\.org\/[\w./-]{1,100}\.dtd"\s{0,9}>/y;

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  if (found === -1) throw refusal('is an SVG that ends early: send the whole file');
  return found + mark.length;
}

function closingName(text: string): string {
  const name = text.trimEnd();
  if (/^[\w.:-]+$/.test(name)) return name;
  throw malformed();
}

function malformed(): Error {
  return refusal('is not well-formed SVG: export it again');
}

function readTag(text: string, start: number): { readonly token: SvgToken; readonly end: number } {
  if (text[start + 1] === '!') {
    throw refusal('is an SVG with a document type or entities: delete the line that begins with <!DOCTYPE');
  }
  if (text[start + 1] === '?') throw refusal('is an SVG with processing instructions: save it as plain SVG');
  const name = match(namePattern, text, start + 1);
  if (name === '') throw malformed();
  const attributes = new Map<string, string>();
  let at = start + 1 + name.length;
  for (;;) {
    const space = match(spacePattern, text, at);
    at += space.length;
    if (text[at] === '>') return { token: { kind: 'open', name, attributes, empty: false }, end: at + 1 };
    if (text.startsWith('/>', at))
      return { token: { kind: 'open', name, attributes, empty: true }, end: at + 2 };
    if (space === '')
      throw at >= text.length ? refusal('is an SVG that ends early: send the whole file') : malformed();
    at = readAttribute(text, at, attributes);
  }
}

function readAttribute(text: string, start: number, attributes: Map<string, string>): number {
  const name = match(namePattern, text, start);
  if (start >= text.length) throw refusal('is an SVG that ends early: send the whole file');
  let at = start + name.length;
  at += match(spacePattern, text, at).length;
  if (name === '' || text[at] !== '=') throw malformed();
  at += 1 + match(spacePattern, text, at + 1).length;
  const quote = text[at];
  if (quote !== '"' && quote !== "'") throw malformed();
  const end = after(text, quote, at + 1);
  const value = text.slice(at + 1, end - 1);
  if (value.includes('<') || attributes.has(name) || attributes.size >= attributesMax) throw malformed();
  // XML 1.0, 3.3.3: white space in an attribute is a space.
  attributes.set(name, decodeEntities(value.replace(/[\t\r\n]/g, ' ')));
  return end;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&<\s]{0,12};?)/g, (_, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : '';
    const decoded = entities[name] ?? characterOf(name);
    if (decoded === undefined) throw refusal('is an SVG with entities of its own: save it as plain SVG');
    return decoded;
  });
}

function characterOf(name: string): string | undefined {
  const digits = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (!digits) return undefined;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10_ffff);
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  return isCharacter && !isHalf ? String.fromCodePoint(code) : undefined;
}
