import type { LateHit, Pack, PackStore, PackWrite } from '../port.ts';
import { AgentDays } from './agents.ts';
import { bytesOf } from './packs.ts';

export interface SealResult {
  /** Single hits that were counted. */
  readonly hits: number;
  /** Packs that were written or removed. */
  readonly packs: number;
}

export interface SealCallbacks {
  /** Told now and then how many codes are done. */
  onProgress?(codesDone: number): void;
  /** Asked between writes: the run then ends early, and nothing that was written is lost. */
  isStopped?(): boolean;
  /** Awaited after each write, so that others get the lock of the database. */
  pause?(): Promise<void>;
}

export interface SealLimits {
  /** Of one write transaction. A single pack may be larger. */
  readonly writePacks: number;
  readonly writeBytes: number;
  /** Late hits. Those of days with erased hits go with their pack, however many. */
  readonly writeSettled: number;
  /** Bytes of packs that are read or made within one snapshot, so that memory stays bounded. */
  readonly roundBytes: number;
  /** Codes that are read within one snapshot. */
  readonly roundCodes: number;
}

export const sealLimits: SealLimits = {
  writePacks: 50,
  writeBytes: 262_144,
  writeSettled: 1_000,
  roundBytes: 4_194_304,
  roundCodes: 64,
};

/** What becomes of one code and month. */
export interface MonthChange {
  readonly code: number;
  readonly month: number;
  /** Null removes it; undefined leaves it. */
  readonly pack: Pack | null | undefined;
  readonly settled: readonly LateHit[];
  readonly folded: readonly LateHit[];
}

/** A run over many codes: what it has done, and how it writes. */
export class SealRun {
  readonly agents = new AgentDays();
  readonly limits: SealLimits;
  private readonly store: PackStore;
  private readonly holder: string;
  private readonly callbacks: SealCallbacks;
  private codesDone = 0;
  private packs = 0;
  hits = 0;

  constructor(store: PackStore, holder: string, callbacks: SealCallbacks, limits: SealLimits) {
    this.limits = limits;
    this.store = store;
    this.holder = holder;
    this.callbacks = callbacks;
  }

  get isStopped(): boolean {
    return this.callbacks.isStopped?.() ?? false;
  }

  result(): SealResult {
    return { hits: this.hits, packs: this.packs };
  }

  finishCodes(codes: number): void {
    this.codesDone += codes;
    this.callbacks.onProgress?.(this.codesDone);
  }

  /**
   * Writes in small transactions, each whole by itself.
   * @param progressAfter what to note with the change at a place
   * @returns false when the run was stopped in between
   */
  async write(
    changes: readonly MonthChange[],
    progressAfter: (place: number) => PackWrite['progress'] = () => undefined,
  ): Promise<boolean> {
    await this.agents.note(this.store);
    const parts = changes.flatMap((change, place) =>
      partsOf(change, this.limits.writeSettled).map((part) => ({ ...part, place })),
    );
    for (let from = 0; from < parts.length; ) {
      if (this.isStopped) return false;
      const to = endOfWrite(parts, from, this.limits);
      await this.writeSome(parts.slice(from, to), progressAfter(parts[to - 1]?.place ?? 0));
      from = to;
      await this.callbacks.pause?.();
    }
    return true;
  }

  private async writeSome(changes: readonly MonthChange[], progress: PackWrite['progress']): Promise<void> {
    const packs = changes.flatMap(({ pack }) => (pack ? [pack] : []));
    const removed = changes.filter(({ pack }) => pack === null).map(({ code, month }) => ({ code, month }));
    const settled = changes.flatMap((change) => change.settled);
    const folded = changes.flatMap((change) => change.folded);
    await this.store.write(this.holder, { packs, removed, settled, folded, ...(progress && { progress }) });
    this.packs += packs.length + removed.length;
  }
}

/**
 * The pack with the first of its late hits, and the others later: as long as one of a day is left, the day is counted
 * from single hits, and none of these are erased. Of a day with erased hits the pack is all there is, so its late hits
 * go with it.
 */
function partsOf(change: MonthChange, settledMax: number): MonthChange[] {
  if (change.settled.length <= settledMax) return [change];
  const { code, month, folded } = change;
  const ofPack = new Set(folded);
  const settled = [...folded, ...change.settled.filter((hit) => !ofPack.has(hit))];
  const first = Math.max(folded.length, settledMax);
  const parts: MonthChange[] = [{ ...change, settled: settled.slice(0, first) }];
  for (let from = first; from < settled.length; from += settledMax) {
    const some = settled.slice(from, from + settledMax);
    parts.push({ code, month, pack: undefined, settled: some, folded: [] });
  }
  return parts;
}

function endOfWrite(changes: readonly MonthChange[], from: number, limits: SealLimits): number {
  let bytes = 0;
  let settled = 0;
  for (let at = from; at < changes.length; at += 1) {
    const change = changes[at];
    bytes += bytesOf(change?.pack);
    settled += change?.settled.length ?? 0;
    const { writePacks, writeBytes, writeSettled } = limits;
    const full = at - from >= writePacks || bytes > writeBytes || settled > writeSettled;
    if (full && at > from) return at;
  }
  return changes.length;
}
