import type { ErrorCorrection } from '../../core/designs/design.ts';
import { countDataModules } from './symbol-layout.ts';

/** A block of codewords that is corrected by itself. */
export interface Block {
  /** Codewords of data and of error correction (c in table 9). */
  readonly codewords: number;
  /** Of those, codewords of data (k). */
  readonly data: number;
  /** Codewords that may be wrong (r). */
  readonly correctable: number;
}

/**
 * ISO/IEC 18004:2015, table 9: blocks × codewords of error correction in each, a row for each version from 1, for the
 * levels L, M, Q and H.
 */
const table9 = [
  '1×7 1×10 1×13 1×17',
  '1×10 1×16 1×22 1×28',
  '1×15 1×26 2×18 2×22',
  '1×20 2×18 2×26 4×16',
  '1×26 2×24 4×18 4×22',
  '2×18 4×16 4×24 4×28',
  '2×20 4×18 6×18 5×26',
  '2×24 4×22 6×22 6×26',
  '2×30 5×22 8×20 8×24',
  '4×18 5×26 8×24 8×28',
  '4×20 5×30 8×28 11×24',
  '4×24 8×22 10×26 11×28',
  '4×26 9×22 12×24 16×22',
  '4×30 9×24 16×20 16×24',
  '6×22 10×24 12×30 18×24',
  '6×24 10×28 17×24 16×30',
  '6×28 11×28 16×28 19×28',
  '6×30 13×26 18×28 21×28',
  '7×28 14×26 21×26 25×26',
  '8×28 16×26 20×30 25×28',
  '8×28 17×26 23×28 25×30',
  '9×28 17×28 23×30 34×24',
  '9×30 18×28 25×30 30×30',
  '10×30 20×28 27×30 32×30',
  '12×26 21×28 29×30 35×30',
  '12×28 23×28 34×28 37×30',
  '12×30 25×28 34×30 40×30',
  '13×30 26×28 35×30 42×30',
  '14×30 28×28 38×30 45×30',
  '15×30 29×28 40×30 48×30',
  '16×30 31×28 43×30 51×30',
  '17×30 33×28 45×30 54×30',
  '18×30 35×28 48×30 57×30',
  '19×30 37×28 51×30 60×30',
  '19×30 38×28 53×30 63×30',
  '20×30 40×28 56×30 66×30',
  '21×30 43×28 59×30 70×30',
  '22×30 45×28 62×30 74×30',
  '24×30 47×28 65×30 77×30',
  '25×30 49×28 68×30 81×30',
] as const;

const columns = { L: 0, M: 1, Q: 2, H: 3 } as const;

/**
 * Codewords of error correction that only guard against decoding to a wrong text, p of table 9. Versions above 3 and
 * levels that are not named have none.
 */
const misdecodeProtection: Readonly<Record<string, number>> = {
  '1L': 3,
  '1M': 2,
  '1Q': 1,
  '1H': 1,
  '2L': 2,
  '3L': 1,
};

/** The blocks of a symbol in the order of the standard: the shorter ones first (ISO/IEC 18004:2015, table 9). */
export function listBlocks(version: number, level: ErrorCorrection): readonly Block[] {
  const [count = 1, correction = 0] =
    (table9[version - 1] ?? '').split(' ')[columns[level]]?.split('×').map(Number) ?? [];
  const total = Math.floor(countDataModules(version) / 8);
  const shorter = Math.floor(total / count);
  const longerFrom = count - (total % count);
  const protection = misdecodeProtection[`${version}${level}`] ?? 0;
  const correctable = Math.floor((correction - protection) / 2);
  return Array.from({ length: count }, (_, index) => {
    const codewords = index < longerFrom ? shorter : shorter + 1;
    return { codewords, data: codewords - correction, correctable };
  });
}
