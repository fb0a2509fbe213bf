/**
 * Markup that may be sent as it stands. A class and not a plain shape, so that no stored JSON can pass for it:
 * only `html` and `trusted` make one.
 */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type HtmlValue = string | number | Html | null | readonly HtmlValue[];

/** Text is escaped, markup goes in as it is, null is nothing. Attributes in templates are always double-quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let source = strings[0] ?? '';
  values.forEach((value, at) => {
    source += renderValue(value) + (strings[at + 1] ?? '');
  });
  return new Html(source);
}

/** For markup that we drew ourselves; never for anything an owner or a visitor wrote. */
export function trusted(source: string): Html {
  return new Html(source);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Safe in text and in quoted attributes. Control characters, which no HTML document may hold, are taken out. */
function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '')
    .replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

function renderValue(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.source;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(renderValue).join('');
}
