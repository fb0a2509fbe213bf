import { getCode, uuidForm } from '../../codes/list.ts';
import type { Core } from '../../core.ts';
import { notFound } from '../../errors.ts';
import { findFolder } from '../../folders/require-folder.ts';
import type { Access } from '../../workspaces/access.ts';

/** The codes that a question is about: one, or those of the workspace, narrowed where something is given. */
export type CodeSet =
  | { readonly codeId: string }
  | {
      readonly tag?: string | undefined;
      readonly folderId?: string | undefined;
      /** Refuses a folder that is not there, which otherwise is one without codes. */
      readonly folderMustBe?: true;
    };

/**
 * Numbers of the codes, ascending; trashed ones are among them, deleted ones are not.
 * @param ids narrows the set to these codes; empty does not
 * @throws AppError not_found for a code of another workspace, and where `ids` names one; for a folder that must be
 */
export async function listSet(
  core: Core,
  access: Access,
  set: CodeSet,
  ids: readonly string[],
): Promise<readonly number[]> {
  if ('codeId' in set) {
    const { num } = await getCode(core, access, set.codeId);
    const named = await findNamed(core, access, ids);
    return named.size === 0 || named.has(num) ? [num] : [];
  }
  if (set.folderMustBe && set.folderId) await requireOwnFolder(core, access, set.folderId);
  const named = await findNamed(core, access, ids);
  const isWhole = !set.tag && !set.folderId;
  if (isWhole && named.size > 0) return [...named].sort((a, b) => a - b);
  const nums = await core.store.codes.listNums(access.workspace.id, set);
  return named.size === 0 ? nums : nums.filter((num) => named.has(num));
}

async function requireOwnFolder(core: Core, { workspace }: Access, id: string): Promise<void> {
  if ((await findFolder(core.store, workspace.id, id)) === undefined) throw notFound('Folder');
}

async function findNamed(core: Core, access: Access, ids: readonly string[]): Promise<ReadonlySet<number>> {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  if (wanted.size === 0) return new Set();
  const known = [...wanted].filter((id) => uuidForm.test(id));
  const found = await core.store.codes.findByIds(known);
  const own = found.filter((code) => code.workspaceId === access.workspace.id);
  if (own.length < wanted.size) throw notFound('QR code');
  return new Set(own.map((code) => code.num));
}
