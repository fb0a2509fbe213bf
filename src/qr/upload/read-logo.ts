import { createHash } from 'node:crypto';
import type { LogoImage } from '../../core/designs/picture.ts';
import { decodeApart } from './decode.ts';
import { checkKind } from './inspect.ts';
import { logoSideMax, refusal } from './refusal.ts';
import { walkPng } from './walk-png.ts';

/**
 * Makes a logo of an upload: judged by its bytes before anything decodes it, both in a process that has little
 * time and memory, and kept as a PNG of pixels alone.
 *
 * @throws {PictureError} of the field `file`, whose message continues "The file …"
 * @throws {UploadBusyError} where too many are under way
 */
export async function readLogo(upload: Uint8Array<ArrayBuffer>): Promise<LogoImage> {
  const bytes = Buffer.from(upload.buffer, upload.byteOffset, upload.length);
  checkKind(bytes);
  const png = Uint8Array.from(await decodeApart(bytes));
  const { width, height } = checkKept(Buffer.from(png.buffer));
  return { id: createHash('sha256').update(png).digest('hex'), png, width, height };
}

const keptChunks = new Set(['IHDR', 'IDAT', 'pHYs', 'IEND']);

/** What comes back from a process that has met strange files is not believed either. */
function checkKept(png: Buffer): { readonly width: number; readonly height: number } {
  const { width, height, bitDepth, colourType, chunkTypes } = walkPng(png);
  const isPlain = bitDepth === 8 && colourType === 6 && chunkTypes.every((type) => keptChunks.has(type));
  if (!isPlain || Math.max(width, height) > logoSideMax) throw refusal('cannot be decoded: export it again');
  return { width, height };
}
