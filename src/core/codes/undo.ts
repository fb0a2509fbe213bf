import { requireOpenTargets } from '../blocking/block.ts';
import type { Change } from '../changes/change.ts';
import { resolveContent } from '../content/registry.ts';
import type { Core } from '../core.ts';
import type { Design } from '../designs/design.ts';
import { keepVersion } from '../designs/history.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { requireExpiry } from '../expiry.ts';
import { findFolder } from '../folders/require-folder.ts';
import { type JsonObject, sameJson } from '../json.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import { type Code, type CodeStatus, codeStatuses } from './code.ts';
import { codesAtOnce, type ManyChanged, saveMany } from './save-many.ts';
import { snapshot } from './snapshot.ts';

/** As many as one action can make. */
export const undoMax = 10_000;

/** What can be taken back. What a code is, its slug and whether the operator suspends it are not the owner's to undo. */
const undoable = [
  'name',
  'destination',
  'content',
  'status',
  'tags',
  'folder_id',
  'expires_at',
  'design',
  'trashed_at',
] as const;
type Undoable = (typeof undoable)[number];

/**
 * Gives codes back what changes took from them, in one transaction. An undo is a change like any other, and can be
 * undone itself.
 * @throws {AppError} in_use when one of the fields was changed again since, or what it had is gone
 */
export async function undo(core: Core, access: Access, seqs: readonly number[]): Promise<ManyChanged> {
  const wanted = [...new Set(seqs)];
  if (wanted.length > undoMax) throw invalid('seqs', `use at most ${undoMax} changes`);
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const done: number[] = [];
    const byCode = await findChanges(tx, access, wanted);
    const ids = [...byCode.keys()];
    for (let from = 0; from < ids.length; from += codesAtOnce) {
      const codes = await findCodes(tx, access, ids.slice(from, from + codesAtOnce));
      const edits = [];
      for (const before of codes) {
        edits.push({ before, after: await restore(core, tx, before, byCode.get(before.id) ?? []) });
      }
      done.push(...(await saveMany(core, tx, access, edits)));
      for (const { before, after } of edits) {
        if (after.designVersion !== before.designVersion)
          await keepVersion(tx, after, access.actor, core.clock.now());
      }
    }
    return { changed: done.length, seqs: done };
  });
}

/** By code, those of each newest first. */
async function findChanges(
  tx: StoreWrites,
  { workspace }: Access,
  seqs: readonly number[],
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const changes: Change[] = [];
  for (let from = 0; from < seqs.length; from += codesAtOnce)
    changes.push(...(await tx.changes.findMany(workspace.id, seqs.slice(from, from + codesAtOnce))));
  changes.sort((a, b) => b.seq - a.seq);
  if (changes.length < seqs.length || changes.some(({ object }) => object !== 'code'))
    throw notFound('Change');
  const byCode = new Map<string, Change[]>();
  for (const change of changes) byCode.set(change.objectId, [...(byCode.get(change.objectId) ?? []), change]);
  return byCode;
}

async function findCodes(
  tx: StoreWrites,
  { workspace }: Access,
  ids: readonly string[],
): Promise<readonly Code[]> {
  const links = await tx.codes.findByIds(ids);
  if (links.length < ids.length)
    throw new AppError('not_found', 'A code of this change was deleted for ever: it cannot be undone.');
  const codes = await tx.codes.findByNums(
    workspace.id,
    links.map(({ num }) => num),
  );
  return [...codes].sort((a, b) => a.num - b.num);
}

/** @param changes of this code, newest first */
async function restore(core: Core, tx: StoreWrites, code: Code, changes: readonly Change[]): Promise<Code> {
  let shot: JsonObject = snapshot(code);
  for (const { before, after } of changes) {
    if (before === null || after === null)
      throw invalid('seqs', `"${code.name}" was made then: move it to the trash instead`);
    const fields = undoable.filter((field) => !sameJson(before[field] ?? null, after[field] ?? null));
    if (fields.length === 0)
      throw invalid('seqs', `nothing of "${code.name}" that can be undone was changed then`);
    const again = fields.find((field) => !sameJson(shot[field] ?? null, after[field] ?? null));
    if (again !== undefined) throw changedAgain(code, again);
    shot = { ...shot, ...Object.fromEntries(fields.map((field) => [field, before[field] ?? null])) };
  }
  return withSnapshot(core, tx, code, shot);
}

const fieldWords: Readonly<Record<Undoable, string>> = {
  name: 'name',
  destination: 'destination',
  content: 'content',
  status: 'status',
  tags: 'tags',
  folder_id: 'folder',
  expires_at: 'end date',
  design: 'design',
  trashed_at: 'place in the trash',
};

function changedAgain({ name }: Code, field: Undoable): AppError {
  const message = `The ${fieldWords[field]} of "${name}" was changed again since: undo the newer change first.`;
  return new AppError('in_use', message);
}

/** Checked by the rules of today: what was allowed when it was written may be no longer. */
async function withSnapshot(core: Core, tx: StoreWrites, code: Code, shot: JsonObject): Promise<Code> {
  const restored: Code = {
    ...code,
    name: String(shot.name),
    status: statusOf(shot),
    tags: (shot.tags ?? []) as readonly string[],
    folderId: textOf(shot.folder_id),
    expiresAt: numberOf(shot.expires_at),
    trashedAt: numberOf(shot.trashed_at),
    ...contentOf(core, code, shot),
    ...designOf(code, shot),
  };
  requireExpiry('expires_at', restored.expiresAt);
  if (!sameJson([restored.href, restored.content], [code.href, code.content]))
    await requireOpenTargets(tx, code.type, restored, core.settings.content);
  if (restored.folderId !== code.folderId) await requireOldFolder(tx, restored);
  if (restored.designVersion !== code.designVersion) await requireOldLogo(tx, restored);
  return restored;
}

function statusOf({ status }: JsonObject): CodeStatus {
  return codeStatuses.find((one) => one === status) ?? 'active';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function contentOf(core: Core, code: Code, shot: JsonObject): Pick<Code, 'destination' | 'href' | 'content'> {
  const { destination, href, content } = code;
  const isSame = sameJson([destination, content], [shot.destination ?? null, shot.content ?? null]);
  if (isSame) return { destination, href, content };
  const input = shot.content === null ? { destination: shot.destination } : { content: shot.content };
  return resolveContent(code.type, input, core.settings.content);
}

function designOf(code: Code, shot: JsonObject): Pick<Code, 'design' | 'designVersion'> {
  const { design, designVersion } = code;
  const earlier = (shot.design ?? null) as Design | null;
  return sameJson(design, earlier)
    ? { design, designVersion }
    : { design: earlier, designVersion: designVersion + 1 };
}

async function requireOldFolder(tx: StoreWrites, { workspaceId, folderId, name }: Code): Promise<void> {
  if (folderId === null || (await findFolder(tx, workspaceId, folderId)) !== undefined) return;
  throw new AppError('in_use', `The folder that "${name}" was in has been deleted: move it to another one.`);
}

async function requireOldLogo(tx: StoreWrites, { workspaceId, design, name }: Code): Promise<void> {
  const image = design?.logo?.image;
  if (image === undefined || (await tx.logos.find(workspaceId, image)) !== undefined) return;
  const message = `The logo of the earlier design of "${name}" has been deleted: upload it again, then undo.`;
  throw new AppError('in_use', message);
}
