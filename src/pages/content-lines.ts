/** Content lines of RFC 2425 §5.8, which vCard 3.0 (RFC 2426) and iCalendar (RFC 5545 §3.1) share. */
const lineOctetsMax = 75;

/** Joins properties to a document: CRLF after each line, lines over 75 octets folded. */
export function renderLines(lines: readonly string[]): string {
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** TEXT values: RFC 2426 §4 and RFC 5545 §3.3.11 escape alike. */
export function escapeValue(text: string): string {
  return cleanText(text)
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n');
}

/** A parameter's value in quotes, which can hold neither quotes nor control characters (RFC 5545 §3.2). */
export function quoteParameter(text: string): string {
  return `"${cleanText(text).replace(/\s+/g, ' ').replaceAll('"', "'")}"`;
}

/** URIs are not escaped; what could end the line is taken out. */
export function plainValue(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}/gu, '');
}

function cleanText(text: string): string {
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]/g, '');
}

/** Breaks between characters and never inside one: parsers that decode line by line would see broken UTF-8. */
function foldLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > lineOctetsMax) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
