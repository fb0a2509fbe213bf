import { openRandom, type Random } from './random.ts';
import type { Raster } from './raster.ts';

/** Where the symbol lies in a raster, without its quiet zone; all in px. */
export interface SymbolPlace {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly modulePx: number;
}

export interface Stain {
  /** Of the symbol that is hidden, 0 to 1. */
  readonly share: number;
  /** `data`: anywhere but on the finders; `finder`: a part of it on the finder at the top left. */
  readonly place: 'data' | 'finder';
  /** Light of the stain, 0 to 1. */
  readonly tone: number;
}

interface Blob {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** How the outline bulges and where. */
  readonly phases: readonly number[];
}

/** Finder and separator, and a module for the format beside it (ISO/IEC 18004:2015, 6.3.3, 7.9). */
const finderModules = 9;
const blobsOfData = 3;
/** A lone blob on a finder hides at most this many modules across: eyes that are gone are gone for everyone. */
const finderBlobModules = 1.6;
const bulge = 0.16;

/** Blobs with uneven outlines that hide `share` of the symbol. The same seed puts them at the same places of any symbol. */
export function stainRaster(raster: Raster, place: SymbolPlace, stain: Stain, seed: string): Raster {
  const random = openRandom(seed);
  const blobs =
    stain.place === 'data' ? dataBlobs(stain.share, place, random) : finderBlobs(stain.share, place, random);
  const planes = raster.planes.map((plane) => Float32Array.from(plane));
  for (const blob of blobs) for (const plane of planes) paintBlob(plane, raster, blob, stain.tone);
  return { ...raster, planes };
}

function dataBlobs(share: number, place: SymbolPlace, random: Random): readonly Blob[] {
  const radius = place.side * Math.sqrt(share / blobsOfData / Math.PI);
  const blobs: Blob[] = [];
  for (let tries = 0; tries < triesMax && blobs.length < blobsOfData; tries += 1) {
    const blob = blobAt(
      place.left + random() * place.side,
      place.top + random() * place.side,
      radius,
      random,
    );
    if (isOnData(blob, place, radius) && !blobs.some((other) => touches(other, blob))) blobs.push(blob);
  }
  return blobs;
}

const triesMax = 400;

function isOnData({ x, y }: Blob, { left, top, side, modulePx }: SymbolPlace, radius: number): boolean {
  const eye = finderModules * modulePx;
  const u = x - left;
  const v = y - top;
  if (u < radius || v < radius || u > side - radius || v > side - radius) return false;
  const atLeft = u < eye + radius;
  const atTop = v < eye + radius;
  return !(atLeft && atTop) && !(u > side - eye - radius && atTop) && !(atLeft && v > side - eye - radius);
}

function touches(one: Blob, other: Blob): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius;
}

/** One at the outer ring of a finder, no larger than a reader can bridge, and the rest of the share among the data. */
function finderBlobs(share: number, place: SymbolPlace, random: Random): readonly Blob[] {
  const radius = Math.min(finderBlobModules * place.modulePx, place.side * Math.sqrt(share / Math.PI));
  const along = (0.5 + 2 * random()) * place.modulePx;
  const blob = blobAt(place.left + along, place.top + 0.4 * place.modulePx, radius, random);
  const rest = share - (Math.PI * radius * radius) / (place.side * place.side);
  return rest > 0 ? [blob, ...dataBlobs(rest, place, random)] : [blob];
}

function blobAt(x: number, y: number, radius: number, random: Random): Blob {
  return { x, y, radius, phases: [random() * 2 * Math.PI, random() * 2 * Math.PI] };
}

function paintBlob(plane: Float32Array, { width, height }: Raster, blob: Blob, tone: number): void {
  const reach = blob.radius * (1 + 2 * bulge);
  const [first = 0, second = 0] = blob.phases;
  for (let y = Math.max(0, Math.floor(blob.y - reach)); y < Math.min(height, blob.y + reach); y += 1) {
    for (let x = Math.max(0, Math.floor(blob.x - reach)); x < Math.min(width, blob.x + reach); x += 1) {
      const angle = Math.atan2(y - blob.y, x - blob.x);
      const uneven = 1 + bulge * Math.sin(3 * angle + first) + bulge * 0.6 * Math.sin(5 * angle + second);
      if (Math.hypot(x - blob.x, y - blob.y) < blob.radius * uneven) plane[y * width + x] = tone;
    }
  }
}
