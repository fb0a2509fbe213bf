import type { SharedTries } from './accounts/shared-tries.ts';
import type { AccountReads, AccountWrites } from './accounts/store-port.ts';
import type { BlockingReads, BlockingWrites } from './blocking/store-port.ts';
import type { BrandReads, BrandWrites } from './brand/store-port.ts';
import type { Change, ChangedObject, NewChange } from './changes/change.ts';
import type { CodeBatchReads, CodeBatchWrites } from './codes/batch-port.ts';
import type { Code, LinkCode } from './codes/code.ts';
import type { CodeFilter } from './codes/filter.ts';
import type { SlugReads } from './codes/slug-port.ts';
import type { CodeListReads, CodeListWrites } from './codes/store-port.ts';
import type {
  DesignReads,
  DesignWrites,
  LogoReads,
  LogoWrites,
  ProofReads,
  ProofWrites,
} from './designs/store-port.ts';
import type { FolderReads, FolderWrites } from './folders/store-port.ts';
import type { OnceWrites } from './idempotency/store-port.ts';
import type { NodeWrites } from './instance/nodes-port.ts';
import type { InstanceReads } from './instance/store-port.ts';
import type { ApiKey } from './keys/key.ts';
import type { PlanName } from './limits/plans.ts';
import type { RateCounter } from './limits/rate-limit.ts';
import type { ReportReads, ReportWrites } from './reports/store-port.ts';
import type { RequestReads, RequestWrites } from './requests/store-port.ts';
import type { EnrichedHit, ScanRow } from './scans/scan.ts';
import type {
  InvitationReads,
  InvitationWrites,
  MemberReads,
  MemberWrites,
} from './workspaces/store-port.ts';
import type { Member, User, Workspace } from './workspaces/workspace.ts';

/**
 * The port to the database: what the product asks of a store, with two implementations, SQLite and PostgreSQL.
 * Reads may run beside a write. Every write is made inside `transact`, which is atomic and durable when it
 * resolves. Whatever fails below throws; a store that cannot be reached throws `AppError('unavailable')`.
 */
export interface Store extends StoreReads {
  readonly engine: 'sqlite' | 'postgres';
  /** How many scans should be erased in one step, where that is another number than `eraseRowsOf` gives. */
  readonly eraseRows?: number;
  /** Runs `work` in one transaction, alone among writers that lock the same workspace; a throw rolls back. */
  transact<T>(work: (tx: StoreWrites) => Promise<T>): Promise<T>;
  readonly rateCounter: RateCounter;
  /** Null where there is one node (SQLite), which counts in its memory. */
  readonly sharedTries: SharedTries | null;
  /** Calls back soon (500 ms SQLite, 2 s PostgreSQL at the latest) after anyone's commit may have changed something. */
  watch(onChange: () => void): void;
  /**
   * Calls back with what other nodes have stored, soon after their commits. Where there is one node (SQLite) it never
   * does: that node's drain tells. What is missed while the database is away is not told later: `onMissed` is called
   * when it is there again.
   */
  watchScans(onStored: (signals: readonly ScanSignal[]) => void, onMissed: () => void): void;
  /** One cheap round trip; throws when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreReads {
  readonly codes: CodeReads;
  readonly folders: FolderReads;
  readonly slugs: SlugReads;
  readonly keys: KeyReads;
  readonly requests: RequestReads;
  readonly reports: ReportReads;
  readonly workspaces: WorkspaceReads;
  readonly invitations: InvitationReads;
  readonly changes: ChangeReads;
  readonly scans: ScanReads;
  readonly designs: DesignReads;
  readonly proofs: ProofReads;
  readonly logos: LogoReads;
  readonly brands: BrandReads;
  readonly blocking: BlockingReads;
  readonly instance: InstanceReads;
  readonly accounts: AccountReads;
}

export interface StoreWrites {
  readonly codes: CodeReads & CodeWrites;
  readonly folders: FolderReads & FolderWrites;
  readonly slugs: SlugReads;
  readonly keys: KeyReads & KeyWrites;
  readonly requests: RequestReads & RequestWrites;
  readonly reports: ReportReads & ReportWrites;
  readonly once: OnceWrites;
  readonly workspaces: WorkspaceReads & WorkspaceWrites;
  readonly invitations: InvitationReads & InvitationWrites;
  readonly changes: ChangeReads & ChangeWrites;
  readonly scans: ScanReads & ScanWrites;
  readonly nodes: NodeWrites;
  readonly designs: DesignReads & DesignWrites;
  readonly proofs: ProofReads & ProofWrites;
  readonly logos: LogoReads & LogoWrites;
  readonly brands: BrandReads & BrandWrites;
  readonly blocking: BlockingReads & BlockingWrites;
  readonly instance: InstanceReads;
  readonly accounts: AccountReads & AccountWrites;
}

export interface CodeReads extends CodeBatchReads, CodeListReads {
  /** Neither deleted nor of another workspace; trashed ones are found. */
  find(workspaceId: string, id: string): Promise<Code | undefined>;
  findBySlug(workspaceId: string, slug: string): Promise<Code | undefined>;
  /** Newest first (`createdAt`, then `id`), without deleted and trashed ones. */
  list(workspaceId: string, filter: CodeFilter, offset: number, limit: number): Promise<readonly Code[]>;
  count(workspaceId: string, filter: CodeFilter): Promise<number>;
  /** Codes that take a place of the plan: all but deleted ones. */
  countAll(workspaceId: string): Promise<number>;
  /** For the redirect map: by folded slug on the default domain; deleted ones are left out. */
  findByFoldedSlugs(slugs: readonly string[]): Promise<readonly LinkCode[]>;
  findByIds(ids: readonly string[]): Promise<readonly LinkCode[]>;
  /** For its picture: by folded slug on the default domain; trashed ones are found. */
  findWithDesign(foldedSlug: string): Promise<Code | undefined>;
  /** In any order; deleted and trashed ones and those of other workspaces are left out. */
  findMany(workspaceId: string, ids: readonly string[]): Promise<readonly Code[]>;
  /** Codes that are not deleted, trashed ones included, whose design has the logo. */
  countWithLogo(workspaceId: string, logoId: string): Promise<number>;
  /** `num` of every code that is not deleted, trashed ones included, ascending; with a tag, in a folder, or all. */
  listNums(
    workspaceId: string,
    filter: { readonly tag?: string | undefined; readonly folderId?: string | undefined },
  ): Promise<readonly number[]>;
  /** In any order; deleted ones and those of other workspaces are left out. */
  findByNums(workspaceId: string, nums: readonly number[]): Promise<readonly Code[]>;
  /** Pages through every code that is not deleted, by `num`. */
  listAfter(num: number, limit: number): Promise<readonly LinkCode[]>;
}

export type NewCode = Omit<Code, 'num' | 'workspaceNum'>;

export interface CodeWrites extends CodeBatchWrites, CodeListWrites {
  /** Undefined when the folded slug is or was taken on its domain. */
  insert(code: NewCode): Promise<Code | undefined>;
  /** Writes every field that can change (name, destination, href, content, status, tags, ...). */
  update(code: Code): Promise<void>;
}

export interface KeyReads {
  /** By SHA-256 (hex) of the raw key, revoked and expired ones included. */
  findByHash(hash: string): Promise<ApiKey | undefined>;
  find(id: string): Promise<ApiKey | undefined>;
  /** Of a workspace, those that are not revoked, expired ones included. */
  countUnrevoked(workspaceId: string): Promise<number>;
  /** By a leading part of the prefix shown or by id; for the operator. */
  findByPrefix(prefix: string): Promise<readonly ApiKey[]>;
  list(workspaceId: string | null): Promise<readonly ApiKey[]>;
}

export interface KeyWrites {
  /** False when a key with this hash exists already. */
  insert(key: ApiKey, hash: string): Promise<boolean>;
  revoke(id: string, atMs: number): Promise<void>;
  touch(id: string, atMs: number): Promise<void>;
}

export interface WorkspaceReads extends MemberReads {
  /** Deleted ones are never found. */
  find(id: string): Promise<Workspace | undefined>;
  /** By id, slug or exact name; for the operator. */
  findByName(nameOrSlugOrId: string): Promise<Workspace | undefined>;
  list(): Promise<readonly Workspace[]>;
  /** Of a user, the oldest membership first. */
  listOfUser(userId: string): Promise<readonly Workspace[]>;
  findMember(workspaceId: string, userId: string): Promise<Member | undefined>;
  findUser(idOrEmail: string): Promise<User | undefined>;
  listUsers(): Promise<readonly User[]>;
  countMembers(workspaceId: string): Promise<number>;
  /** Scans (human, answered, first in window) that were counted in a UTC month, those of deleted codes included. */
  scansInMonth(workspaceNum: number, month: string): Promise<number>;
}

export interface WorkspaceWrites extends MemberWrites {
  /** Holds every other writer of this workspace back until the transaction ends. */
  lock(id: string): Promise<void>;
  /** Undefined when the slug is taken. */
  insert(workspace: Omit<Workspace, 'num'>): Promise<Workspace | undefined>;
  setPlan(id: string, plan: PlanName): Promise<void>;
  /** UTC ms since when nothing may be changed in it, or null to unlock it. */
  setLocked(id: string, lockedAt: number | null): Promise<void>;
  /** False when the e-mail address is taken. */
  insertUser(user: User): Promise<boolean>;
  insertMember(member: Member): Promise<void>;
}

export interface ChangeReads {
  /** Of one or all workspaces, oldest first. */
  listAfter(seq: number, limit: number): Promise<readonly Change[]>;
  lastSeq(): Promise<number>;
  /** The oldest that is kept, 0 when there is none. */
  firstSeq(): Promise<number>;
  /** Of one workspace, newest first. */
  listOfWorkspace(workspaceId: string, filter: ChangeFilter, limit: number): Promise<readonly Change[]>;
  /** Those of one workspace, newest first. */
  findMany(workspaceId: string, seqs: readonly number[]): Promise<readonly Change[]>;
  /** How many of the newest `limit` of one workspace were made since then by users and keys. */
  countSince(workspaceId: string, atMs: number, limit: number): Promise<number>;
}

export interface ChangeFilter {
  readonly object?: ChangedObject | undefined;
  readonly objectId?: string | undefined;
  /** Id of a key or a user. */
  readonly actorId?: string | undefined;
  /** Exclusive; default: from the newest one on. */
  readonly beforeSeq?: number | undefined;
}

export interface ChangeWrites {
  /** Gives its `seq`. */
  append(change: NewChange): Promise<number>;
  /** In their order; gives their `seq`s. */
  appendMany(changes: readonly NewChange[]): Promise<readonly number[]>;
  /** Erases up to `limit` changes made before `atMs`, the last one never; gives how many. */
  pruneSome(atMs: number, limit: number): Promise<number>;
}

/** Hits of a code that a node has stored in one batch. */
export interface ScanSignal {
  /** Id of the spool that they came from. */
  readonly spool: string;
  /** `num` of the code and of its workspace. */
  readonly workspace: number;
  readonly code: number;
  /** Ids of all that were inserted, ascending: late hits lie behind others that were stored long before. */
  readonly ids: readonly number[];
}

export interface ScanRange {
  /** Inclusive scan ids; see `firstScanIdAt`. */
  readonly fromId: number;
  /** Exclusive. */
  readonly toId: number;
  /** Classes (see `classesOf`) to show. */
  readonly classes: readonly number[];
}

export interface ScanReads {
  /** Rows of one code by id; `order` newest: descending. */
  list(
    codeNum: number,
    range: ScanRange,
    order: 'newest' | 'oldest',
    offset: number,
    limit: number,
  ): Promise<readonly ScanRow[]>;
  count(codeNum: number, range: ScanRange): Promise<number>;
  /** Sum of the totals over the classes, by code; codes without hits are left out. */
  totals(codeNums: readonly number[], classes: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** For the repeat rule after a restart: counted scans of these codes since an id. */
  tail(codeNums: readonly number[], fromId: number): Promise<readonly TailScan[]>;
  /** Agents by id, behind a number; `string` is '' where it was forgotten. */
  agents(afterId: number, limit: number): Promise<readonly Agent[]>;
  /** Hits of a code by id, behind an id, without those of days whose single hits were partly erased. */
  flagsAfter(codeNum: number, afterId: number, limit: number): Promise<readonly FlaggedHit[]>;
  /** Day up to which everything is sealed (days since 1970, exclusive), and whether late hits wait for their packs. */
  sealing(): Promise<{ readonly sealedDay: number; readonly hasLate: boolean }>;
  /** Codes whose scans still have to be erased, with the time of the request (UTC ms). */
  erasures(): Promise<readonly { readonly codeNum: number; readonly at: number }[]>;
}

/** A user-agent string and what was made of it. */
export interface Agent {
  readonly id: number;
  readonly string: string;
  readonly device: string;
  readonly os: string;
  readonly browser: string;
}

export interface FlaggedHit {
  readonly id: number;
  /** Number of the agent. */
  readonly ua: number;
  readonly visitor: number;
  readonly flags: number;
}

export interface TailScan {
  readonly code: number;
  readonly id: number;
  readonly visitor: number;
}

export interface ScanWrites {
  /** Erases up to `limit` rows of the code, its totals, packs and late hits as well when no row is left; gives the rows erased. */
  eraseSome(codeNum: number, limit: number): Promise<number>;
  finishErasure(codeNum: number): Promise<void>;
  /**
   * Erases up to `limit` single hits of whole sealed UTC days from `fromDay` to before `toDay` (days since 1970), the
   * oldest first, and marks the days in their packs; totals and statistics stay. Days with late hits that are in no
   * pack yet are passed over. Gives the rows erased.
   */
  pruneSome(codeNum: number, fromDay: number, toDay: number, limit: number): Promise<number>;
  /**
   * Gives hits other flags, and takes them from one total to the other (of the code, and of the workspace's months);
   * their days are sealed anew. Hits that are gone are passed over.
   */
  reflag(
    codeNum: number,
    workspaceNum: number,
    hits: readonly { readonly id: number; readonly flags: number }[],
  ): Promise<void>;
  /** Names agents anew; their strings stay. */
  updateAgents(agents: readonly Omit<Agent, 'string'>[]): Promise<void>;
  /** Forgets up to `limit` strings of agents that were not seen since `beforeDay` (days since 1970); gives how many. */
  forgetAgents(beforeDay: number, limit: number): Promise<number>;
}

export interface HitBatch {
  /** Names one fixed set of hits for ever; a batch sent twice is stored once. */
  readonly id: string;
  /** Id of the spool that it comes from. */
  readonly spool: string;
  readonly hits: readonly EnrichedHit[];
}

export interface BatchResult {
  /** Rows really inserted; the rest were there already or belong to deleted codes. */
  readonly inserted: number;
  /** Rows inserted, by class (see `classOfFlags`). */
  readonly byClass: ReadonlyMap<number, number>;
  /** Hits of codes that were deleted in the meantime, which nothing can be stored for. */
  readonly orphaned: number;
  /** Code and id in turn of each row inserted. */
  readonly stored: readonly number[];
  /** The very batch was stored before, in an attempt whose answer may be lost: what it inserted is not told again. */
  readonly again?: true;
}

/** The writing end for scans, used by the drain in a thread of its own. */
export interface ScanSink {
  /** Hits that a batch should have at most, where that is another number than the drain's own. */
  readonly batchMax?: number;
  /** How long hits should wait for others before a batch is made of them. */
  readonly lingerMs?: number;
  /** Stores the batch, its totals and its id in one transaction; durable when it resolves. */
  storeBatch(batch: HitBatch): Promise<BatchResult>;
  tail(codeNums: readonly number[], fromId: number): Promise<readonly TailScan[]>;
  close(): Promise<void>;
}
