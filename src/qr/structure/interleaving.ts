import type { ErrorCorrection } from '../../core/designs/design.ts';
import { listBlocks } from './blocks.ts';

/** Which codeword of which block each codeword of the symbol is, in the order of their placement. */
export interface Interleaving {
  /** Of the block, from 0. */
  readonly block: Uint8Array;
  /** Within its block, from 0: data first, then error correction. */
  readonly place: Uint8Array;
}

/**
 * The first data codeword of every block, then the second of every block and so on, the shorter blocks falling out
 * first; then the codewords of error correction likewise (ISO/IEC 18004:2015, 7.6).
 */
export function interleave(version: number, level: ErrorCorrection): Interleaving {
  const blocks = listBlocks(version, level);
  const block: number[] = [];
  const place: number[] = [];
  const longest = blocks.at(-1) ?? { codewords: 0, data: 0 };
  for (let at = 0; at < longest.data; at += 1) {
    for (const [index, { data }] of blocks.entries()) {
      if (at >= data) continue;
      block.push(index);
      place.push(at);
    }
  }
  for (let at = 0; at < longest.codewords - longest.data; at += 1) {
    for (const [index, { data }] of blocks.entries()) {
      block.push(index);
      place.push(data + at);
    }
  }
  return { block: Uint8Array.from(block), place: Uint8Array.from(place) };
}
