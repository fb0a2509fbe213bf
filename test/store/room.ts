import { randomUUID } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import type { NewChange } from '../../src/core/changes/change.ts';
import type { Code, LinkCode } from '../../src/core/codes/code.ts';
import type { ApiKey } from '../../src/core/keys/key.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import {
  type LateHit,
  type Pack,
  type PackPart,
  type PackStore,
  type PackWrite,
  packParts,
  type StatReads,
  type StatSnapshot,
} from '../../src/core/stats/port.ts';
import type { NewCode, ScanSink, Store } from '../../src/core/store.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import {
  migrateStore,
  openPackStore,
  openScanSink,
  openStatReads,
  openStore,
  type StoreOptions,
} from '../../src/store/open.ts';
import type { DictionaryCaps } from '../../src/store/sink/dictionary-rows.ts';

/** Gives the options of a database of its own, empty, and migrated or not. */
export type FreshDatabase = () => Promise<StoreOptions>;

export interface Room {
  readonly options: StoreOptions;
  readonly store: Store;
  /** What the stores told outside of calls; a test that expects some takes them out. */
  readonly reports: unknown[];
  /** Another handle on the same database, as another process has it. */
  open(): Promise<Store>;
  openSink(caps?: DictionaryCaps): Promise<ScanSink>;
  openPacks(): Promise<PackStore>;
  openReads(): Promise<StatReads>;
}

/** A migrated database with an open store; all is closed at the end of the test. */
export async function openRoom(fresh: FreshDatabase): Promise<Room> {
  const options = await fresh();
  await migrateStore(options);
  return await roomOf(options);
}

/** As `openRoom`, over a database that is migrated already. */
export async function roomOf(options: StoreOptions): Promise<Room> {
  const reports: unknown[] = [];
  onTestFinished(() => expect(reports).toEqual([]));
  const open = () => openClosing(() => openStore(options, (error) => reports.push(error)));
  const openSink = (caps?: DictionaryCaps) => openClosing(() => openScanSink(options, caps));
  const openPacks = () => openClosing(() => openPackStore(options));
  const openReads = () => openClosing(() => openStatReads(options));
  return { options, store: await open(), reports, open, openSink, openPacks, openReads };
}

async function openClosing<T extends { close(): Promise<void> }>(open: () => Promise<T>): Promise<T> {
  const opened = await open();
  onTestFinished(() => opened.close());
  return opened;
}

export const atMs = Date.UTC(2026, 10, 21, 12);

export async function makeWorkspace(store: Store, changes: Partial<Workspace> = {}): Promise<Workspace> {
  const id = changes.id ?? randomUUID();
  const workspace = {
    id,
    name: 'Bakery',
    slug: id,
    plan: 'free',
    lockedAt: null,
    createdAt: atMs,
    ...changes,
  } as const;
  const made = await store.transact((tx) => tx.workspaces.insert(workspace));
  if (made === undefined) throw new Error('the slug of the workspace is taken');
  return made;
}

export async function makeUser(store: Store, email: string): Promise<User> {
  const flags = { isOperator: false, disabledAt: null, language: null, theme: 'system' } as const;
  const user = { id: randomUUID(), email, name: 'Alice', createdAt: atMs, ...flags };
  if (!(await store.transact((tx) => tx.workspaces.insertUser(user))))
    throw new Error('the address is taken');
  return user;
}

export function newCode(workspace: Workspace, changes: Partial<Code> = {}): NewCode {
  const id = changes.id ?? randomUUID();
  return {
    id,
    workspaceId: workspace.id,
    domainId: 1,
    slug: id.slice(0, 13),
    type: 'url',
    name: 'Menu card',
    destination: 'https://example.com/menu',
    href: 'https://example.com/menu',
    content: null,
    status: 'active',
    tags: [],
    folderId: null,
    design: null,
    designVersion: 0,
    expiresAt: null,
    createdBy: null,
    createdAt: atMs,
    updatedAt: atMs,
    trashedAt: null,
    suspendedAt: null,
    suspendedReason: null,
    ...changes,
  };
}

export async function makeCode(
  store: Store,
  workspace: Workspace,
  changes: Partial<Code> = {},
): Promise<Code> {
  const code = await store.transact((tx) => tx.codes.insert(newCode(workspace, changes)));
  if (code === undefined) throw new Error('the slug of the code is taken');
  return code;
}

export function newKey(workspace: Workspace, changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: randomUUID(),
    dialect: 'qra',
    workspaceId: workspace.id,
    userId: null,
    name: 'Till',
    prefix: 'qrf_live_abcd',
    createdAt: atMs,
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
    readOnly: false,
    ...changes,
  };
}

export function newChange(workspace: Workspace, changes: Partial<NewChange> = {}): NewChange {
  return {
    workspaceId: workspace.id,
    actor: { kind: 'user', id: 'u1', name: 'Alice' },
    object: 'code',
    objectId: randomUUID(),
    before: null,
    after: { name: 'Menu card' },
    at: atMs,
    ...changes,
  };
}

export const firstId = firstScanIdAt(atMs);

/** The `index`th hit of the code, one millisecond after the other. */
export function newHit(code: LinkCode, index: number, changes: Partial<EnrichedHit> = {}): EnrichedHit {
  return {
    id: firstId + index * 4096,
    code: code.num,
    workspace: code.workspaceNum,
    country: 'DE',
    region: 'Berlin',
    city: 'Berlin',
    visitor: 2 ** 46 + index,
    ua: 'Mozilla/5.0 (iPhone)',
    device: 'mobile',
    os: 'iOS',
    browser: 'Safari',
    referrer: 'example.org',
    flags: 0,
    ...changes,
  };
}

/** UTC day of `atMs`, since 1970. */
export const today = Math.floor(atMs / 86_400_000);

/** The `index`th hit of a code in a UTC day, one second after the other from noon on. */
export function hitOfDay(
  code: Code,
  day: number,
  index: number,
  changes: Partial<EnrichedHit> = {},
): EnrichedHit {
  const id = firstScanIdAt(day * 86_400_000 + 43_200_000 + index * 1_000);
  return newHit(code, index, { id, ...changes });
}

export function everyHit(hits: number, make: (index: number) => EnrichedHit): EnrichedHit[] {
  return Array.from({ length: hits }, (_, index) => make(index));
}

/** A pack whose parts are told apart; the store does not look into them. */
export function newPack(code: Code, month: number, changes: Partial<Pack> = {}): Pack {
  const part = (first: number) => Uint8Array.of(first, 0, 255, 128, month % 256);
  return {
    code: code.num,
    month,
    erasedDays: 0,
    marginals: part(1),
    hours: part(2),
    detail: part(3),
    ...changes,
  };
}

export const noWrite: PackWrite = { packs: [], removed: [], settled: [], folded: [] };

/** All packs of a snapshot, with plain bytes. */
export async function readPacks(
  snapshot: StatSnapshot,
  codes: readonly number[],
  fromMonth = 0,
  toMonth = 4_095,
  parts: readonly PackPart[] = packParts,
): Promise<Pack[]> {
  const found: Pack[] = [];
  for await (const page of snapshot.packs(codes, fromMonth, toMonth, parts)) found.push(...page);
  return found.map((pack) => ({
    ...pack,
    marginals: Uint8Array.from(pack.marginals),
    hours: Uint8Array.from(pack.hours),
    detail: Uint8Array.from(pack.detail),
  }));
}

/** Code and id of all rows of a snapshot. */
export async function readRows(
  snapshot: StatSnapshot,
  codes: readonly number[],
  fromId = 0,
  toId = Number.MAX_SAFE_INTEGER,
): Promise<LateHit[]> {
  const found: LateHit[] = [];
  for await (const rows of snapshot.rows(codes, fromId, toId)) {
    for (let at = 0; at < rows.id.length; at += 1) found.push({ code: rows.code[at]!, id: rows.id[at]! });
  }
  return found;
}

export const allClasses = Array.from({ length: 32 }, (_, hitClass) => hitClass);

export const everything = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, classes: allClasses } as const;
