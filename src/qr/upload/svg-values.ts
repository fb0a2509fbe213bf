import { refusal } from './refusal.ts';

/** Only what is in the file itself, by its id. */
const ownReference = /^#[^\s#"'()<>\\]{1,200}$/;
const dataImage = /^data:image\/(?:png|jpe?g|webp);base64,/i;
/** `url(` in any spelling that a reader of CSS could take for it, with what it holds. */
const urlPattern = /url\s*\(([^)]*)\)?/gi;

/** What a picture could fetch, run or hide, said in one sentence each. */
const words = {
  outside: 'is an SVG that loads something from outside: embed it, or leave it out',
  script: 'is an SVG with scripts: save it as plain SVG',
  css: 'is an SVG with style rules that begin with @ or hold a backslash: save it as plain SVG with presentation attributes',
} as const;

/**
 * The name under which an attribute is kept, undefined where it is left out (notes of editors, names of namespaces),
 * and a refusal for what runs or loads.
 */
export function checkAttribute(
  name: string,
  value: string,
  all: ReadonlyMap<string, string>,
): string | undefined {
  const local = name.slice(name.indexOf(':') + 1).toLowerCase();
  if (/^on/.test(local)) throw refusal(words.script);
  if (name === 'xmlns' || name.startsWith('xmlns:')) return undefined;
  if (local === 'href' || local === 'src') {
    checkReference(value);
    if (name === 'href') return 'href';
    return name === 'xlink:href' && !all.has('href') ? 'href' : undefined;
  }
  if (/^(?:java|vb)script:/i.test(value.trim())) throw refusal(words.script);
  if (local === 'style' || /url\s*\(/i.test(value)) checkStyle(value);
  return name.includes(':') ? undefined : name;
}

function checkReference(value: string): void {
  if (!ownReference.test(value) && !dataImage.test(value)) throw refusal(words.outside);
}

/** Rules without comments, which could part the words that are looked for. */
export function checkStyleSheet(text: string): string {
  const rules = text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ').replace(/<!--|-->/g, ' ');
  if (/[@<]/.test(rules)) throw refusal(words.css);
  checkStyle(rules);
  return rules;
}

function checkStyle(text: string): void {
  if (text.includes('\\') || text.includes('@')) throw refusal(words.css);
  if (/expression\s*\(|javascript:/i.test(text)) throw refusal(words.script);
  for (const [, inside = ''] of text.matchAll(urlPattern)) {
    if (!ownReference.test(unquoted(inside))) throw refusal(words.outside);
  }
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** Ids that a value of an attribute or a block of a style sheet names by `url(#…)`. */
export function referencesIn(value: string): readonly string[] {
  if (!value.includes('(')) return [];
  return [...value.matchAll(urlPattern)].map(([, inside = '']) => unquoted(inside).slice(1));
}

const lengthPattern = /^([+]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)(px|pt|pc|mm|cm|in)?$/i;
/** CSS px a unit: 96 to the inch (CSS Values and Units 4, 6.2). */
const pxOf: Readonly<Record<string, number>> = {
  px: 1,
  pt: 96 / 72,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

/** In px; undefined for what depends on something else, such as percents. */
export function parseLength(text: string | undefined): number | undefined {
  const found = lengthPattern.exec(text?.trim() ?? '');
  if (!found) return undefined;
  const px = Number(found[1]) * (pxOf[found[2]?.toLowerCase() ?? 'px'] ?? 1);
  return Number.isFinite(px) && px > 0 ? px : undefined;
}
