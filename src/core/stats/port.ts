/**
 * The port to what statistics are made of: packs, and the single hits that are not in packs yet. No query joins hits
 * with codes: callers pass the numbers of codes. Batch and page sizes are each adapter's own.
 *
 * A pack holds one code's hits of one UTC month, as far as its days are sealed. It is rewritten when a further day is
 * sealed, so that a month of a code is one row to read from its first day on.
 */
export interface Pack {
  readonly code: number;
  /** Months since January 2025 (UTC), where scan ids begin. */
  readonly month: number;
  /**
   * Bit d is set when single hits of day d of the month (from 0) were erased, by retention or on request: the pack
   * alone knows them. Single hits of such a day that are still stored, and are not late, are in the pack as well.
   */
  readonly erasedDays: number;
  /** Hits by flags, place, agent and referrer over the whole pack. */
  readonly marginals: Uint8Array;
  /** Hits by quarter-hour, and the quarter-hours of visitors who came more than once in a day. */
  readonly hours: Uint8Array;
  /** For each value of the marginals, the quarter-hours of its hits. */
  readonly detail: Uint8Array;
}

export const packParts = ['marginals', 'hours', 'detail'] as const;
export type PackPart = (typeof packParts)[number];

/** Single hits, column by column. */
export interface HitRows {
  readonly code: ArrayLike<number>;
  readonly id: ArrayLike<number>;
  /** Numbers in the dictionaries. */
  readonly geo: ArrayLike<number>;
  readonly ua: ArrayLike<number>;
  readonly ref: ArrayLike<number>;
  readonly visitor: ArrayLike<number>;
  readonly flags: ArrayLike<number>;
}

/** A hit of a closed day that was stored after the day was closed, and is not in its pack yet. */
export interface LateHit {
  readonly code: number;
  readonly id: number;
}

export interface PlaceName {
  readonly id: number;
  /** '' where it is not known. */
  readonly country: string;
  readonly region: string;
  readonly city: string;
}

export interface AgentName {
  readonly id: number;
  readonly device: string;
  readonly os: string;
  readonly browser: string;
}

export interface ReferrerName {
  readonly id: number;
  /** '' for no referrer. */
  readonly host: string;
}

export interface SealState {
  /** UTC day (days since 1970-01-01), exclusive: every hit of a day before it is in a pack, or is a late hit. */
  readonly sealedDay: number;
  /** Exclusive; at least `sealedDay`. A hit of a day before it that is stored from now on is noted as late. */
  readonly closedDay: number;
  /** How far a run of the sealer came that has not ended: codes up to `afterCode` are done for `targetDay`. */
  readonly targetDay: number;
  readonly afterCode: number;
}

/** Everything read of one snapshot is of one moment. */
export interface StatSnapshot {
  state(): Promise<SealState>;
  /** Of these codes, or of all; by code and id. */
  lateHits(codes?: readonly number[]): Promise<readonly LateHit[]>;
  /** Rises with every pack of the month that is written or erased; months without a pack are left out. */
  monthVersions(fromMonth: number, toMonth: number): Promise<ReadonlyMap<number, number>>;
  /** By code and month; both months inclusive. Parts not asked for are empty. */
  packs(
    codes: readonly number[],
    fromMonth: number,
    toMonth: number,
    parts: readonly PackPart[],
  ): AsyncIterable<readonly Pack[]>;
  /** By code and id; `toId` exclusive. */
  rows(codes: readonly number[], fromId: number, toId: number): AsyncIterable<HitRows>;
  places(ids: readonly number[]): Promise<readonly PlaceName[]>;
  agents(ids: readonly number[]): Promise<readonly AgentName[]>;
  referrers(ids: readonly number[]): Promise<readonly ReferrerName[]>;
}

/** The reading end. On SQLite it blocks the calling thread: the server opens it in one of its own. */
export interface StatReads {
  read<T>(work: (snapshot: StatSnapshot) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What is written in one transaction, which callers keep short: under 10 ms. */
export interface PackWrite {
  /** Take the place of packs of the same code and month; `erasedDays` is added to what stands there. */
  readonly packs: readonly Pack[];
  readonly removed: readonly { readonly code: number; readonly month: number }[];
  /** Late hits that the packs now hold. */
  readonly settled: readonly LateHit[];
  /** Settled ones of erased days: their single rows go. */
  readonly folded: readonly LateHit[];
  readonly progress?: { readonly targetDay: number; readonly afterCode: number };
}

/** The writing end for packs, used by one sealer at a time: all writes need the claim and throw `LeaseLost` without. */
export interface PackStore extends StatReads {
  /**
   * Takes the right to write packs; false while another holder has it. A holder is one run and never comes back:
   * `node:run`, or a single word. What is left of another run of the same node is of a dead one, and taken over at once.
   */
  claim(holder: string, nowMs: number, leaseMs: number): Promise<boolean>;
  /**
   * Lengthens the lease, even one that is over, as long as nobody else has had the claim since.
   * @throws LeaseLost
   */
  renew(holder: string, nowMs: number, leaseMs: number): Promise<void>;
  release(holder: string): Promise<void>;
  /**
   * From its return on, every hit of a day before `day` is either visible to new snapshots or will be noted as late.
   * Never goes back.
   */
  closeDays(holder: string, day: number): Promise<void>;
  /** Tells readers that packs are whole up to `day`; ends the progress of the run. Never goes back. */
  setSealed(holder: string, day: number): Promise<void>;
  /** Codes that have hits, ascending, behind a number. */
  codesAfter(code: number, limit: number): Promise<readonly number[]>;
  /** Packs of codes that were deleted in the meantime are passed over. */
  write(holder: string, write: PackWrite): Promise<void>;
  /** Notes the last UTC day on which these agents were seen. */
  noteAgents(agents: readonly number[], day: number): Promise<void>;
}

/** What the holders of one node begin with; null for one without a node. */
export function nodeOfHolder(holder: string): string | null {
  const end = holder.indexOf(':');
  return end < 0 ? null : holder.slice(0, end + 1);
}

/** Another sealer has the claim: this one stops. */
export class LeaseLost extends Error {
  constructor() {
    super('another sealer has taken over');
    this.name = 'LeaseLost';
  }
}
