/**
 * What the process of decoding answers: one of these bytes, then a PNG, or words for whoever sent the file. Nothing at
 * all where it was ended or died.
 */
export const decoded = 1;
export const refused = 2;

/** What it says on standard error before its watch ends it. */
export const endedByWatch = {
  memory: 'decoder: memory',
  time: 'decoder: time',
  busy: 'decoder: busy',
} as const;

/** Of judging and decoding, once the process is there: time of processors, so that a busy machine blames no file. */
export const decodeCpuMsMax = 1_000;
/** By the clock. What has not had its time by then is nobody's fault. */
export const decodePatienceMs = 12_000;
/** Resident, above what the process has when it is ready. Below the 100 MB of the promise, since the watch looks in turns. */
export const decodeBytesMax = 80_000_000;
