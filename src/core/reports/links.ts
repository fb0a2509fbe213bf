import { z } from 'zod';
import { passwordLength } from '../accounts/passwords.ts';
import { uuidForm } from '../codes/list.ts';
import { parseBySchema } from '../content/problems.ts';
import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { expiryField } from '../expiry.ts';
import { findFolder } from '../folders/require-folder.ts';
import { type Claim, settle } from '../idempotency/once.ts';
import type { JsonObject } from '../json.ts';
import { dayMs } from '../stats/month.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { drawToken } from '../token.ts';
import {
  type Access,
  getOpenWorkspace,
  requireAccessNow,
  requireOpenWorkspace,
} from '../workspaces/access.ts';
import { requirePermission } from '../workspaces/roles.ts';
import type { ReportLink, ReportSet } from './report-link.ts';

/** Of a workspace: that work now. */
const liveMax = 100;
/** All that work, and at least as many of those that no longer do. */
const listedMax = 2 * liveMax;

/** A link that was revoked or has expired is forgotten so long afterwards, when another is made. */
const deadMs = 180 * dayMs;

/** Characters. */
const passwordMin = 8;

const titleMessage = 'use 1 to 80 characters';
const daysMessage = 'must be a whole number from 7 to 400';
/** What can be said of a link, and said anew. */
export const reportFields = z.object({
  title: z
    .string()
    .trim()
    .min(1, titleMessage)
    .max(80, titleMessage)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line'),
  days: z.int(daysMessage).min(7, daysMessage).max(400, daysMessage),
  expiresAt: expiryField,
});

export interface NewReport {
  readonly title: unknown;
  /** At most one of them; none is the whole workspace. */
  readonly set: {
    readonly code?: string | undefined;
    readonly tag?: string | undefined;
    readonly folder?: string | undefined;
  };
  readonly days: unknown;
  readonly password?: string | undefined;
  readonly expiresAt: number | null;
  /** Makes the link once, however often it is asked for. */
  readonly once?: Claim | undefined;
}

export interface ListedReport {
  readonly link: ReportLink;
  /** What the set is called now; null for the whole workspace, or where it is gone. */
  readonly setName: string | null;
}

/**
 * Makes a link; its address is given back here and never again.
 * @param expiryPath what the caller calls the field
 */
export async function createReport(
  core: Core,
  access: Access,
  input: NewReport,
  expiryPath = 'expiresAt',
): Promise<ListedReport & { readonly url: string }> {
  const { title, days, expiresAt } = parseBySchema(reportFields, input);
  requireFuture(core, expiryPath, expiresAt);
  const passwordHash =
    input.password === undefined ? null : await hashReportPassword(core, access, input.password);
  const token = drawToken(core.random);
  const made = await core.store.transact(async (tx) => {
    const { id: workspaceId } = await requireOpenWorkspace(tx, access);
    const set = await requireSet(tx, workspaceId, input.set);
    const at = core.clock.now();
    await tx.reports.deleteDead(workspaceId, at - deadMs);
    await requireRoom(tx, workspaceId, at);
    const { id: createdBy, name: createdByName } = access.actor;
    const link: ReportLink = {
      ...{ id: core.random.uuid(), workspaceId, title, set, days, passwordHash },
      ...{ createdBy, createdByName, createdAt: at, expiresAt, revokedAt: null, seenAt: null },
    };
    await tx.reports.insert(link, core.random.sha256(token));
    const setName = (await findSetName(tx, link)) ?? null;
    await logReport(tx, access, link, { before: null, after: snapshotOf(link, setName) }, at);
    await settle(tx, input.once, link.id);
    return { link, setName };
  });
  return { ...made, url: `${core.settings.baseUrl}/app/report/${token}` };
}

/** What is sure to be refused must not cost a hash, and no transaction waits for one. */
export async function hashReportPassword(core: Core, access: Access, password: string): Promise<string> {
  requireGoodPassword(password);
  await getOpenWorkspace(core.store, access);
  return core.passwords.hash(password);
}

/** Handed on by word of mouth, and good for numbers alone: shorter than that of an account may be. */
function requireGoodPassword(password: string): void {
  const length = [...password].length;
  if (length < passwordMin || length > passwordLength.max)
    throw invalid('password', `use ${passwordMin} to ${passwordLength.max} characters`);
}

/** @param path what the caller calls the field */
export function requireFuture(core: Core, path: string, expiresAt: number | null): void {
  if (expiresAt !== null && expiresAt <= core.clock.now()) throw invalid(path, 'must be in the future');
}

/** For one link more that works. */
export async function requireRoom(tx: StoreWrites, workspaceId: string, nowMs: number): Promise<void> {
  if ((await tx.reports.countLive(workspaceId, nowMs)) < liveMax) return;
  throw new AppError(
    'plan_limit_reached',
    `A workspace has at most ${liveMax} report links that work. Revoke one that nobody needs.`,
  );
}

/** @throws {AppError} not_found for one of another workspace as well */
export async function requireLink(tx: StoreReads, workspaceId: string, id: string): Promise<ReportLink> {
  const link = uuidForm.test(id) ? await tx.reports.find(workspaceId, id.toLowerCase()) : undefined;
  if (!link) throw notFound('Report link');
  return link;
}

async function requireSet(
  reads: StoreReads,
  workspaceId: string,
  { code, tag, folder }: NewReport['set'],
): Promise<ReportSet> {
  if ([code, tag, folder].filter((one) => one !== undefined).length > 1)
    throw invalid('set', 'name a code, a tag or a folder, or none of them for the whole workspace');
  if (code !== undefined) {
    const found = uuidForm.test(code) ? await reads.codes.find(workspaceId, code.toLowerCase()) : undefined;
    if (!found) throw notFound('QR code');
    return { codeId: found.id };
  }
  if (folder !== undefined) {
    const found = await findFolder(reads, workspaceId, folder);
    if (!found) throw notFound('Folder');
    return { folderId: found.id };
  }
  if (tag === undefined) return { whole: true };
  if ((await reads.codes.listNums(workspaceId, { tag })).length === 0) throw notFound('Tag');
  return { tag };
}

/** Those that work, then those that no longer do, each the newest first. */
export async function listReports(core: Core, access: Access): Promise<readonly ListedReport[]> {
  requirePermission(access, 'codes:read');
  const links = await core.store.reports.list(access.workspace.id, core.clock.now(), listedMax);
  const names = new Map<string, Promise<string | null | undefined>>();
  const nameOf = (link: ReportLink) => {
    const key = JSON.stringify(link.set);
    const name = names.get(key) ?? findSetName(core.store, link);
    names.set(key, name);
    return name;
  };
  return Promise.all(links.map(async (link) => ({ link, setName: (await nameOf(link)) ?? null })));
}

/** Null for the whole workspace; undefined where the set is gone, as a tag is that no code has. */
export async function findSetName(
  reads: StoreReads,
  { workspaceId, set }: ReportLink,
): Promise<string | null | undefined> {
  if ('codeId' in set) return (await reads.codes.find(workspaceId, set.codeId))?.name;
  if ('folderId' in set) return (await reads.folders.find(workspaceId, set.folderId))?.name;
  if (!('tag' in set)) return null;
  return (await reads.codes.listNums(workspaceId, { tag: set.tag })).length > 0 ? set.tag : undefined;
}

/** At once on every node, in a locked workspace as well. Revoking twice changes nothing. */
export async function revokeReport(core: Core, access: Access, id: string): Promise<void> {
  await core.store.transact(async (tx) => {
    await requireAccessNow(tx, access, 'codes:write');
    const link = await requireLink(tx, access.workspace.id, id);
    if (link.revokedAt !== null) return;
    const at = core.clock.now();
    await tx.reports.revoke(link.id, at);
    const setName = (await findSetName(tx, link)) ?? null;
    await logReport(tx, access, link, { before: snapshotOf(link, setName), after: null }, at);
  });
}

/** For the log of changes: nothing by which it could be opened. */
export function snapshotOf(
  { title, set, days, passwordHash, expiresAt }: ReportLink,
  setName: string | null,
): JsonObject {
  const ids = 'whole' in set ? {} : set;
  const hasPassword = passwordHash !== null;
  return { name: title, ...ids, numbersOf: setName, days, hasPassword, expiresAt };
}

export async function logReport(
  tx: StoreWrites,
  { actor }: Access,
  { id, workspaceId }: ReportLink,
  change: { readonly before: JsonObject | null; readonly after: JsonObject | null },
  at: number,
): Promise<void> {
  await tx.changes.append({ object: 'report', objectId: id, workspaceId, actor, ...change, at });
}
