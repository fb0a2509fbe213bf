import { timeOfScanId } from '../../src/core/scans/id.ts';
import { dayOfTime, firstDayOfMonth, monthOfDay } from '../../src/core/stats/month.ts';
import {
  type AgentName,
  type HitRows,
  type LateHit,
  LeaseLost,
  nodeOfHolder,
  type Pack,
  type PackPart,
  type PackStore,
  type PackWrite,
  type PlaceName,
  packParts,
  type ReferrerName,
  type SealState,
  type StatSnapshot,
} from '../../src/core/stats/port.ts';

/** A stored hit; the names of its place, agent and referrer stand in the dictionaries. */
export interface StoredHit {
  readonly code: number;
  readonly id: number;
  readonly geo: number;
  readonly ua: number;
  readonly ref: number;
  readonly visitor: number;
  readonly flags: number;
}

export interface Dictionaries {
  readonly places: ReadonlyMap<number, Omit<PlaceName, 'id'>>;
  readonly agents: ReadonlyMap<number, Omit<AgentName, 'id'>>;
  readonly referrers: ReadonlyMap<number, Omit<ReferrerName, 'id'>>;
}

const noNames: Dictionaries = { places: new Map(), agents: new Map(), referrers: new Map() };
const dayOfId = (id: number) => dayOfTime(timeOfScanId(id));
const keyOf = ({ code, month }: { readonly code: number; readonly month: number }) => `${code} ${month}`;
const hitKey = ({ code, id }: LateHit) => `${code} ${id}`;
const byCodeAndId = (a: LateHit, b: LateHit) => a.code - b.code || a.id - b.id;

/** Everything that can be read, of one moment. */
interface Contents {
  readonly hits: Map<string, StoredHit>;
  readonly late: Map<string, LateHit>;
  readonly packs: Map<string, Pack>;
  readonly versions: Map<number, number>;
  readonly state: SealState;
}

/** The port to packs over memory, with the guarantees of the real ones. Tests put hits in, and look at everything. */
export class MemoryPacks implements PackStore {
  private readonly names: Dictionaries;
  private readonly pageRows: number;
  private readonly deleted = new Set<number>();
  private contents: Contents = {
    hits: new Map(),
    late: new Map(),
    packs: new Map(),
    versions: new Map(),
    state: { sealedDay: 0, closedDay: 0, targetDay: 0, afterCode: 0 },
  };
  private holder: string | null = null;
  private leasedUntil = 0;
  /** The last UTC day of each agent, as noted. */
  readonly agentDays = new Map<number, number>();
  readonly writes: PackWrite[] = [];

  /** @param pageRows rows and packs of a page: few, so that pages end everywhere */
  constructor(names: Dictionaries = noNames, pageRows = 7) {
    this.names = names;
    this.pageRows = pageRows;
  }

  /** As a drain does; what is there already, or belongs to a deleted code, is passed over. */
  storeHits(hits: readonly StoredHit[]): void {
    for (const hit of hits) {
      const key = hitKey(hit);
      if (this.contents.hits.has(key) || this.deleted.has(hit.code)) continue;
      this.contents.hits.set(key, hit);
      if (dayOfId(hit.id) < this.contents.state.closedDay) this.noteLate(hit);
    }
  }

  /** Gives a stored hit other flags; its day is noted to be made anew. */
  reflag(code: number, id: number, flags: number): void {
    const hit = this.contents.hits.get(hitKey({ code, id }));
    if (!hit || this.isErased(code, dayOfId(id))) return;
    this.contents.hits.set(hitKey(hit), { ...hit, flags });
    if (dayOfId(id) < this.contents.state.closedDay) this.noteLate(hit);
  }

  /** Erases up to `limit` single hits of sealed days, as `ScanWrites.pruneSome` does; gives how many. */
  pruneSome(code: number, fromDay: number, toDay: number, limit = Number.POSITIVE_INFINITY): number {
    const { hits, late, state } = this.contents;
    const lateDays = new Set(this.lateOf([code]).map(({ id }) => dayOfId(id)));
    let erased = 0;
    for (const hit of [...hits.values()].sort(byCodeAndId)) {
      const day = dayOfId(hit.id);
      if (hit.code !== code || day < fromDay || day >= Math.min(toDay, state.sealedDay)) continue;
      if (late.has(hitKey(hit)) || (lateDays.has(day) && !this.isErased(code, day))) continue;
      if (erased >= limit) break;
      hits.delete(hitKey(hit));
      this.markErased(code, day);
      erased += 1;
    }
    return erased;
  }

  /** Everything of the code goes, and nothing can be stored for it any more. */
  eraseCode(code: number): void {
    const { hits, late, packs } = this.contents;
    this.deleted.add(code);
    for (const [key, hit] of hits) if (hit.code === code) hits.delete(key);
    for (const [key, hit] of late) if (hit.code === code) late.delete(key);
    for (const pack of [...packs.values()]) if (pack.code === code) this.dropPack(pack);
  }

  /** Copies, by code and month. */
  allPacks(): Pack[] {
    return sortedPacks(this.contents.packs.values()).map((pack) => copyPack(pack, packParts));
  }

  /** Puts a pack in as it is, whatever is in it. */
  putPack(pack: Pack): void {
    this.contents.packs.set(keyOf(pack), copyPack(pack, packParts));
    this.raiseVersion(pack.month);
  }

  allHits(): StoredHit[] {
    return [...this.contents.hits.values()].sort(byCodeAndId);
  }

  get state(): SealState {
    return this.contents.state;
  }

  get late(): LateHit[] {
    return this.lateOf();
  }

  async read<T>(work: (snapshot: StatSnapshot) => Promise<T>): Promise<T> {
    const { hits, late, packs, versions, state } = this.contents;
    const moment: Contents = {
      hits: new Map(hits),
      late: new Map(late),
      packs: new Map(packs),
      versions: new Map(versions),
      state,
    };
    return work(snapshotOf(moment, this.names, this.pageRows));
  }

  async close(): Promise<void> {}

  async claim(holder: string, nowMs: number, leaseMs: number): Promise<boolean> {
    const node = nodeOfHolder(holder);
    const isOfNode = node !== null && this.holder?.startsWith(node) === true;
    if (this.holder !== null && this.leasedUntil > nowMs && !isOfNode) return false;
    this.holder = holder;
    this.leasedUntil = nowMs + leaseMs;
    return true;
  }

  async renew(holder: string, nowMs: number, leaseMs: number): Promise<void> {
    this.checkClaim(holder);
    this.leasedUntil = nowMs + leaseMs;
  }

  async release(holder: string): Promise<void> {
    if (this.holder === holder) this.holder = null;
  }

  async closeDays(holder: string, day: number): Promise<void> {
    this.checkClaim(holder);
    const { state } = this.contents;
    this.setState({ ...state, closedDay: Math.max(state.closedDay, day) });
  }

  async setSealed(holder: string, day: number): Promise<void> {
    this.checkClaim(holder);
    const sealedDay = Math.max(this.contents.state.sealedDay, day);
    const closedDay = Math.max(this.contents.state.closedDay, day);
    this.setState({ sealedDay, closedDay, targetDay: 0, afterCode: 0 });
  }

  async codesAfter(code: number, limit: number): Promise<readonly number[]> {
    const codes = new Set([...this.contents.hits.values()].map((hit) => hit.code));
    for (const pack of this.contents.packs.values()) codes.add(pack.code);
    return [...codes]
      .filter((each) => each > code)
      .sort((a, b) => a - b)
      .slice(0, limit);
  }

  async write(holder: string, write: PackWrite): Promise<void> {
    this.checkClaim(holder);
    this.writes.push(write);
    for (const pack of write.packs) {
      if (this.deleted.has(pack.code)) continue;
      const stands = this.contents.packs.get(keyOf(pack));
      this.putPack({ ...pack, erasedDays: pack.erasedDays | (stands?.erasedDays ?? 0) });
    }
    for (const pack of write.removed) this.dropPack(pack);
    for (const hit of write.settled) this.contents.late.delete(hitKey(hit));
    for (const hit of write.folded) this.contents.hits.delete(hitKey(hit));
    if (write.progress) this.setState({ ...this.contents.state, ...write.progress });
  }

  async noteAgents(agents: readonly number[], day: number): Promise<void> {
    for (const agent of agents) this.agentDays.set(agent, Math.max(day, this.agentDays.get(agent) ?? 0));
  }

  private lateOf(codes?: readonly number[]): LateHit[] {
    return lateOf(this.contents.late, codes);
  }

  private noteLate({ code, id }: LateHit): void {
    this.contents.late.set(hitKey({ code, id }), { code, id });
  }

  private isErased(code: number, day: number): boolean {
    const month = monthOfDay(day);
    const pack = this.contents.packs.get(keyOf({ code, month }));
    return pack !== undefined && ((pack.erasedDays >>> (day - firstDayOfMonth(month))) & 1) === 1;
  }

  private markErased(code: number, day: number): void {
    const month = monthOfDay(day);
    const pack = this.contents.packs.get(keyOf({ code, month }));
    if (!pack) throw new Error('a sealed day with hits has no pack');
    this.putPack({ ...pack, erasedDays: pack.erasedDays | (1 << (day - firstDayOfMonth(month))) });
  }

  private dropPack(pack: { readonly code: number; readonly month: number }): void {
    if (this.contents.packs.delete(keyOf(pack))) this.raiseVersion(pack.month);
  }

  private raiseVersion(month: number): void {
    this.contents.versions.set(month, (this.contents.versions.get(month) ?? 0) + 1);
  }

  private setState(state: SealState): void {
    this.contents = { ...this.contents, state };
  }

  private checkClaim(holder: string): void {
    if (this.holder !== holder) throw new LeaseLost();
  }
}

function snapshotOf(moment: Contents, names: Dictionaries, pageRows: number): StatSnapshot {
  return {
    state: async () => moment.state,
    lateHits: async (codes) => lateOf(moment.late, codes),
    monthVersions: async (from, to) =>
      new Map([...moment.versions].filter(([month]) => month >= from && month <= to)),
    async *packs(codes, from, to, parts) {
      const wanted = sortedPacks(moment.packs.values()).filter(
        ({ code, month }) => codes.includes(code) && month >= from && month <= to,
      );
      for (const page of pagesOf(wanted, pageRows)) yield page.map((pack) => copyPack(pack, parts));
    },
    async *rows(codes, fromId, toId) {
      const wanted = [...moment.hits.values()]
        .filter(({ code, id }) => codes.includes(code) && id >= fromId && id < toId)
        .sort(byCodeAndId);
      for (const page of pagesOf(wanted, pageRows)) yield rowsOf(page);
    },
    places: async (ids) => named(ids, names.places),
    agents: async (ids) => named(ids, names.agents),
    referrers: async (ids) => named(ids, names.referrers),
  };
}

function lateOf(late: ReadonlyMap<string, LateHit>, codes?: readonly number[]): LateHit[] {
  return [...late.values()].filter(({ code }) => !codes || codes.includes(code)).sort(byCodeAndId);
}

function sortedPacks(packs: Iterable<Pack>): Pack[] {
  return [...packs].sort((a, b) => a.code - b.code || a.month - b.month);
}

function copyPack(pack: Pack, parts: readonly PackPart[]): Pack {
  const part = (name: PackPart) => (parts.includes(name) ? pack[name].slice() : new Uint8Array());
  return { ...pack, marginals: part('marginals'), hours: part('hours'), detail: part('detail') };
}

function* pagesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

function rowsOf(hits: readonly StoredHit[]): HitRows {
  return {
    code: hits.map((hit) => hit.code),
    id: hits.map((hit) => hit.id),
    geo: hits.map((hit) => hit.geo),
    ua: hits.map((hit) => hit.ua),
    ref: hits.map((hit) => hit.ref),
    visitor: hits.map((hit) => hit.visitor),
    flags: hits.map((hit) => hit.flags),
  };
}

function named<T>(ids: readonly number[], names: ReadonlyMap<number, T>): (T & { readonly id: number })[] {
  return ids.flatMap((id) => {
    const name = names.get(id);
    return name ? [{ ...name, id }] : [];
  });
}
