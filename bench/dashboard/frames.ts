import type { Page } from 'playwright-core';

export interface Frames {
  readonly shown: number;
  readonly late: number;
  readonly longestMs: number;
}

/** A frame at 60 Hz takes 16.7 ms; the next one is late after one and a half times that. */
const lateMs = 25;

/** Counts the frames that the page shows from now on. */
export function countFrames(page: Page, forMs: number): Promise<Frames> {
  return page.evaluate<Frames>(`new Promise((resolve) => {
    const startedAt = performance.now();
    let before = startedAt;
    const found = { shown: 0, late: 0, longestMs: 0 };
    const next = (now) => {
      found.shown += 1;
      if (now - before > ${lateMs}) found.late += 1;
      found.longestMs = Math.max(found.longestMs, now - before);
      before = now;
      if (now - startedAt < ${forMs}) requestAnimationFrame(next);
      else resolve(found);
    };
    requestAnimationFrame(next);
  })`);
}

/** Of two times. */
export function addFrames(one: Frames, other: Frames): Frames {
  return {
    shown: one.shown + other.shown,
    late: one.late + other.late,
    longestMs: Math.max(one.longestMs, other.longestMs),
  };
}

export function describeFrames({ late, shown, longestMs }: Frames): string {
  return `${late} of ${shown} frames, the longest ${longestMs.toFixed(0)} ms`;
}
