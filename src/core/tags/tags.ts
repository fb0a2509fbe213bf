import { bulkCodesMax } from '../codes/bulk.ts';
import { tagField } from '../codes/fields.ts';
import { editByNums, type ManyChanged } from '../codes/save-many.ts';
import { parseBySchema } from '../content/problems.ts';
import type { Core } from '../core.ts';
import { invalid, notFound } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';

/** A tag is no more than the codes that have it: it comes with the first and goes with the last. */
export interface CountedTag {
  readonly tag: string;
  /** Trashed ones aside. */
  readonly codes: number;
}

export function listTags(core: Core, access: Access): Promise<readonly CountedTag[]> {
  return core.store.codes.countTags(access.workspace.id);
}

/** On every code of the workspace, trashed ones included; to a tag that exists, both become one. @throws {AppError} validation_error for more codes than one undo takes back */
export async function renameTag(
  core: Core,
  access: Access,
  tag: string,
  input: { name: unknown },
): Promise<ManyChanged> {
  const name = parseBySchema(tagField, input.name, () => 'name');
  const rename = (tags: readonly string[]) => [...new Set(tags.map((one) => (one === tag ? name : one)))];
  // Links to its numbers were given to others, who have no other.
  return editTag(core, access, tag, rename, (tx) => tx.reports.renameTag(access.workspace.id, tag, name));
}

/** Takes a tag from every code of the workspace, trashed ones included. */
export async function deleteTag(core: Core, access: Access, tag: string): Promise<ManyChanged> {
  return editTag(core, access, tag, (tags) => tags.filter((one) => one !== tag));
}

function editTag(
  core: Core,
  access: Access,
  tag: string,
  edit: (tags: readonly string[]) => readonly string[],
  also: (tx: StoreWrites) => Promise<void> = async () => undefined,
): Promise<ManyChanged> {
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const nums = await tx.codes.listNums(access.workspace.id, { tag });
    if (nums.length === 0) throw notFound('Tag');
    if (nums.length > bulkCodesMax) {
      const message = `is on ${nums.length} codes; ${bulkCodesMax} can be changed at once: take it off some first, such as those of one folder`;
      throw invalid('tag', message);
    }
    await also(tx);
    return editByNums(core, tx, access, nums, (code) => ({ ...code, tags: edit(code.tags) }));
  });
}
