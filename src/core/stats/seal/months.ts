import { firstScanIdAt, timeOfScanId } from '../../scans/id.ts';
import { dayOfTime, dayStartMs, monthOfTime, monthStartMs } from '../month.ts';
import { mergeContents, PackBuilder } from '../pack/builder.ts';
import type { PackContents } from '../pack/pack.ts';
import type { HitRows } from '../port.ts';
import type { AgentDays } from './agents.ts';

/** A builder takes about 80 bytes a hit; with so many, its days are counted into contents before the next one. */
const builderHitsMax = 65_536;

/** Hits of one code and month. */
export interface CountedMonth {
  readonly code: number;
  readonly month: number;
  readonly contents: PackContents;
}

/** Which hits of a UTC day (since 1970) are to be counted: all, none, or those with these ids. */
export type Accepts = (day: number) => boolean | ReadonlySet<number>;

export const acceptsAll: Accepts = () => true;

/**
 * Rows by code and id, counted into one item for each code and month with an accepted hit. Memory goes with the
 * largest month and its largest day, not with the number of rows.
 */
export async function* countMonths(
  pages: AsyncIterable<HitRows>,
  accepts: Accepts,
  seen: AgentDays | null,
  builderHits = builderHitsMax,
): AsyncGenerator<CountedMonth> {
  let open: OpenMonth | null = null;
  for await (const page of pages) {
    for (let row = 0; row < page.id.length; ) {
      const [code, id] = [page.code[row] as number, page.id[row] as number];
      if (!open?.holds(code, id)) {
        if (open?.hasHits) yield open.close();
        open = new OpenMonth(code, monthOfTime(timeOfScanId(id)), builderHits);
      }
      row = open.take(page, row, accepts, seen);
    }
  }
  if (open?.hasHits) yield open.close();
}

class OpenMonth {
  private readonly code: number;
  private readonly month: number;
  private readonly endId: number;
  private readonly builderHits: number;
  private counted: PackContents | null = null;
  private builder: PackBuilder;
  private day = -1;

  constructor(code: number, month: number, builderHits: number) {
    this.builderHits = builderHits;
    this.code = code;
    this.month = month;
    this.endId = firstScanIdAt(monthStartMs(month + 1));
    this.builder = new PackBuilder(month);
  }

  /** For rows in order: none comes before the month. */
  holds(code: number, id: number): boolean {
    return code === this.code && id < this.endId;
  }

  get hasHits(): boolean {
    return this.builder.size > 0 || this.counted !== null;
  }

  /** Takes the rows of the month from `row` on; gives the first that is not of it. */
  take(page: HitRows, row: number, accepts: Accepts, seen: AgentDays | null): number {
    let at = row;
    while (at < page.id.length && this.holds(page.code[at] as number, page.id[at] as number)) {
      const day = dayOfTime(timeOfScanId(page.id[at] as number));
      // A day is never parted, not even where a page ends: its visitors have to come together.
      if (day !== this.day && this.builder.size >= this.builderHits) this.countBuilder();
      this.day = day;
      at = this.takeDay(page, at, accepts, seen);
    }
    return at;
  }

  close(): CountedMonth {
    this.countBuilder();
    const contents = this.counted ?? this.builder.contents();
    return { code: this.code, month: this.month, contents };
  }

  private takeDay(page: HitRows, row: number, accepts: Accepts, seen: AgentDays | null): number {
    const accepted = accepts(this.day);
    const dayEndId = Math.min(this.endId, firstScanIdAt(dayStartMs(this.day + 1)));
    let at = row;
    for (; at < page.id.length; at += 1) {
      const id = page.id[at] as number;
      if (id >= dayEndId || page.code[at] !== this.code) break;
      if (accepted !== true && (accepted === false || !accepted.has(id))) continue;
      const ua = page.ua[at] as number;
      this.builder.add(
        id,
        page.flags[at] as number,
        page.geo[at] as number,
        ua,
        page.ref[at] as number,
        page.visitor[at] as number,
      );
      seen?.see(ua, this.day);
    }
    return at;
  }

  private countBuilder(): void {
    if (this.builder.size === 0) return;
    const contents = this.builder.contents();
    this.counted = this.counted ? mergeContents(this.counted, contents) : contents;
    this.builder = new PackBuilder(this.month);
  }
}
