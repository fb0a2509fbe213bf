import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import { textHashOf } from './prove.ts';

/** Those of these codes (`num`) that have no proof of their present design with what the symbol says now. */
export async function listUnproved(
  core: Core,
  { workspace }: Access,
  nums: readonly number[],
): Promise<readonly number[]> {
  const { codes, proofs } = core.store;
  const wanted = new Set(nums);
  const found = (await proofs.listOfPresentDesigns(workspace.id)).filter(({ codeNum }) =>
    wanted.has(codeNum),
  );
  const hashes = Map.groupBy(found, ({ codeNum }) => codeNum);
  const proved = new Set<number>();
  for (const code of await codes.findByNums(workspace.id, [...hashes.keys()])) {
    const textHash = textHashOf(core, code);
    if (hashes.get(code.num)?.some((one) => one.textHash === textHash)) proved.add(code.num);
  }
  return nums.filter((num) => !proved.has(num));
}
