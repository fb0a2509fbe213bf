import type { Core } from '../core.ts';
import { invalid, notFound } from '../errors.ts';
import { requireFolder } from '../folders/require-folder.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import type { Code } from './code.ts';
import { eraseTrashed } from './delete.ts';
import { tagsMax } from './fields.ts';
import type { CodeFilter } from './filter.ts';
import { uuidForm } from './list.ts';
import { codesAtOnce, editByNums, type ManyChanged } from './save-many.ts';
import { expiresAtAfter } from './update.ts';

export type BulkAction =
  | { readonly do: 'pause' | 'activate' | 'trash' | 'restore' }
  | { readonly do: 'delete' }
  | { readonly do: 'tag' | 'untag'; readonly tag: string }
  | { readonly do: 'move'; readonly folderId: string | null };

/** Either codes by their ids, or all that a filter finds. */
export type BulkTarget = { readonly ids: readonly string[] } | { readonly filter: Omit<CodeFilter, 'nowMs'> };

export const bulkIdsMax = 1_000;
/** As many as one undo takes back. */
export const bulkCodesMax = 10_000;

/**
 * Does one thing to many codes, in one transaction: all of it happens or none. Of codes that are so already nothing is
 * written.
 * @throws {AppError} not_found when one of the ids is not of this workspace
 */
export function editMany(
  core: Core,
  access: Access,
  target: BulkTarget,
  action: BulkAction,
): Promise<ManyChanged> {
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const nums = await numsOf(core, tx, access, target);
    if (nums.length > bulkCodesMax) {
      throw invalid(
        'filter',
        `finds ${nums.length} codes; ${bulkCodesMax} can be changed at once: narrow it`,
      );
    }
    if (action.do === 'delete') return deleteMany(core, tx, access, nums);
    const folderId = action.do === 'move' ? await requireFolder(tx, access, action.folderId) : null;
    const now = core.clock.now();
    return editByNums(core, tx, access, nums, (code) => applyAction(code, action, folderId, now));
  });
}

async function numsOf(
  core: Core,
  tx: StoreWrites,
  { workspace }: Access,
  target: BulkTarget,
): Promise<readonly number[]> {
  if ('filter' in target)
    return tx.codes.listNumsOf(workspace.id, { ...target.filter, nowMs: core.clock.now() });
  if (target.ids.length > bulkIdsMax) throw invalid('ids', `use at most ${bulkIdsMax} ids`);
  const wanted = new Set(target.ids.map((id) => id.toLowerCase()));
  const found = await tx.codes.findByIds([...wanted].filter((id) => uuidForm.test(id)));
  const own = found.filter((code) => code.workspaceId === workspace.id);
  if (own.length < wanted.size) throw notFound('QR code');
  return own.map(({ num }) => num).sort((a, b) => a - b);
}

function applyAction(
  code: Code,
  action: Exclude<BulkAction, { do: 'delete' }>,
  folderId: string | null,
  nowMs: number,
): Code {
  switch (action.do) {
    case 'pause':
      return withStatus(code, 'paused', nowMs);
    case 'activate':
      return withStatus(code, 'active', nowMs);
    case 'trash':
      return { ...code, trashedAt: code.trashedAt ?? nowMs };
    case 'restore':
      return { ...code, trashedAt: null };
    case 'tag':
      return { ...code, tags: tagsWith(code, action.tag) };
    case 'untag':
      return { ...code, tags: code.tags.filter((tag) => tag !== action.tag) };
    case 'move':
      return { ...code, folderId };
  }
}

function withStatus(code: Code, status: 'paused' | 'active', nowMs: number): Code {
  return { ...code, status, expiresAt: expiresAtAfter(code, { status }, nowMs) };
}

function tagsWith({ tags, name }: Code, tag: string): readonly string[] {
  if (tags.includes(tag)) return tags;
  if (tags.length < tagsMax) return [...tags, tag];
  throw invalid('tag', `"${name}" has ${tagsMax} tags already: take one away first`);
}

async function deleteMany(
  core: Core,
  tx: StoreWrites,
  access: Access,
  nums: readonly number[],
): Promise<ManyChanged> {
  for (let from = 0; from < nums.length; from += codesAtOnce) {
    const codes = await tx.codes.findByNums(access.workspace.id, nums.slice(from, from + codesAtOnce));
    await eraseTrashed(core, tx, access, codes);
  }
  return { changed: nums.length, seqs: [] };
}
