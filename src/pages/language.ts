const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];

export interface ChosenLanguage {
  readonly language: Language;
  /** For numbers and dates: the visitor's own variant, such as `de-AT`. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** Longer headers are cut: no browser sends more, and parsing them would be work for nothing. */
const headerCharactersMax = 500;

/** The first language of ours in the order of the visitor's wishes (RFC 9110 §12.5.4), else English. */
export function chooseLanguage(acceptLanguage: string): ChosenLanguage {
  const wishes = parseWishes(acceptLanguage.slice(0, headerCharactersMax));
  for (const { tag } of wishes) {
    const language = languages.find((known) => tag.split('-')[0]?.toLowerCase() === known);
    if (language !== undefined) return describe(language, tag);
  }
  return describe('en', 'en');
}

function describe(language: Language, tag: string): ChosenLanguage {
  // Only language and region: scripts and extensions of a header could change calendars and digits.
  const locale = /^[a-z]{2}-[a-z]{2}$/i.test(tag) ? tag : language;
  return { language, locale, direction: language === 'ar' ? 'rtl' : 'ltr' };
}

interface Wish {
  readonly tag: string;
  /** 0 < weight ≤ 1. */
  readonly weight: number;
}

function parseWishes(header: string): readonly Wish[] {
  return header
    .split(',')
    .map(parseWish)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}

/** Weight 0, "not this one", is also what a part that cannot be read gets. */
function parseWish(part: string): Wish {
  const match =
    /^\s*([a-z]{1,8}(?:-[a-z\d]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(
      part,
    );
  return match === null ? { tag: '', weight: 0 } : { tag: match[1] ?? '', weight: Number(match[2] ?? '1') };
}
