import type { Insertable, Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Code, LinkCode } from '../../core/codes/code.ts';
import type { CodeFilter, CodeReads, CodeWrites, NewCode } from '../../core/store.ts';
import type { CodeTable, Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import { deleteDesignsOf, parseDesignText, renderDesign } from './designs.ts';
import type { EngineLocks } from './engine-locks.ts';
import { parseJson, renderJson } from './json-text.ts';

const defaultDomainId = 1;

export function codeReads(db: Kysely<Tables>): CodeReads {
  return {
    find: (workspaceId, id) => one(ofWorkspace(db, workspaceId).where('id', '=', id)),
    findBySlug: (workspaceId, slug) =>
      one(
        ofWorkspace(db, workspaceId)
          .where('domain_id', '=', defaultDomainId)
          .where('slug_folded', '=', fold(slug)),
      ),
    list: (workspaceId, filter, offset, limit) =>
      all(
        filtered(db, workspaceId, filter)
          .selectAll()
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit)
          .offset(offset),
      ),
    count: (workspaceId, filter) => countRows(filtered(db, workspaceId, filter)),
    countAll: (workspaceId) => countRows(live(db).where('workspace_id', '=', workspaceId)),
    findByFoldedSlugs: (slugs) =>
      inChunks(slugs, (chunk) =>
        links(onDefaultDomain(db).select(linkColumns).where('slug_folded', 'in', chunk)),
      ),
    findByIds: (ids) =>
      inChunks(ids, (chunk) => links(live(db).select(linkColumns).where('id', 'in', chunk))),
    findWithDesign: (slug) => one(onDefaultDomain(db).selectAll().where('slug_folded', '=', slug)),
    findMany: (workspaceId, ids) =>
      inChunks(ids, (chunk) =>
        all(ofWorkspace(db, workspaceId).where('trashed_at', 'is', null).where('id', 'in', chunk)),
      ),
    countWithLogo: (workspaceId, logoId) =>
      countRows(live(db).where('workspace_id', '=', workspaceId).where('logo_id', '=', logoId)),
    listNums: (workspaceId, filter) => listNums(db, workspaceId, filter),
    findByNums: (workspaceId, nums) =>
      inChunks(nums, (chunk) => all(ofWorkspace(db, workspaceId).where('num', 'in', chunk))),
    listAfter: (num, limit) =>
      links(live(db).select(linkColumns).where('num', '>', num).orderBy('num').limit(limit)),
  };
}

export function codeWrites(db: Kysely<Tables>, locks: EngineLocks): CodeWrites {
  return {
    insert: (code) => insert(db, code),
    update: (code) => update(db, code),
    async bury(id, atMs) {
      await locks.holdSinks();
      await bury(db, id, atMs);
    },
  };
}

function live(db: Kysely<Tables>) {
  return db.selectFrom('codes').where('deleted_at', 'is', null);
}

function onDefaultDomain(db: Kysely<Tables>) {
  return live(db).where('domain_id', '=', defaultDomainId);
}

function ofWorkspace(db: Kysely<Tables>, workspaceId: string) {
  return live(db).selectAll().where('workspace_id', '=', workspaceId);
}

function filtered(db: Kysely<Tables>, workspaceId: string, filter: CodeFilter) {
  const { status, type, tag, folderId, search, nowMs } = filter;
  let query = live(db).where('workspace_id', '=', workspaceId).where('trashed_at', 'is', null);
  if (type !== undefined) query = query.where('type', '=', type);
  if (folderId !== undefined) query = query.where('folder_id', '=', folderId);
  if (search !== undefined) query = query.where(contains(search));
  if (tag !== undefined) query = query.where('num', 'in', numsWithTag(db, workspaceId, tag));
  if (status === undefined) return query;
  return query.where((eb) =>
    status === 'expired'
      ? eb.or([eb('status', '=', 'expired'), eb('expires_at', '<=', nowMs)])
      : eb.and([
          eb('status', '=', status),
          eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', nowMs)]),
        ]),
  );
}

async function listNums(
  db: Kysely<Tables>,
  workspaceId: string,
  { tag, folderId }: Parameters<CodeReads['listNums']>[1],
): Promise<number[]> {
  let query = live(db).select('num').where('workspace_id', '=', workspaceId);
  if (folderId !== undefined) query = query.where('folder_id', '=', folderId);
  if (tag !== undefined) query = query.where('num', 'in', numsWithTag(db, workspaceId, tag));
  // Not ordered by the database, which would rather walk through the codes of everybody in their order.
  return (await query.execute()).map((row) => row.num).sort((a, b) => a - b);
}

function numsWithTag(db: Kysely<Tables>, workspaceId: string, tag: string) {
  return db
    .selectFrom('code_tags')
    .select('code_num')
    .where('workspace_id', '=', workspaceId)
    .where('tag', '=', tag);
}

function contains(search: string) {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`search_text like ${pattern} escape '\\'`;
}

async function countRows(query: ReturnType<typeof live>): Promise<number> {
  const row = await query.select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow();
  return row.rows;
}

/** All that a link is made of: designs are long, and no scan needs one. */
const linkColumns = [
  'id',
  'num',
  'workspace_id',
  'workspace_num',
  'domain_id',
  'slug',
  'type',
  'name',
  'destination',
  'href',
  'content',
  'status',
  'tags',
  'folder_id',
  'expires_at',
  'created_by',
  'created_at',
  'updated_at',
  'trashed_at',
] as const satisfies readonly (keyof CodeTable)[];

type LinkRow = Pick<Selectable<CodeTable>, (typeof linkColumns)[number]>;

interface CodeQuery {
  execute(): Promise<Selectable<CodeTable>[]>;
}

async function links(query: { execute(): Promise<LinkRow[]> }): Promise<LinkCode[]> {
  return (await query.execute()).map(toLinkCode);
}

async function all(query: CodeQuery): Promise<Code[]> {
  return (await query.execute()).map(toCode);
}

async function one(query: CodeQuery): Promise<Code | undefined> {
  const [row] = await query.execute();
  return row === undefined ? undefined : toCode(row);
}

async function insert(db: Kysely<Tables>, code: NewCode): Promise<Code | undefined> {
  const workspace = await db
    .selectFrom('workspaces')
    .select('num')
    .where('id', '=', code.workspaceId)
    .executeTakeFirstOrThrow();
  const row = await db
    .insertInto('codes')
    .values(toRow(code, workspace.num))
    .onConflict((conflict) => conflict.columns(['domain_id', 'slug_folded']).doNothing())
    .returning('num')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await insertTags(db, code.workspaceId, row.num, code.tags);
  return { ...code, num: row.num, workspaceNum: workspace.num };
}

async function update(db: Kysely<Tables>, code: Code): Promise<void> {
  const old = await live(db).select(['num', 'tags']).where('id', '=', code.id).executeTakeFirst();
  if (old === undefined) return;
  await db.updateTable('codes').set(mutableColumns(code)).where('id', '=', code.id).execute();
  await deleteTags(db, code.workspaceId, old.num, tagsOf(old));
  await insertTags(db, code.workspaceId, old.num, code.tags);
}

async function bury(db: Kysely<Tables>, id: string, atMs: number): Promise<void> {
  const old = await live(db)
    .select(['num', 'tags', 'workspace_id', 'slug_folded'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (old === undefined) return;
  await deleteTags(db, old.workspace_id, old.num, tagsOf(old));
  await deleteDesignsOf(db, old.num);
  await db
    .updateTable('codes')
    .set({ ...emptyColumns, slug: old.slug_folded, deleted_at: atMs, updated_at: atMs })
    .where('id', '=', id)
    .execute();
}

const emptyColumns = {
  type: 'url',
  name: '',
  destination: null,
  href: null,
  content: null,
  status: 'expired',
  tags: '[]',
  folder_id: null,
  design: null,
  design_version: 0,
  logo_id: null,
  expires_at: null,
  created_by: null,
  created_at: 0,
  trashed_at: null,
  search_text: '',
} as const;

async function insertTags(db: Kysely<Tables>, workspaceId: string, codeNum: number, tags: readonly string[]) {
  if (tags.length === 0) return;
  const rows = tags.map((tag) => ({ workspace_id: workspaceId, tag, code_num: codeNum }));
  await db
    .insertInto('code_tags')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function deleteTags(db: Kysely<Tables>, workspaceId: string, codeNum: number, tags: readonly string[]) {
  if (tags.length === 0) return;
  await db
    .deleteFrom('code_tags')
    .where('workspace_id', '=', workspaceId)
    .where('tag', 'in', tags)
    .where('code_num', '=', codeNum)
    .execute();
}

function fold(slug: string): string {
  return slug.toLowerCase();
}

function toRow(code: NewCode, workspaceNum: number): Insertable<CodeTable> {
  return {
    id: code.id,
    workspace_id: code.workspaceId,
    workspace_num: workspaceNum,
    domain_id: code.domainId,
    slug: code.slug,
    slug_folded: fold(code.slug),
    created_by: code.createdBy,
    created_at: code.createdAt,
    deleted_at: null,
    ...mutableColumns(code),
  };
}

function mutableColumns(code: NewCode) {
  return {
    type: code.type,
    name: code.name,
    destination: code.destination,
    href: code.href,
    content: renderJson(code.content),
    status: code.status,
    tags: JSON.stringify(code.tags),
    folder_id: code.folderId,
    design: renderDesign(code.design),
    design_version: code.designVersion,
    logo_id: code.design?.logo?.image ?? null,
    expires_at: code.expiresAt,
    updated_at: code.updatedAt,
    trashed_at: code.trashedAt,
    search_text: [code.name, code.slug, code.destination ?? ''].join('\n').toLowerCase(),
  };
}

function toCode(row: Selectable<CodeTable>): Code {
  const design = parseDesignText(row.design);
  return { ...toLinkCode(row), design, designVersion: row.design_version };
}

function toLinkCode(row: LinkRow): LinkCode {
  return {
    id: row.id,
    num: row.num,
    workspaceId: row.workspace_id,
    workspaceNum: row.workspace_num,
    domainId: row.domain_id,
    slug: row.slug,
    type: row.type,
    name: row.name,
    destination: row.destination,
    href: row.href,
    content: parseJson(row.content),
    status: row.status,
    tags: tagsOf(row),
    folderId: row.folder_id,
    expiresAt: row.expires_at,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    trashedAt: row.trashed_at,
  };
}

function tagsOf(row: { tags: string }): readonly string[] {
  return JSON.parse(row.tags) as readonly string[];
}
