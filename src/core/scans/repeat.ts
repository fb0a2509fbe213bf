/**
 * Repeats: the same visitor on the same code within the window of the last counted scan. Judged per node and
 * in the order in which hits are drained; memory is bounded by the visitors of one window.
 */
export interface RepeatJudge {
  /** Whether this hit repeats a counted one; when it does not, it becomes the counted one. */
  isRepeat(code: number, visitor: number, timeMs: number): boolean;
  /** Takes over a scan that was counted before a restart. */
  remember(code: number, visitor: number, timeMs: number): void;
}

const entriesMax = 1_000_000;

/** @param windowMs 0 turns repeats off */
export function createRepeatJudge(windowMs: number): RepeatJudge {
  const counted = new Map<string, number>();
  let sweepAt = 4096;
  const remember = (code: number, visitor: number, timeMs: number) => {
    const key = `${code}:${visitor}`;
    counted.delete(key);
    counted.set(key, timeMs);
    if (counted.size < sweepAt) return;
    // Insertion order is nearly time order: the old ones stand in front.
    for (const [old, at] of counted) {
      if (at > timeMs - windowMs && counted.size <= entriesMax) break;
      counted.delete(old);
    }
    sweepAt = Math.min(entriesMax, Math.max(4096, counted.size * 2));
  };
  return {
    remember,
    isRepeat(code, visitor, timeMs) {
      if (windowMs === 0) return false;
      const last = counted.get(`${code}:${visitor}`);
      // A hit that was deferred can arrive behind a later one: it repeats that one as well.
      if (last !== undefined && Math.abs(timeMs - last) < windowMs) return true;
      if (last === undefined || timeMs > last) remember(code, visitor, timeMs);
      return false;
    },
  };
}
