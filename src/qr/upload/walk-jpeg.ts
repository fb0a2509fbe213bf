import { broken, checkSize, extended, type PixelSize, refusal, truncated } from './refusal.ts';

/** ISO/IEC 10918-1, table B.1. */
const markers = { startOfImage: 0xd8, endOfImage: 0xd9, startOfScan: 0xda } as const;
/** Baseline, extended and progressive with Huffman coding: what every program writes. */
const frameMarkers = new Set([0xc0, 0xc1, 0xc2]);
/** Frames of the other ways of coding; 0xc4, 0xc8 and 0xcc in between are no frames. */
const otherFrames = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** A progressive one of ten scans has been optimised; hundreds are there to keep a decoder busy. */
const scansMax = 64;

export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === markers.startOfImage && bytes[2] === 0xff;
}

/** Walks every segment and every scan to the end of the image, which must be the end of the file. */
export function walkJpeg(bytes: Buffer): PixelSize {
  let size: PixelSize | undefined;
  let scans = 0;
  let at = 2;
  for (;;) {
    const { marker, after } = readMarker(bytes, at);
    if (marker === markers.endOfImage) {
      if (after !== bytes.length) throw extended('JPEG');
      if (size === undefined || scans === 0) throw broken('JPEG', 'no pixels');
      return size;
    }
    const end = after + segmentLength(bytes, after);
    if (frameMarkers.has(marker)) {
      if (size !== undefined) throw broken('JPEG', 'two sizes');
      size = readFrame(bytes.subarray(after + 2, end));
    }
    if (otherFrames.has(marker))
      throw refusal('is a JPEG of an uncommon kind: save it as baseline JPEG or PNG');
    at = end;
    if (marker === markers.startOfScan) {
      scans += 1;
      if (size === undefined || scans > scansMax) throw broken('JPEG', 'scans');
      at = endOfScan(bytes, end);
    }
  }
}

/** 0xff, more of them as filling, and the marker itself (ISO/IEC 10918-1, B.1.1.2). */
function readMarker(bytes: Buffer, at: number): { readonly marker: number; readonly after: number } {
  if (at >= bytes.length) throw truncated('JPEG');
  if (bytes[at] !== 0xff) throw broken('JPEG', 'data between its parts');
  let place = at;
  while (bytes[place] === 0xff) place += 1;
  const marker = bytes[place];
  if (marker === undefined) throw truncated('JPEG');
  const standsAlone = marker < 0xc0 || (marker >= 0xd0 && marker <= markers.startOfImage);
  if (standsAlone) throw broken('JPEG', 'unknown part');
  return { marker, after: place + 1 };
}

function segmentLength(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) throw truncated('JPEG');
  const length = bytes.readUInt16BE(at);
  if (length < 2) throw broken('JPEG', 'a part without length');
  if (at + length > bytes.length) throw truncated('JPEG');
  return length;
}

/** Precision, height, width, and the number of components with three bytes each (ISO/IEC 10918-1, B.2.2). */
function readFrame(data: Buffer): PixelSize {
  const components = data[5] ?? 0;
  if (data.length < 6 || data.length !== 6 + 3 * components) throw broken('JPEG', 'header');
  if (data[0] !== 8 || ![1, 3, 4].includes(components)) {
    throw refusal('is a JPEG of an uncommon kind: save it with 8 bits a channel');
  }
  const size = { height: data.readUInt16BE(1), width: data.readUInt16BE(3) };
  checkSize(size);
  return size;
}

/** In coded data 0xff is followed by 0 or by a marker of restart (ISO/IEC 10918-1, B.1.1.5). */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    const isCoded = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isCoded && next !== 0xff) return at;
    at = bytes.indexOf(0xff, at + (isCoded ? 2 : 1));
  }
  throw truncated('JPEG');
}
