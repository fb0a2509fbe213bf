const bytesPerPixel = 4;

/**
 * Pixels of a PNG of 8 bits a channel, RGBA, from its lines with their filters: each byte was stored as the difference to
 * what its neighbours foretell (ISO/IEC 15948, 9.2).
 */
export function unfilterRgba(lines: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const lineBytes = width * bytesPerPixel;
  const pixels = new Uint8Array(lineBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (lineBytes + 1)] ?? 0;
    const from = y * (lineBytes + 1) + 1;
    const to = y * lineBytes;
    for (let x = 0; x < lineBytes; x += 1) {
      const left = x < bytesPerPixel ? 0 : (pixels[to + x - bytesPerPixel] ?? 0);
      const up = y === 0 ? 0 : (pixels[to + x - lineBytes] ?? 0);
      const upLeft = x < bytesPerPixel || y === 0 ? 0 : (pixels[to + x - lineBytes - bytesPerPixel] ?? 0);
      pixels[to + x] = (lines[from + x] ?? 0) + foretell(filter, left, up, upLeft);
    }
  }
  return pixels;
}

function foretell(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  return filter === 3 ? (left + up) >> 1 : paeth(left, up, upLeft);
}

/** ISO/IEC 15948, 9.4: the neighbour nearest to left + up − upLeft. */
function paeth(left: number, up: number, upLeft: number): number {
  const fromLeft = Math.abs(up - upLeft);
  const fromUp = Math.abs(left - upLeft);
  const fromUpLeft = Math.abs(left + up - 2 * upLeft);
  if (fromLeft <= fromUp && fromLeft <= fromUpLeft) return left;
  return fromUp <= fromUpLeft ? up : upLeft;
}
