import { classOfFlags } from '../../scans/hit.ts';
import { columnsByClass } from '../metric.ts';
import { daysInMonth, quartersPerDay } from '../month.ts';
import { quartersMax } from '../pack/pack.ts';
import { readSlots, slotsMax } from '../pack/slots.ts';
import type { Pack } from '../port.ts';
import {
  createFamilies,
  type Families,
  type QuarterWindow,
  type SumWish,
  toSums,
  type ValueSums,
} from './sums.ts';
import type { DenseCounts } from './sums-counts.ts';

/**
 * A month cut at the same moment of each UTC day, such as midnight by the clocks of a zone. Slot 0 ends at the first
 * cut. Whoever has the sums of all slots has those of every window that begins and ends at a cut.
 */
export interface Slots {
  /** Quarter-hours of the cut in each UTC day, 0-95. */
  readonly phase: number;
  /** Slots of the window; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Null where the two ends of the window are not at the same moment of the day, as when the clocks changed. */
export function slotsOf(month: number, { fromQuarter, toQuarter }: QuarterWindow): Slots | null {
  const endQuarter = daysInMonth(month) * quartersPerDay;
  const [opens, closes] = [fromQuarter > 0, toQuarter < endQuarter];
  const phase = (opens ? fromQuarter : toQuarter) % quartersPerDay;
  if (opens && closes && toQuarter % quartersPerDay !== phase) return null;
  const slotAt = (quarter: number) => slotOfQuarter(quarter, phase);
  return { phase, from: opens ? slotAt(fromQuarter) : 0, to: closes ? slotAt(toQuarter) : slotsMax };
}

function slotOfQuarter(quarter: number, phase: number): number {
  return Math.floor((quarter - phase) / quartersPerDay) + 1;
}

/** Adds up the values of packs of one month, slot by slot. */
export class SlotSums {
  readonly #wish: SumWish;
  readonly #slotOf: Uint8Array;
  readonly #columns: readonly (readonly number[])[];
  readonly #slots: readonly Families[];

  constructor(wish: SumWish, phase: number) {
    this.#wish = wish;
    this.#columns = columnsByClass(wish.values);
    this.#slotOf = Uint8Array.from({ length: quartersMax }, (_, quarter) => slotOfQuarter(quarter, phase));
    this.#slots = Array.from({ length: slotsMax }, () => createFamilies(wish.values.length));
  }

  add(pack: Pack): void {
    let columns: readonly number[] = [];
    readSlots(pack, this.#slotOf, {
      begin: (flags, hits) => {
        columns = this.#columns[classOfFlags(flags)] as readonly number[];
        for (const column of columns) this.#addFact(pack.code, flags, hits, column);
        return columns.length > 0;
      },
      value: (kind, id, slot, hits) => {
        const families = this.#slots[slot] as Families;
        const family = kind === 0 ? families.place : kind === 1 ? families.agent : families.referrer;
        for (const column of columns) (family[column] as DenseCounts).add(id, hits);
      },
    });
  }

  values(): readonly ValueSums[] {
    return this.#slots.map(toSums);
  }

  #addFact(code: number, flags: number, hits: Uint32Array, column: number): void {
    for (let slot = 0; slot < slotsMax; slot += 1) {
      const count = hits[slot] as number;
      if (count === 0) continue;
      this.#slots[slot]?.flags[column]?.add(flags, count);
      if (this.#wish.codes) this.#slots[slot]?.code[column]?.add(code, count);
    }
  }
}
