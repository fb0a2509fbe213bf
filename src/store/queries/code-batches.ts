import type { Kysely } from 'kysely';
import type { CodeBatchReads, CodeBatchWrites } from '../../core/codes/batch-port.ts';
import type { NewCode } from '../../core/store.ts';
import type { Tables } from '../schema.ts';
import { emptyColumns, toRow } from './codes.ts';
import type { EngineLocks } from './engine-locks.ts';

export function codeBatchReads(db: Kysely<Tables>): CodeBatchReads {
  return {
    listNames: (workspaceId) => live(db, workspaceId).select(['id', 'num', 'slug']).execute(),
  };
}

export function codeBatchWrites(db: Kysely<Tables>, locks: EngineLocks): CodeBatchWrites {
  return {
    insertMany: (codes) => insertMany(db, codes),
    async buryAll(workspaceId, atMs) {
      await locks.holdSinks();
      await buryAll(db, workspaceId, atMs);
    },
  };
}

function live(db: Kysely<Tables>, workspaceId: string) {
  return db.selectFrom('codes').where('deleted_at', 'is', null).where('workspace_id', '=', workspaceId);
}

async function insertMany(db: Kysely<Tables>, codes: readonly NewCode[]) {
  const [first] = codes;
  if (first === undefined) return [];
  const workspace = await db
    .selectFrom('workspaces')
    .select('num')
    .where('id', '=', first.workspaceId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .insertInto('codes')
    .values(codes.map((code) => toRow(code, workspace.num)))
    .onConflict((conflict) => conflict.columns(['domain_id', 'slug_folded']).doNothing())
    .returning(['id', 'num'])
    .execute();
  const nums = new Map(rows.map(({ id, num }) => [id, num]));
  const saved = codes.map((code) => {
    const num = nums.get(code.id);
    return num === undefined ? undefined : { ...code, num, workspaceNum: workspace.num };
  });
  const tags = saved.flatMap((code) =>
    [...new Set(code?.tags)].map((tag) => ({
      workspace_id: first.workspaceId,
      tag,
      code_num: code?.num ?? 0,
    })),
  );
  if (tags.length > 0) await db.insertInto('code_tags').values(tags).execute();
  return saved;
}

async function buryAll(db: Kysely<Tables>, workspaceId: string, atMs: number): Promise<void> {
  const nums = live(db, workspaceId).select('num');
  await db.deleteFrom('code_tags').where('workspace_id', '=', workspaceId).execute();
  for (const table of ['designs', 'proofs'] as const)
    await db.deleteFrom(table).where('code_num', 'in', nums).execute();
  await db
    .insertInto('erasures')
    .columns(['code_num', 'at'])
    .expression(live(db, workspaceId).select((eb) => ['num', eb.val(atMs).as('at')]))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .updateTable('codes')
    .set((eb) => ({ ...emptyColumns, slug: eb.ref('slug_folded'), deleted_at: atMs, updated_at: atMs }))
    .where('deleted_at', 'is', null)
    .where('workspace_id', '=', workspaceId)
    .execute();
}
