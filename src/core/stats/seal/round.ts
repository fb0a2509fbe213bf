import { dayOfId, firstDayOfMonth, firstIdOfDay, monthOfDay } from '../month.ts';
import { hitsOfContents, keepDays, mergeContents, PackBuilder } from '../pack/builder.ts';
import type { PackContents } from '../pack/pack.ts';
import { type LateHit, type Pack, packParts, type StatSnapshot } from '../port.ts';
import { acceptsAll, countMonths } from './months.ts';
import { bytesOf, contentsOf, packOf } from './packs.ts';
import type { MonthChange, SealRun } from './run.ts';

/** The days that a run seals: [fromDay, toDay), days since 1970. */
export interface SealSpan {
  readonly fromDay: number;
  readonly toDay: number;
  /** Codes up to it are done. */
  readonly afterCode: number;
  /** Whether a run that was interrupted may have left days of the span in packs. */
  readonly resumed: boolean;
}

/** How far a run came: behind a code, or in the midst of the next one, before a month of it. */
export interface SealPlace {
  readonly afterCode: number;
  readonly within: { readonly code: number; readonly month: number } | null;
}

export interface SealRound {
  /** By code and month. */
  readonly changes: readonly MonthChange[];
  readonly next: SealPlace;
}

/** What a round takes from its snapshot before it reads rows. */
interface RoundStart {
  readonly codes: readonly number[];
  /** Packs of the month in which the span begins, by code: their days before it stay. */
  readonly begun: ReadonlyMap<number, Pack>;
  readonly late: ReadonlyMap<string, readonly LateHit[]>;
}

/**
 * Makes the packs of some codes from a snapshot. It ends within the codes when what it made has become large.
 * @param codes behind the place, ascending; the one it is within alone, if it is
 */
export async function sealRound(
  run: SealRun,
  snapshot: StatSnapshot,
  span: SealSpan,
  place: SealPlace,
  codes: readonly number[],
): Promise<SealRound> {
  const fromDay = Math.max(span.fromDay, firstDayOfMonth(place.within?.month ?? 0));
  const start = await startRound(snapshot, { ...span, fromDay }, codes, run.limits.roundBytes);
  const changes = new Map<string, MonthChange>();
  const add = (code: number, counted: PackContents) => {
    const change = changeOf(start, span, code, counted);
    changes.set(monthKey(change), change);
    return bytesOf(change.pack);
  };
  let bytes = 0;
  let within: SealPlace['within'] = null;
  const rows = snapshot.rows(start.codes, firstIdOfDay(fromDay), firstIdOfDay(span.toDay));
  for await (const { code, month, contents } of countMonths(rows, acceptsAll, run.agents)) {
    run.hits += hitsOfContents(contents);
    bytes += add(code, contents);
    if (bytes > run.limits.roundBytes) {
      within = { code, month: month + 1 };
      break;
    }
  }
  for (const { code, month } of await monthsWithoutRows(snapshot, { ...span, fromDay }, start)) {
    const isBefore = !within || code < within.code || (code === within.code && month < within.month);
    if (isBefore && !changes.has(monthKey({ code, month }))) add(code, new PackBuilder(month).contents());
  }
  const afterCode = within ? within.code - 1 : (start.codes.at(-1) ?? place.afterCode);
  return { changes: [...changes.values()].sort(byCodeAndMonth), next: { afterCode, within } };
}

async function startRound(
  snapshot: StatSnapshot,
  span: SealSpan,
  codes: readonly number[],
  bytesMax: number,
): Promise<RoundStart> {
  const begun = await begunPacks(snapshot, span.fromDay, codes, bytesMax);
  const last = begun.lastCode;
  const read = last === null ? codes : codes.filter((code) => code <= last);
  const late = (await snapshot.lateHits(read)).filter(({ id }) => {
    const day = dayOfId(id);
    return day >= span.fromDay && day < span.toDay;
  });
  return { codes: read, begun: begun.packs, late: Map.groupBy(late, monthKeyOfHit) };
}

/** @returns with `lastCode`, the last code that there was room for */
async function begunPacks(
  snapshot: StatSnapshot,
  fromDay: number,
  codes: readonly number[],
  bytesMax: number,
): Promise<{ readonly packs: ReadonlyMap<number, Pack>; readonly lastCode: number | null }> {
  const packs = new Map<number, Pack>();
  const month = monthOfDay(fromDay);
  if (month < 0 || firstDayOfMonth(month) === fromDay) return { packs, lastCode: null };
  let bytes = 0;
  for await (const page of snapshot.packs(codes, month, month, packParts)) {
    for (const pack of page) {
      packs.set(pack.code, pack);
      bytes += bytesOf(pack);
      if (bytes > bytesMax) return { packs, lastCode: pack.code };
    }
  }
  return { packs, lastCode: null };
}

/** Those with late hits whose rows are gone; and those in which an interrupted run has left days of the span. */
async function monthsWithoutRows(
  snapshot: StatSnapshot,
  span: SealSpan,
  start: RoundStart,
): Promise<readonly { readonly code: number; readonly month: number }[]> {
  const months = [...start.late.values()].flatMap(([hit]) =>
    hit ? [{ code: hit.code, month: monthOfDay(dayOfId(hit.id)) }] : [],
  );
  if (!span.resumed) return months;
  const [from, to] = [Math.max(0, monthOfDay(span.fromDay)), monthOfDay(span.toDay - 1)];
  for await (const page of snapshot.packs(start.codes, from, to, []))
    for (const { code, month } of page) months.push({ code, month });
  return months;
}

function changeOf(start: RoundStart, span: SealSpan, code: number, counted: PackContents): MonthChange {
  const { month } = counted;
  const begun = start.begun.get(code);
  const old = begun?.month === month ? begun : undefined;
  const whole = old ? mergeContents(daysBefore(old, span.fromDay), counted) : counted;
  const pack = packOf(code, whole, old?.erasedDays ?? 0);
  return { code, month, pack, settled: start.late.get(monthKey({ code, month })) ?? [], folded: [] };
}

function daysBefore(pack: Pack, day: number): PackContents {
  const firstDay = firstDayOfMonth(pack.month);
  return keepDays(contentsOf(pack), (dayOfMonth) => firstDay + dayOfMonth < day);
}

function monthKey({ code, month }: { readonly code: number; readonly month: number }): string {
  return `${code} ${month}`;
}

function monthKeyOfHit({ code, id }: LateHit): string {
  return monthKey({ code, month: monthOfDay(dayOfId(id)) });
}

function byCodeAndMonth(a: MonthChange, b: MonthChange): number {
  return a.code - b.code || a.month - b.month;
}
