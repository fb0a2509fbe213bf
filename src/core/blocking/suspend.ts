import type { LinkCode } from '../codes/code.ts';
import { uuidForm } from '../codes/list.ts';
import { foldSlug, isSlug } from '../codes/slug.ts';
import type { Core } from '../core.ts';
import { AppError, notFound } from '../errors.ts';
import type { Operator } from '../instance/operator.ts';
import type { StoreWrites } from '../store.ts';
import { parseReason } from './block.ts';
import type { SuspendedCode } from './store-port.ts';

/**
 * Takes a code out of use, whoever's it is: scans are shown "not in use". Its owner sees the reason, and can do with it
 * what they could before but have it lead anywhere. At once on every node.
 */
export async function suspendCode(
  core: Core,
  actor: Operator,
  input: { readonly slug: string; readonly reason: string },
): Promise<SuspendedCode> {
  const reason = parseReason(input.reason);
  return core.store.transact(async (tx) => {
    const code = await holdCode(tx, await findOfSlug(tx, input.slug));
    if (code.suspendedAt !== null) {
      throw new AppError('already_exists', `${code.slug} is suspended already: ${code.suspendedReason}`);
    }
    const at = core.clock.now();
    const suspended = { ...code, suspendedAt: at, suspendedReason: reason };
    await tx.blocking.setSuspended(code.id, { at, reason });
    await appendChange(tx, actor, code, suspended, at);
    const workspace = await tx.workspaces.find(code.workspaceId);
    return { code: suspended, workspace: workspace?.slug ?? '' };
  });
}

/**
 * Gives a suspended code back: it is again what its owner has made of it, and has made of it since.
 * @param idOrSlug as the operator has it
 * @throws {AppError} not_found, where there is no such code or it is not suspended
 */
export async function resumeCode(core: Core, actor: Operator, idOrSlug: string): Promise<LinkCode> {
  return core.store.transact(async (tx) => {
    const [found] = uuidForm.test(idOrSlug)
      ? await tx.codes.findByIds([idOrSlug.toLowerCase()])
      : [await findOfSlug(tx, idOrSlug)];
    const code = await holdCode(tx, found);
    if (code.suspendedAt === null) throw notFound('Suspended code');
    await tx.blocking.setSuspended(code.id, null);
    const resumed = { ...code, suspendedAt: null, suspendedReason: null };
    await appendChange(tx, actor, code, resumed, core.clock.now());
    return resumed;
  });
}

/** Of all workspaces, the last one suspended first. */
export async function listSuspendedCodes(core: Core, _operator: Operator): Promise<readonly SuspendedCode[]> {
  return core.store.blocking.listSuspended();
}

async function findOfSlug(tx: StoreWrites, text: string): Promise<LinkCode | undefined> {
  const slug = text.trim();
  if (!isSlug(slug)) return undefined;
  return (await tx.codes.findByFoldedSlugs([foldSlug(slug)]))[0];
}

/** The code as it is now, with its workspace held, so that nobody deletes or changes it meanwhile. */
async function holdCode(tx: StoreWrites, code: LinkCode | undefined): Promise<LinkCode> {
  if (code === undefined) throw notFound('QR code');
  await tx.workspaces.lock(code.workspaceId);
  const [held] = await tx.codes.findByIds([code.id]);
  if (held === undefined) throw notFound('QR code');
  return held;
}

/** The slug tells every node which link it is. */
function appendChange(tx: StoreWrites, actor: Operator, before: LinkCode, after: LinkCode, at: number) {
  const { id: objectId, workspaceId } = before;
  const change = { object: 'code', objectId, workspaceId, actor, at } as const;
  return tx.changes.append({ ...change, before: stateOf(before), after: stateOf(after) });
}

function stateOf({ slug, name, suspendedAt, suspendedReason }: LinkCode) {
  return { slug, name, suspended_at: suspendedAt, suspended_reason: suspendedReason };
}
