const hexForm = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** `#rrggbb` of what was written; undefined while it is no colour. */
export function readHexColor(text: string): string | undefined {
  const digits = hexForm.exec(text.trim())?.[1]?.toLowerCase();
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}
