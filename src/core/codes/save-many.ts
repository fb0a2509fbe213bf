import type { Core } from '../core.ts';
import type { StoreWrites } from '../store.ts';
import type { Access } from '../workspaces/access.ts';
import { asSaved, changeOfCode } from './snapshot.ts';
import type { CodeChange } from './store-port.ts';

/** What happened to many codes in one transaction. */
export interface ManyChanged {
  readonly changed: number;
  /** Of their changes, by which they can be undone. */
  readonly seqs: readonly number[];
}

/** Codes that are read, changed and written in one go: what memory holds of a workspace. */
export const codesAtOnce = 500;

/** Saves what really differs of each, with a change in the log; what does not is passed over. */
export async function saveMany(
  core: Core,
  tx: StoreWrites,
  access: Access,
  edits: readonly CodeChange[],
): Promise<readonly number[]> {
  const at = core.clock.now();
  const changes = edits.flatMap(({ before, after }) => {
    const saved = asSaved(before, after, at);
    return saved === undefined ? [] : [{ before, after: saved }];
  });
  if (changes.length === 0) return [];
  await tx.codes.updateMany(changes);
  return tx.changes.appendMany(changes.map((change) => changeOfCode(access, change, at)));
}

/** Reads codes by their numbers, changes each, and saves them, some at a time. */
export async function editByNums(
  core: Core,
  tx: StoreWrites,
  access: Access,
  nums: readonly number[],
  edit: (code: CodeChange['before']) => CodeChange['after'],
): Promise<ManyChanged> {
  const seqs: number[] = [];
  for (let from = 0; from < nums.length; from += codesAtOnce) {
    const codes = await tx.codes.findByNums(access.workspace.id, nums.slice(from, from + codesAtOnce));
    const ordered = [...codes].sort((a, b) => a.num - b.num);
    const edits = ordered.map((before) => ({ before, after: edit(before) }));
    seqs.push(...(await saveMany(core, tx, access, edits)));
  }
  return { changed: seqs.length, seqs };
}
