import { hasDay } from '../month.ts';
import { isEmptyContents } from '../pack/builder.ts';
import { decodePack } from '../pack/decoder.ts';
import { BrokenPack, type PackContents } from '../pack/pack.ts';
import { encodePack } from '../pack/writer.ts';
import { type Pack, packParts, type StatSnapshot } from '../port.ts';

/** A pack without hits is none, unless it says that single hits were erased. */
export function packOf(code: number, contents: PackContents, erasedDays: number): Pack | null {
  if (isEmptyContents(contents) && erasedDays === 0) return null;
  return { code, month: contents.month, erasedDays, ...encodePack(contents) };
}

/** @throws BrokenPack that says which pack it is, and what helps */
export function contentsOf(pack: Pack): PackContents {
  try {
    return decodePack(pack);
  } catch (error) {
    if (!(error instanceof BrokenPack)) throw error;
    const which = `of code ${pack.code}, month ${pack.month} since January 2025`;
    throw new BrokenPack(`${error.message} (${which}; \`quietzone stats rebuild\` makes it again)`);
  }
}

export function bytesOf(pack: Pack | null | undefined): number {
  return pack ? packParts.reduce((sum, part) => sum + pack[part].length, 0) : 0;
}

/** Whether single hits of a day (since 1970, of the pack's month) were erased. */
export function isErased(pack: Pack | undefined, day: number): boolean {
  return pack !== undefined && hasDay(pack.erasedDays, pack.month, day);
}

/** Of how many days single hits were erased. */
export function countErasedDays(pack: Pack | undefined): number {
  let days = 0;
  for (let bits = pack?.erasedDays ?? 0; bits !== 0; bits &= bits - 1) days += 1;
  return days;
}

export function equalPacks(a: Pack | null, b: Pack | null): boolean {
  if (!a || !b) return a === b;
  return packParts.every((part) => equalBytes(a[part], b[part]));
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}

export async function findPack(
  snapshot: StatSnapshot,
  code: number,
  month: number,
): Promise<Pack | undefined> {
  for await (const [pack] of snapshot.packs([code], month, month, packParts)) if (pack) return pack;
  return undefined;
}
