import type { TextInputKind } from './schema-model.ts';

interface TextAttributes {
  readonly type?: 'url' | 'email' | 'tel' | 'time';
  readonly inputMode?: 'url' | 'email' | 'tel';
  readonly placeholder?: string;
  readonly dir: 'ltr' | 'auto';
  readonly autoCapitalize?: 'none';
  readonly spellCheck?: false;
}

const exact = { dir: 'ltr', autoCapitalize: 'none', spellCheck: false } as const;

const attributes: Readonly<Record<TextInputKind, TextAttributes>> = {
  line: { dir: 'auto' },
  lines: { dir: 'auto' },
  // Not `type="url"`: what is wrong with a link, the server says in the reader's words and at the field.
  url: { ...exact, inputMode: 'url', placeholder: 'https://example.com' },
  email: { ...exact, inputMode: 'email', placeholder: 'name@example.com' },
  phone: { ...exact, inputMode: 'tel', placeholder: '+43 660 1234567' },
  time: exact,
  clock: { ...exact, type: 'time' },
  zone: exact,
  currency: exact,
};

/** What an input element needs for this kind of text. */
export function textAttributes(kind: TextInputKind): TextAttributes {
  return attributes[kind];
}
