import type { CodeFilter } from '../codes/filter.ts';
import { shortUrlOf } from '../codes/links.ts';
import { codesAtOnce } from '../codes/save-many.ts';
import { typesWithOwnText } from '../content/registry.ts';
import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import { textHashOf } from './prove.ts';

/**
 * `num` of the codes that a filter finds without a proof of their present design with what the symbol says now, in any
 * order. The database tells it of links; codes of the few types that have another text are looked at here, some at a time.
 */
export async function listUnproved(
  core: Core,
  { workspace }: Access,
  filter: CodeFilter,
): Promise<readonly number[]> {
  const { codes, proofs } = core.store;
  const unproved = new Set(
    await proofs.listUnprovedLinks(workspace.id, filter, shortUrlOf(core.settings, '')),
  );
  for (const type of typesWithOwnText) {
    if (filter.type !== undefined && filter.type !== type) continue;
    const ofType = await codes.listNumsOf(workspace.id, { ...filter, type });
    for (let at = 0; at < ofType.length; at += codesAtOnce) {
      const some = ofType.slice(at, at + codesAtOnce);
      // What the link says of them is of no account.
      for (const num of some) unproved.add(num);
      for (const num of await listProved(core, workspace.id, some)) unproved.delete(num);
    }
  }
  return [...unproved];
}

async function listProved(core: Core, workspaceId: string, nums: readonly number[]) {
  const found = Map.groupBy(await core.store.proofs.listOfPresentDesigns(nums), ({ codeNum }) => codeNum);
  const codes = await core.store.codes.findByNums(workspaceId, [...found.keys()]);
  const isProved = (code: (typeof codes)[number]) => {
    const textHash = textHashOf(core, code);
    return found.get(code.num)?.some((proof) => proof.textHash === textHash) === true;
  };
  return codes.filter(isProved).map(({ num }) => num);
}
