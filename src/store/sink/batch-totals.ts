import { classCount, classOfFlags, scanClass } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import type { BatchResult } from '../../core/store.ts';
import { createMonths } from './month.ts';

export interface CodeTotal {
  readonly code: number;
  readonly class: number;
  hits: number;
}

export interface MonthTotal {
  readonly workspace: number;
  /** UTC, such as `2026-11`. */
  readonly month: string;
  scans: number;
}

/** What the rows of one batch add to the totals. Only rows that were really inserted may be added. */
export class BatchTotals {
  readonly #codes = new Map<number, CodeTotal>();
  readonly #months = new Map<string, MonthTotal>();
  readonly #byClass = new Map<number, number>();
  readonly #monthOf = createMonths();
  readonly #stored: number[] = [];
  #inserted = 0;

  add(code: number, workspace: number, id: number, flags: number): void {
    const hitClass = classOfFlags(flags);
    this.#inserted += 1;
    this.#stored.push(code, id);
    this.#byClass.set(hitClass, (this.#byClass.get(hitClass) ?? 0) + 1);
    const key = code * classCount + hitClass;
    const total = this.#codes.get(key);
    if (total === undefined) this.#codes.set(key, { code, class: hitClass, hits: 1 });
    else total.hits += 1;
    if (hitClass === scanClass) this.#addScan(workspace, this.#monthOf(timeOfScanId(id)).name);
  }

  /** By code and class: whoever writes them in this order cannot lock another batch out for ever. */
  codes(): readonly CodeTotal[] {
    return [...this.#codes.values()].sort((a, b) => a.code - b.code || a.class - b.class);
  }

  /** By workspace and month, for the same reason. */
  months(): readonly MonthTotal[] {
    return [...this.#months.values()].sort(
      (a, b) => a.workspace - b.workspace || (a.month < b.month ? -1 : 1),
    );
  }

  result(orphaned: number): BatchResult {
    return { inserted: this.#inserted, byClass: this.#byClass, orphaned, stored: this.#stored };
  }

  #addScan(workspace: number, month: string): void {
    const key = `${workspace} ${month}`;
    const total = this.#months.get(key);
    if (total === undefined) this.#months.set(key, { workspace, month, scans: 1 });
    else total.scans += 1;
  }
}

/** Of a batch that was stored before. */
export const nothingInserted: BatchResult = {
  inserted: 0,
  byClass: new Map(),
  orphaned: 0,
  stored: [],
  again: true,
};
