import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Code } from '../../core/codes/code.ts';
import type { CodeFilter } from '../../core/codes/filter.ts';
import type { CodeOrder, CodePlace, PlacedCode } from '../../core/codes/order.ts';
import type { CodeChange, CodeKeys, CodeListReads, CodeListWrites } from '../../core/codes/store-port.ts';
import type { Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import { emptyColumns, filtered, toCode, updateCode } from './codes.ts';
import { deleteDesignsOf } from './designs.ts';
import type { EngineLocks } from './engine-locks.ts';

export function codeListReads(db: Kysely<Tables>): CodeListReads {
  return {
    listInOrder: (workspaceId, filter, order, after, limit) =>
      listInOrder(db, { workspaceId, filter }, order, after, limit),
    async listNumsOf(workspaceId, filter) {
      // Not ordered by the database, which would rather walk through the codes of everybody in their order.
      const rows = await filtered(db, workspaceId, filter).select('num').execute();
      return rows.map((row) => row.num).sort((a, b) => a - b);
    },
    listSlugsOf: (workspaceId, filter) => filtered(db, workspaceId, filter).select(['num', 'slug']).execute(),
    findKeys: (workspaceId, ids) => inChunks(ids, (chunk) => findKeys(db, workspaceId, chunk)),
    countTags: (workspaceId) => countTags(db, workspaceId),
  };
}

export function codeListWrites(db: Kysely<Tables>, locks: EngineLocks): CodeListWrites {
  return {
    updateMany: (changes) => updateMany(db, changes),
    async bury(codes, atMs) {
      await locks.holdSinks();
      await updateTags(
        db,
        codes.map((code) => ({ before: code, after: { ...code, tags: [] } })),
      );
      const nums = codes.map(({ num }) => num);
      await inChunks(nums, (chunk) => buryRows(db, chunk, atMs));
    },
  };
}

const orderColumns = { created: 'created_at', updated: 'updated_at', name: 'name_key' } as const;

async function listInOrder(
  db: Kysely<Tables>,
  { workspaceId, filter }: { readonly workspaceId: string; readonly filter: CodeFilter },
  { by, direction }: CodeOrder,
  after: CodePlace | undefined,
  limit: number,
): Promise<PlacedCode[]> {
  const column = orderColumns[by];
  let query = filtered(db, workspaceId, filter).selectAll();
  if (after !== undefined) {
    const [value, tie] = [sql.val(after.value), sql.val(after.tie)];
    const behind = sql.raw(direction === 'asc' ? '>' : '<');
    query = query.where(sql<boolean>`(${sql.ref(column)}, id) ${behind} (${value}, ${tie})`);
  }
  const rows = await query.orderBy(column, direction).orderBy('id', direction).limit(limit).execute();
  return rows.map((row) => ({ code: toCode(row), place: { value: row[column], tie: row.id } }));
}

function findKeys(
  db: Kysely<Tables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<readonly CodeKeys[]> {
  return filtered(db, workspaceId, { nowMs: 0 })
    .select(['id', 'num', 'slug', 'name', 'created_at as createdAt', 'updated_at as updatedAt'])
    .where('id', 'in', ids)
    .execute();
}

async function countTags(db: Kysely<Tables>, workspaceId: string) {
  // Few codes are in the trash: to leave them out costs less than to look at every other one.
  const trashed = db
    .selectFrom('codes')
    .select('num')
    .where('workspace_id', '=', workspaceId)
    .where('trashed_at', 'is not', null);
  const rows = await db
    .selectFrom('code_tags')
    .select((eb) => ['tag', eb.fn.countAll<number>().as('codes')])
    .where('workspace_id', '=', workspaceId)
    .where('code_num', 'not in', trashed)
    .groupBy('tag')
    .orderBy('tag')
    .execute();
  return rows.map(({ tag, codes }) => ({ tag, codes }));
}

/** Codes that are to have the same are written together. */
async function updateMany(db: Kysely<Tables>, changes: readonly CodeChange[]): Promise<void> {
  const groups = new Map<string, Code[]>();
  for (const { before, after } of changes) {
    if (!isFiling(before, after)) {
      await updateCode(db, after);
      continue;
    }
    const key = JSON.stringify(filingColumns(after));
    groups.set(key, [...(groups.get(key) ?? []), after]);
  }
  for (const codes of groups.values()) await updateGroup(db, codes);
  await updateTags(
    db,
    changes.filter(({ before, after }) => isFiling(before, after)),
  );
}

/** What is written down about a code, and nothing of what it leads to and how it looks. */
function isFiling(before: Code, after: Code): boolean {
  const rest = (code: Code) => [code.name, code.destination, code.href, code.content, code.designVersion];
  return JSON.stringify(rest(before)) === JSON.stringify(rest(after));
}

function filingColumns(code: Code) {
  return {
    status: code.status,
    tags: JSON.stringify(code.tags),
    folder_id: code.folderId,
    expires_at: code.expiresAt,
    updated_at: code.updatedAt,
    trashed_at: code.trashedAt,
  };
}

async function updateGroup(db: Kysely<Tables>, codes: readonly Code[]): Promise<void> {
  const [first] = codes;
  if (first === undefined) return;
  await inChunks(
    codes.map(({ num }) => num),
    (chunk) =>
      db
        .updateTable('codes')
        .set(filingColumns(first))
        .where('num', 'in', chunk)
        .where('deleted_at', 'is', null)
        .execute(),
  );
}

async function buryRows(db: Kysely<Tables>, nums: readonly number[], atMs: number): Promise<[]> {
  await deleteDesignsOf(db, nums);
  await db
    .insertInto('erasures')
    .values(nums.map((code_num) => ({ code_num, at: atMs })))
    .onConflict((conflict) => conflict.column('code_num').doNothing())
    .execute();
  await db
    .updateTable('codes')
    .set((eb) => ({ ...emptyColumns, slug: eb.ref('slug_folded'), deleted_at: atMs, updated_at: atMs }))
    .where('num', 'in', nums)
    .where('deleted_at', 'is', null)
    .execute();
  return [];
}

type Tagged = Pick<Code, 'num' | 'workspaceId' | 'tags'>;

async function updateTags(
  db: Kysely<Tables>,
  changes: readonly { readonly before: Tagged; readonly after: Tagged }[],
): Promise<void> {
  const removed = new Map<string, number[]>();
  const added: { workspace_id: string; tag: string; code_num: number }[] = [];
  for (const { before, after } of changes) {
    const { num, workspaceId } = after;
    for (const tag of before.tags) {
      if (!after.tags.includes(tag)) removed.set(tag, [...(removed.get(tag) ?? []), num]);
    }
    for (const tag of after.tags) {
      if (!before.tags.includes(tag)) added.push({ workspace_id: workspaceId, tag, code_num: num });
    }
  }
  const workspaceId = changes[0]?.after.workspaceId ?? '';
  for (const [tag, nums] of removed) {
    await inChunks(nums, (chunk) =>
      db
        .deleteFrom('code_tags')
        .where('workspace_id', '=', workspaceId)
        .where('tag', '=', tag)
        .where('code_num', 'in', chunk)
        .execute(),
    );
  }
  await inChunks(added, (chunk) =>
    db
      .insertInto('code_tags')
      .values([...chunk])
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}
