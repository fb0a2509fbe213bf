import { dirname, posix } from 'node:path';
import type { SourceFile } from './check.ts';

/**
 * The web app's own house: what a folder of `web/` may reach there. Out of it leads nothing but the types of the wire.
 */
const shared = ['parts', 'state', 'messages', 'language.ts', 'theme.ts'];
const reach: Readonly<Record<string, readonly string[]>> = {
  // The entry and what it is made of: everything.
  '': [''],
  routes: ['pages', 'codes', 'frame', 'parts', 'state'],
  messages: [],
  state: ['messages', 'language.ts'],
  parts: shared,
  frame: shared,
  // What the pages of one place share.
  account: shared,
  // One code: its places are parts of their own, loaded when they are opened.
  codes: [...shared, 'design', 'print', 'stats'],
  design: [...shared, 'drawing'],
  print: [...shared, 'drawing'],
  stats: shared,
  // The server's own drawing and weighing of a design, in the browser.
  drawing: [],
  pages: [...shared, 'account', 'codes', 'design', 'print', 'stats', 'drawing', 'frame'],
};

/** What the server draws and weighs designs by; its room in `rooms.ts` has no package but the encoder. */
const drawn =
  /^src\/(qr\/(draw|structure|budget)\/|qr\/(fit|matrix)\.ts$|qr\/formats\/(svg|unfilter-rgba)\.ts$|core\/designs\/(budget|contrast|design|picture|presets)\.ts$)/;

const wire = /^src\/http\/dashboard\/wire(-[a-z]+)?\.ts$/;
const linesMax = 350;
const testLinesMax = 500;
const emptyNames = /(^|[-_.])(utils?|helpers?|common|managers?|misc|stuff|lib|base)([-_.]|$)/i;

interface WebImport {
  readonly from: string;
  readonly isType: boolean;
}

/** Static and dynamic imports alike; the text of a page has none that look like one. */
function importsOf(source: string): WebImport[] {
  const fixed = source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm);
  const lazy = source.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g);
  return [
    ...[...fixed].map(([, type, from = '']) => ({ from, isType: type !== undefined })),
    ...[...lazy].map(([, from = '']) => ({ from, isType: false })),
  ];
}

/** Every break of the rules in `web/`, one sentence each. */
export function findWebBreaks(files: readonly SourceFile[], packages: readonly string[]): string[] {
  return files.flatMap(({ path, source }) =>
    [
      ...breaksOfForm(path, source),
      ...importsOf(source).flatMap((one) => problemOf(one, path, packages) ?? []),
    ].map((text) => `${path}: ${text}`),
  );
}

function breaksOfForm(path: string, source: string): string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const lines = source.replace(/\n$/, '').split('\n').length;
  const most = /\.test\.tsx?$/.test(name) ? testLinesMax : linesMax;
  return [
    ...(lines > most ? [`${lines} lines, more than ${most}`] : []),
    ...(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?\.tsx?$/.test(name) ? [] : ['a file is named in kebab-case']),
    ...(emptyNames.test(name.replace(/\.tsx?$/, '')) ? ['a name that says nothing'] : []),
    ...(/^export default /m.test(source) && name !== 'vite.config.ts' ? ['a default export'] : []),
    ...(/dangerouslySetInnerHTML|\beval\(|new Function\(/.test(source)
      ? ['text that would become markup or code']
      : []),
    ...(!/\.test\.ts$/.test(name) &&
    /https?:\/\/(?!(localhost|example\.|[\w.-]*example\.(com|org|net)|www\.w3\.org))/.test(
      source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''),
    )
      ? ['an address of another host']
      : []),
  ];
}

function problemOf(
  { from, isType }: WebImport,
  path: string,
  packages: readonly string[],
): string | undefined {
  if (!from.startsWith('.')) {
    // What the build makes itself: see `vite.config.ts`.
    if (from.startsWith('virtual:')) return undefined;
    const name = from
      .split('/')
      .slice(0, from.startsWith('@') ? 2 : 1)
      .join('/');
    if (from.startsWith('node:') && (path.endsWith('.test.ts') || path.endsWith('vite.config.ts')))
      return undefined;
    return packages.includes(name) ? undefined : `package ${name} is not a dependency`;
  }
  const target = posix.join(dirname(path), from);
  if (!target.startsWith('web/')) {
    // A test may hold the page's own constants and words against the server's.
    const isFree = path.endsWith('.test.ts') && /^(src\/core|test\/support)\//.test(target);
    return isFree || (isType && wire.test(target)) || (folderOf(path) === 'drawing' && drawn.test(target))
      ? undefined
      : `may take nothing but types of the wire, not ${target}`;
  }
  const own = folderOf(path);
  const there = target.slice('web/'.length);
  const isFree =
    own === folderOf(target) || (reach[own] ?? []).some((place) => place === '' || there.startsWith(place));
  return isFree ? undefined : `${own} may not import ${target}`;
}

/** The first folder below `web/`; '' for the entry's own. */
function folderOf(path: string): string {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[1] ?? '') : '';
}
