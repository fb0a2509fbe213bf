import type { messages } from './en.ts';

/** English has every key: a word that is not in it does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame';
    resources: typeof messages;
  }
}
