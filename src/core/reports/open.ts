import type { Core } from '../core.ts';
import { AppError, invalid } from '../errors.ts';
import { isToken } from '../token.ts';
import { findSetName } from './links.ts';
import { isLive, type ReportLink } from './report-link.ts';

/**
 * By the token of its address.
 * @throws {AppError} not_found, the same for every reason: unknown, revoked, expired, of a workspace that was deleted or
 * is locked, of a code, folder or tag that is gone
 */
export async function getReport(core: Core, token: string): Promise<ReportLink> {
  const link = isToken(token) ? await core.store.reports.findByHash(core.random.sha256(token)) : undefined;
  if (link && isLive(link, core.clock.now()) && (await isThere(core, link))) return link;
  throw new AppError(
    'not_found',
    'This report was withdrawn or has expired. Ask whoever sent you the link for another.',
  );
}

/** A lock is the operator's one means against what a workspace shows to strangers: its titles are seen by them too. */
async function isThere(core: Core, link: ReportLink): Promise<boolean> {
  const workspace = await core.store.workspaces.find(link.workspaceId);
  if (!workspace || workspace.lockedAt !== null) return false;
  return (await findSetName(core.store, link)) !== undefined;
}

/** @throws {AppError} validation_error for a wrong one */
export async function requireReportPassword(core: Core, link: ReportLink, password: string): Promise<void> {
  if (link.passwordHash === null || (await core.passwords.verify(link.passwordHash, password))) return;
  throw invalid('password', 'is wrong');
}

/** So many days back from today can be asked for; the last is all that the link shows. */
export function dayChoices({ days }: ReportLink): readonly number[] {
  return [...[7, 30, 90, 365].filter((some) => some < days), days];
}

const minuteMs = 60_000;

/** Once a minute at most; whoever reads must not fail because this cannot be written, as on a full disk. */
export async function noteSeen(core: Core, { id, seenAt }: ReportLink): Promise<void> {
  const minute = Math.floor(core.clock.now() / minuteMs) * minuteMs;
  if (seenAt !== null && seenAt >= minute) return;
  await core.store.transact((tx) => tx.reports.noteSeen(id, minute)).catch(() => undefined);
}
