import type { LinkSaving } from '../../core/designs/advice.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { fitSymbol } from '../fit.ts';
import type { Matrix } from '../matrix.ts';

/** A short link of ours: found whatever the case of `/p/` and of the slug. The host's case never counts (RFC 3986, 3.2.2). */
const shortLink = /^(https?:\/\/)([^/?#@]+)(\/p\/[A-Za-z0-9_-]+)$/i;
/** As long as a domain that can be had. `.test` is nobody's (RFC 2606, 2). */
const shortHost = 'abc.test';

/**
 * What other links would save, each drawn at the same level: upper case is kept in alphanumeric mode, 5.5 bits a
 * character instead of 8 (ISO/IEC 18004:2015, 7.4.4). Only those that save a version or more;
 * both changes at once only where they save more than either alone.
 */
export function savingsOf(
  source: PictureSource,
  symbol: Matrix,
  mmOf: (modules: number) => number,
): readonly LinkSaving[] {
  const [, scheme, host, path] = shortLink.exec(source.text) ?? [];
  if (scheme === undefined || host === undefined || path === undefined) return [];
  const shorter = host.length > shortHost.length ? `${scheme}${shortHost}${path}` : null;
  const changes: readonly (readonly [LinkSaving['change'], string | null])[] = [
    ['upper_case', source.text.toUpperCase()],
    ['shorter_domain', shorter],
    ['both', shorter?.toUpperCase() ?? null],
  ];
  const savings = changes
    .map(([change, example]) => (example === null ? null : savingOf(source, symbol, mmOf, change, example)))
    .filter((saving) => saving !== null);
  const alone = savings.filter(({ change }) => change !== 'both').map(({ version }) => version);
  return savings.filter(({ change, version }) => change !== 'both' || version < Math.min(...alone));
}

function savingOf(
  source: PictureSource,
  symbol: Matrix,
  mmOf: (modules: number) => number,
  change: LinkSaving['change'],
  example: string,
): LinkSaving | null {
  // A version that the design asks for would hide what a shorter link saves.
  const design = { ...source.design, version: null, error_correction: symbol.errorCorrection };
  const saved = fitSymbol({ ...source, text: example, design });
  if (saved.version >= symbol.version) return null;
  const { version, size: modules } = saved;
  const [before, after] = [mmOf(symbol.size), mmOf(modules)];
  return {
    change,
    example,
    characters: example.length,
    version,
    modules,
    codeMm: after,
    message: `${subjects[change]} (${example}): version ${version} instead of ${symbol.version}, ${modules} modules a side instead of ${symbol.size}, ${roundMm(after)} mm instead of ${roundMm(before)} mm.`,
  };
}

const subjects: Readonly<Record<LinkSaving['change'], string>> = {
  upper_case: 'The same link in upper case, which leads to the same place',
  shorter_domain: `A domain of ${shortHost.length} characters`,
  both: `A domain of ${shortHost.length} characters, and upper case`,
};

/** To a tenth, for people. */
export function roundMm(mm: number): number {
  return Math.round(mm * 10) / 10;
}
