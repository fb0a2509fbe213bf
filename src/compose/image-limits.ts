import type { CallThreadOptions } from './call-thread.ts';

type ThreadLimits = Pick<CallThreadOptions, 'file' | 'what' | 'underWayMax' | 'silenceMs'> & {
  readonly waitingMax?: number;
};

/**
 * The threads of images: none holds up another. Silence is measured with much room: beside a core that redirects keep
 * busy, the lowest priority leaves a hundredth of it.
 */
export const imageThreads = {
  pictures: {
    ...{ file: 'image-render-thread', what: 'Pictures', silenceMs: 120_000 },
    // While libvips encodes the one, the thread draws the other.
    underWayMax: 2,
  },
  proofs: {
    // Progress is told with each of a hundred conditions.
    ...{ file: 'image-proof-thread', what: 'Proofs', silenceMs: 300_000 },
    ...{ underWayMax: 1, waitingMax: 4 },
  },
  /** Apart from the proofs themselves, behind which a contact sheet would wait for minutes. */
  contact_sheets: {
    ...{ file: 'image-proof-thread', what: 'Contact sheets', silenceMs: 600_000 },
    ...{ underWayMax: 1, waitingMax: 4 },
  },
  sheets: {
    ...{ file: 'image-sheet-thread', what: 'Sheets', silenceMs: 120_000 },
    // One that waits for its reader costs nothing.
    ...{ underWayMax: 3, waitingMax: 3 },
  },
  /** Pages that somebody looks at while they choose: not behind sheets of thousands of labels. */
  previews: {
    ...{ file: 'image-sheet-thread', what: 'Previews', silenceMs: 120_000 },
    ...{ underWayMax: 1, waitingMax: 8 },
  },
  /** Apart from single pictures, since thousands of them take minutes. */
  archives: {
    ...{ file: 'image-archive-thread', what: 'Archives', silenceMs: 120_000 },
    ...{ underWayMax: 3, waitingMax: 3 },
  },
} as const satisfies Readonly<Record<string, ThreadLimits>>;

export type ImageThreadName = keyof typeof imageThreads;

/** A thread of images without work for so long gives its memory back. */
export const imageIdleMs = 60_000;
/** Pictures live for a moment. */
export const imageYoungMb = 32;

/**
 * Pictures with more pixels are drawn one at a time: each is several times in memory while it is made, with four bytes
 * a pixel.
 */
export const pixelsTogetherMax = 2_000_000;

/** Who takes no piece of a sheet or an archive for so long is given up: less than its thread may be silent. */
export const fileReaderMs = 30_000;
