import { encodeQR } from 'qr';

/** Share of the codewords that may be unreadable: L 7 %, M 15 %, Q 25 %, H 30 % (ISO/IEC 18004:2015, 7.5.1). */
export type ErrorCorrection = 'L' | 'M' | 'Q' | 'H';

/** A symbol without its quiet zone. */
export interface Matrix {
  /** Modules on a side: 21 to 177, always 17 + 4 × version. */
  readonly size: number;
  /** Row by row from the top left; 1 is dark, 0 is light. */
  readonly modules: Uint8Array;
  /** 1 to 40. */
  readonly version: number;
  readonly errorCorrection: ErrorCorrection;
  /** 0 to 7 (ISO/IEC 18004:2015, table 10). */
  readonly mask: number;
}

/** What is asked of a symbol besides its level. */
export interface SymbolWishes {
  /** Least version, 1 to 40. */
  readonly version?: number;
  /** 0 to 7; otherwise the one that the standard's penalties choose (ISO/IEC 18004:2015, 7.8.3). */
  readonly mask?: number;
}

/** The text is longer than version 40 holds at the wanted level (ISO/IEC 18004:2015, table 7). */
export class QrCapacityError extends Error {
  override readonly name = 'QrCapacityError';
  readonly errorCorrection: ErrorCorrection;

  constructor(errorCorrection: ErrorCorrection, options?: ErrorOptions) {
    super(`The text does not fit a QR code at error correction level ${errorCorrection}.`, options);
    this.errorCorrection = errorCorrection;
  }
}

const encoderLevels = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const;

/** The message is the only mark that the encoder puts on this error. */
const capacityMessage = 'Capacity overflow';

/** The encoder refuses to leave the border out, so the thinnest one is asked for and cut off. */
const borderModules = 1;

/**
 * The smallest version that holds the text as one segment, and that is asked for: numeric mode if it is digits alone,
 * alphanumeric mode if all of it is in `0-9A-Z $%*+-./:`, byte mode with UTF-8 otherwise. A lone surrogate has no UTF-8
 * form and is encoded as U+FFFD. Nothing is kept between calls: encoding a link costs a fraction of what its
 * PNG does.
 *
 * @throws {QrCapacityError} if the text does not fit version 40.
 */
export function encodeMatrix(text: string, errorCorrection: ErrorCorrection, wishes?: SymbolWishes): Matrix {
  const rows = encodeRows(text, errorCorrection, wishes);
  const size = rows.length - 2 * borderModules;
  const modules = new Uint8Array(size * size);
  for (let y = 0; y < size; y += 1) {
    const row = rows[y + borderModules] ?? [];
    for (let x = 0; x < size; x += 1) {
      if (row[x + borderModules]) modules[y * size + x] = 1;
    }
  }
  return { size, modules, version: (size - 17) / 4, errorCorrection, mask: readMask(size, modules) };
}

/** Bits 12 to 10 of the format information, beside the upper left finder (ISO/IEC 18004:2015, 7.9.1, figure 25). */
function readMask(size: number, modules: Uint8Array): number {
  const at = 8 * size + 2;
  const bits = ((modules[at] ?? 0) << 2) | ((modules[at + 1] ?? 0) << 1) | (modules[at + 2] ?? 0);
  // What the standard lays over these three bits so that no format is all light.
  return bits ^ 0b101;
}

function encodeRows(
  text: string,
  errorCorrection: ErrorCorrection,
  { version, mask }: SymbolWishes = {},
): boolean[][] {
  const ecc = encoderLevels[errorCorrection];
  if (version !== undefined) {
    try {
      return encodeQR(text, 'raw', { ecc, border: borderModules, version, mask });
    } catch (error) {
      if (!isOverflow(error)) throw error;
      // It was the least one: a larger one is chosen below.
    }
  }
  try {
    return encodeQR(text, 'raw', { ecc, border: borderModules, mask });
  } catch (error) {
    if (isOverflow(error)) throw new QrCapacityError(errorCorrection, { cause: error });
    throw error;
  }
}

function isOverflow(error: unknown): boolean {
  return error instanceof Error && error.message === capacityMessage;
}
