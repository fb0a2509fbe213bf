/** Percent-decoded text; undefined where the escapes are not UTF-8. `+` stays a plus sign (RFC 3986). */
export function decodeUriText(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Fields of a query such as `subject=Hi&body=There`, names in lower case. Empty pieces and values count as
 * absent, since `?&body=` is how phones want it. Undefined where an escape is broken or a name comes twice.
 */
export function readUriQuery(query: string): Record<string, string> | undefined {
  const fields: [string, string][] = [];
  for (const piece of query.split('&').filter((part) => part !== '')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(piece) ?? [];
    const decoded = decodeUriText(value);
    if (decoded === undefined) return undefined;
    if (decoded !== '') fields.push([name.toLowerCase(), decoded]);
  }
  const names = new Set(fields.map(([name]) => name));
  return names.size === fields.length ? Object.fromEntries(fields) : undefined;
}

/** `?name=value&…` of the fields that are there; empty where none is. Spaces become %20, never plus signs. */
export function renderUriQuery(fields: Readonly<Record<string, string | undefined>>): string {
  const pieces = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return pieces.length === 0 ? '' : `?${pieces.join('&')}`;
}
