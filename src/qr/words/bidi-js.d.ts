// The types of the package describe an ES module; what Node loads is a CommonJS one whose exports are the function itself.
declare module 'bidi-js' {
  interface Bidi {
    /** One level for each UTF-16 code unit; odd ones run from right to left. */
    getEmbeddingLevels(text: string, base: 'ltr' | 'rtl' | 'auto'): { readonly levels: Uint8Array };
  }
  const bidiFactory: () => Bidi;
  export = bidiFactory;
}
