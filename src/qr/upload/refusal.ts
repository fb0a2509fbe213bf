import { PictureError } from '../errors.ts';

/** 1 MB, as people count it. */
export const uploadBytesMax = 1_000_000;
/** 4 megapixels: 2000 × 2000 px. */
export const uploadPixelsMax = 4_000_000;
/** px; what is longer is a stripe, and no logo: making it smaller takes memory by its width. */
export const uploadSideMax = 3000;
/** px on the longer side of what is kept. */
export const logoSideMax = 1024;

/** @param message continues "The file …": what is wrong with it, and what to do */
export function refusal(message: string, cause?: unknown): PictureError {
  return new PictureError('file', message, cause === undefined ? undefined : { cause });
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** What a header says is judged before anything is decoded. */
export function checkSize({ width, height }: PixelSize): void {
  if (width < 1 || height < 1) throw refusal('says that it has no pixels: export it again');
  const isLarge = width > uploadSideMax || height > uploadSideMax || width * height > uploadPixelsMax;
  if (!isLarge) return;
  throw refusal(
    `says that it has ${width} × ${height} px; send at most 4 megapixels, such as 2000 × 2000 px, and no side above ${uploadSideMax} px`,
  );
}

export function truncated(kind: string): PictureError {
  return refusal(`is a ${kind} that ends early: send the whole file`);
}

export function extended(kind: string): PictureError {
  return refusal(`is a ${kind} with other data behind its end: export it again`);
}

export function broken(kind: string, what: string): PictureError {
  return refusal(`is a damaged ${kind} (${what}): export it again`);
}
