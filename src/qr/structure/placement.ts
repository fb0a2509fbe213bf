import { parts } from './function-patterns.ts';

/**
 * The modules that the bits of the codewords stand in, in their order, the highest bit of a codeword first; after the
 * last codeword up to 7 remainder bits. Two columns at a time from the right, upwards and downwards by turns, around the
 * function patterns; the column of the vertical timing pattern is passed over (ISO/IEC 18004:2015, 7.7.3).
 */
export function placeBits(size: number, map: Uint8Array): Uint16Array {
  const order: number[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step += 1) {
      const row = (upwards ? size - 1 - step : step) * size;
      if (map[row + right] === parts.codewords) order.push(row + right);
      if (map[row + right - 1] === parts.codewords) order.push(row + right - 1);
    }
    upwards = !upwards;
  }
  return Uint16Array.from(order);
}
