import type { Insertable, Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CodeBatchReads, CodeBatchWrites } from '../../core/codes/batch-port.ts';
import type { Code, LinkCode } from '../../core/codes/code.ts';
import type { CodeFilter } from '../../core/codes/filter.ts';
import { nameKeyOf } from '../../core/codes/order.ts';
import type { CodeListReads, CodeListWrites } from '../../core/codes/store-port.ts';
import type { CodeReads, CodeWrites, NewCode } from '../../core/store.ts';
import type { CodeTable, Tables } from '../schema.ts';
import { inChunks } from './chunks.ts';
import { parseDesignText, renderDesign } from './designs.ts';
import { parseJson, renderJson } from './json-text.ts';

/** Without what other files of this folder add. */
type OneReads = Omit<CodeReads, keyof (CodeBatchReads & CodeListReads)>;
type OneWrites = Omit<CodeWrites, keyof (CodeBatchWrites & CodeListWrites)>;

const defaultDomainId = 1;

export function codeReads(db: Kysely<Tables>): OneReads {
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

export function codeWrites(db: Kysely<Tables>): OneWrites {
  return {
    insert: (code) => insert(db, code),
    update: (code) => updateCode(db, code),
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

export function filtered(db: Kysely<Tables>, workspaceId: string, filter: CodeFilter) {
  const { status, type, tag, folderId, search, trash = false, nowMs } = filter;
  let query = live(db)
    .where('workspace_id', '=', workspaceId)
    .where('trashed_at', trash ? 'is not' : 'is', null);
  if (type !== undefined) query = query.where('type', '=', type);
  if (folderId !== undefined) query = query.where('folder_id', folderId === null ? 'is' : '=', folderId);
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
export const linkColumns = [
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
  'suspended_at',
  'suspended_reason',
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

export async function updateCode(db: Kysely<Tables>, code: Code): Promise<void> {
  const old = await live(db).select(['num', 'tags']).where('id', '=', code.id).executeTakeFirst();
  if (old === undefined) return;
  await db.updateTable('codes').set(mutableColumns(code)).where('id', '=', code.id).execute();
  await deleteTags(db, code.workspaceId, old.num, tagsOf(old));
  await insertTags(db, code.workspaceId, old.num, code.tags);
}

export const emptyColumns = {
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
  suspended_at: null,
  suspended_reason: null,
  search_text: '',
  name_key: '',
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

export function toRow(code: NewCode, workspaceNum: number): Insertable<CodeTable> {
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
    name_key: nameKeyOf(code.name),
    search_text: [code.name, code.slug, code.destination ?? ''].join('\n').toLowerCase(),
  };
}

export function toCode(row: Selectable<CodeTable>): Code {
  const design = parseDesignText(row.design);
  return { ...toLinkCode(row), design, designVersion: row.design_version };
}

export function toLinkCode(row: LinkRow): LinkCode {
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
    suspendedAt: row.suspended_at,
    suspendedReason: row.suspended_reason,
  };
}

function tagsOf(row: { tags: string }): readonly string[] {
  return JSON.parse(row.tags) as readonly string[];
}
