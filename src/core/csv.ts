/**
 * What a spreadsheet may take for a formula: its first visible character is = + - or @ (or a wide or small form of
 * them), or it begins with a tab or an end of line (OWASP, "CSV Injection"). Text that begins with an apostrophe is
 * marked as well, so that whoever takes one leading apostrophe away gets back what was stored.
 */
const risky =
  /^(?:[\t\r\n']|["\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])/u;

/** A cell of a line (RFC 4180). Always quoted, whatever it holds; empty where nothing is known. */
export function cell(text: string | null): string {
  if (text === null) return '';
  const harmless = risky.test(text) ? `'${text}` : text;
  return `"${harmless.includes('"') ? harmless.replaceAll('"', '""') : harmless}"`;
}
