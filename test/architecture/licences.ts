export interface Package {
  readonly name: string;
  /** As its package.json says: an SPDX expression; '' when it says none. */
  readonly licence: string;
}

/** Licences that ask for no more than to be named; an `OR` of them as well. */
const free = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'CC0-1.0',
  'Unlicense',
]);

/**
 * Looked at one by one. libvips is a library of its own that is loaded at run time and can be exchanged, which
 * is what the LGPL asks for; the geo files are data, named where they are shown; the MPL of resvg binds its own files
 * alone, which are installed unchanged; fonts under the OFL may be shipped with any program.
 */
const accepted: readonly (readonly [name: RegExp, licence: string])[] = [
  [/^@img\/sharp-libvips-[a-z0-9-]+$/, 'LGPL-3.0-or-later'],
  [/^@img\/sharp-wasm32$/, 'Apache-2.0 AND LGPL-3.0-or-later AND MIT'],
  [/^@img\/sharp-win32-[a-z0-9]+$/, 'Apache-2.0 AND LGPL-3.0-or-later'],
  [/^@resvg\/resvg-js(-[a-z0-9-]+)?$/, 'MPL-2.0'],
  [/^@expo-google-fonts\/[a-z-]+$/, 'MIT AND OFL-1.1'],
  [/^@ip-location-db\/dbip-(city|country)-mmdb$/, 'SEE LICENSE IN DBIP-LICENSE (CC-BY-4.0)'],
];

/** Packages whose licence is neither free nor looked at, GPL and AGPL among them. */
export function findLicenceBreaks(packages: readonly Package[]): string[] {
  return packages
    .filter(({ name, licence }) => {
      const isFree = licence.split(/[()\s]+OR\s+|[()]/).every((part) => part === '' || free.has(part.trim()));
      const isAccepted = accepted.some(([form, text]) => form.test(name) && text === licence);
      return !((isFree && licence !== '') || isAccepted);
    })
    .map(({ name, licence }) => `${name}: ${licence === '' ? 'no licence' : licence}`);
}
