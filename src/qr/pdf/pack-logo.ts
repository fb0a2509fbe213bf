import { deflateSync } from 'node:zlib';
import type { LogoImage } from '../../core/designs/picture.ts';
import type { Ink } from '../formats/inks.ts';
import { logoSamples } from '../formats/logo-samples.ts';

/** As `LogoSamples`, each a stream of deflate. */
interface PackedLogo {
  readonly colors: Buffer<ArrayBuffer>;
  readonly alpha: Buffer<ArrayBuffer> | null;
}

const deflateLevel = 5;
/** Of what is remembered, in bytes with the PNG. */
const rememberedMax = 16 * 1024 * 1024;

interface Remembered {
  readonly png: Uint8Array;
  readonly packed: PackedLogo;
  readonly bytes: number;
}

/** The least recently used first. */
const remembered = new Map<string, Remembered>();
let rememberedBytes = 0;

/** Reading and packing a logo takes longer than the rest of a file, and workspaces have few. */
export function packLogo(logo: LogoImage, mode: Ink['mode']): PackedLogo {
  const key = `${mode} ${logo.id}`;
  const known = remembered.get(key);
  if (known !== undefined) forget(key, known);
  // The same id must not give another image of it, however that came to be.
  if (known !== undefined && Buffer.compare(known.png, logo.png) === 0) {
    remember(key, known);
    return known.packed;
  }
  const { colors, alpha } = logoSamples(logo, mode);
  const packed = { colors: pack(colors), alpha: alpha === null ? null : pack(alpha) };
  const bytes = logo.png.length + packed.colors.length + (packed.alpha?.length ?? 0);
  remember(key, { png: logo.png, packed, bytes });
  return packed;
}

function pack(samples: Buffer): Buffer<ArrayBuffer> {
  return deflateSync(samples, { level: deflateLevel });
}

function remember(key: string, entry: Remembered): void {
  remembered.set(key, entry);
  rememberedBytes += entry.bytes;
  for (const [oldest, old] of remembered) {
    if (rememberedBytes <= rememberedMax) return;
    forget(oldest, old);
  }
}

function forget(key: string, entry: Remembered): void {
  remembered.delete(key);
  rememberedBytes -= entry.bytes;
}
