import { parseBySchema } from '../content/problems.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import {
  findSetName,
  hashReportPassword,
  type ListedReport,
  logReport,
  reportFields,
  requireFuture,
  requireLink,
  requireRoom,
  snapshotOf,
} from './links.ts';
import { isLive, type ReportLink } from './report-link.ts';

/** Absent and undefined mean "leave". */
export interface ReportEdit {
  readonly title?: unknown;
  readonly days?: unknown;
  /** Null: the link alone opens it. */
  readonly password?: string | null | undefined;
  /** Null: never. In the future, one that has expired works again. */
  readonly expiresAt?: number | null | undefined;
}

const editable = reportFields.partial();

/**
 * Says things of a link anew; its address stays. Another password, or none, ends what the one before had opened, since
 * passes are sealed with its hash.
 * @param expiryPath what the caller calls the field
 * @throws {AppError} validation_error for one that was revoked: that is for ever
 */
export async function updateReport(
  core: Core,
  access: Access,
  id: string,
  { password, ...edit }: ReportEdit,
  expiryPath = 'expiresAt',
): Promise<ListedReport> {
  const { title, days, expiresAt } = parseBySchema(editable, edit);
  requireFuture(core, expiryPath, expiresAt ?? null);
  const passwordHash = await hashNew(core, access, id, password);
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const before = await requireUnrevoked(tx, access, id);
    const after: ReportLink = {
      ...before,
      ...(title !== undefined && { title }),
      ...(days !== undefined && { days }),
      ...(passwordHash !== undefined && { passwordHash }),
      ...(expiresAt !== undefined && { expiresAt }),
    };
    const at = core.clock.now();
    if (isLive(after, at) && !isLive(before, at)) await requireRoom(tx, before.workspaceId, at);
    return save(tx, access, { before, after, at });
  });
}

/** What is sure to be refused must not cost a hash, and no transaction waits for one. */
async function hashNew(
  core: Core,
  access: Access,
  id: string,
  password: ReportEdit['password'],
): Promise<string | null | undefined> {
  if (typeof password !== 'string') return password;
  await getOpenWorkspace(core.store, access);
  await requireUnrevoked(core.store, access, id);
  return hashReportPassword(core, access, password);
}

async function requireUnrevoked(reads: StoreReads, { workspace }: Access, id: string): Promise<ReportLink> {
  const link = await requireLink(reads, workspace.id, id);
  if (link.revokedAt === null) return link;
  throw invalid('', 'This report link was revoked. Make a new one.');
}

/** What changes nothing leaves no trace. */
async function save(
  tx: StoreWrites,
  access: Access,
  { before, after, at }: { readonly before: ReportLink; readonly after: ReportLink; readonly at: number },
): Promise<ListedReport> {
  const setName = (await findSetName(tx, after)) ?? null;
  const isNewPassword = after.passwordHash !== null && after.passwordHash !== before.passwordHash;
  const was = snapshotOf(before, setName);
  const is = { ...snapshotOf(after, setName), ...(isNewPassword && { passwordSetAt: at }) };
  if (JSON.stringify(was) !== JSON.stringify(is)) {
    await tx.reports.update(after);
    await logReport(tx, access, after, { before: was, after: is }, at);
  }
  return { link: after, setName };
}
