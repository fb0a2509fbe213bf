import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../src/http/dashboard/wire-people.ts';
import { areas } from './messages/areas.ts';

/** In their own words. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  ar: 'العربية',
};
export const languages = Object.keys(languageNames) as readonly Language[];

/** Each language is a file of its own that only its readers load. */
const loaders: Readonly<Record<Language, () => Promise<{ messages: object }>>> = {
  en: () => import('./messages/en.ts'),
  de: () => import('./messages/de.ts'),
  ar: () => import('./messages/ar.ts'),
};

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

const key = 'quietzone-language';

/** For the pages before signing in; null forgets it. */
export function rememberLanguage(language: Language | null): void {
  if (language) localStorage.setItem(key, language);
  else localStorage.removeItem(key);
}

/** As chosen in this browser, if that ever was. */
export function rememberedLanguage(): Language | undefined {
  return languages.find((one) => one === localStorage.getItem(key));
}

/**
 * On a system without a locale Chromium calls its language `en-US@posix`, which is no tag (BCP 47): whoever asks `Intl`
 * for it breaks, libraries as well.
 */
export function mendBrowserLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
  }
}

/** The first of the browser's languages that there is. */
export function browserLanguage(): Language {
  const wished = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wished.map((tag) => languages.find((one) => one === tag)).find((one) => one !== undefined) ?? 'en';
}

/** Speaks a language from now on; its words are loaded first. */
export async function speak(language: Language): Promise<void> {
  const { messages } = await loaders[language]();
  for (const [area, words] of Object.entries(messages))
    i18next.addResourceBundle(language, area, words, true, true);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  await i18next.changeLanguage(language);
}

export async function startLanguage(language: Language): Promise<void> {
  // They come while the library is set up; whether they did, `speak` sees.
  loaders[language]().catch(() => undefined);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: [...areas],
    defaultNS: 'frame',
    resources: {},
    // React writes text as text.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(language);
}
