import { z } from 'zod';
import { seqMax } from '../../core/changes/change.ts';
import { bulkIdsMax } from '../../core/codes/bulk.ts';
import { codeStatuses } from '../../core/codes/code.ts';
import { codeExportFormats } from '../../core/codes/export.ts';
import { nameField, tagField, tagsField } from '../../core/codes/fields.ts';
import type { CodeFilter } from '../../core/codes/filter.ts';
import { type CodePlace, codeSorts, directions } from '../../core/codes/order.ts';
import type { CodeListQuery } from '../../core/codes/page.ts';
import { slugField } from '../../core/codes/slug.ts';
import { undoMax } from '../../core/codes/undo.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { contentTypes } from '../../core/content/types.ts';
import { invalid } from '../../core/errors.ts';
import { expiryField } from '../../core/expiry.ts';
import { emptyIsAbsent, searchText, wholeNumber } from '../shared/query-fields.ts';

/** What the dashboard sends about codes. Empty fields of a query are absent; unknown ones are ignored. */
const filterFields = {
  search: searchText.optional(),
  status: emptyIsAbsent(z.enum(codeStatuses)),
  type: emptyIsAbsent(z.enum(contentTypes)),
  tag: searchText.optional(),
  folder: searchText.optional(),
  trash: emptyIsAbsent(z.literal('1')),
};

export const filterSchema = z.object(filterFields);

const listQuery = z.object({
  ...filterFields,
  sort: z.enum(codeSorts).default('created'),
  order: emptyIsAbsent(z.enum(directions)),
  cursor: z.string().max(2_000).optional(),
  limit: wholeNumber(1, 200, 50),
});

export function filterOf(fields: z.infer<typeof filterSchema>): Omit<CodeFilter, 'nowMs'> {
  const { search, status, type, tag, folder, trash } = fields;
  return {
    ...(search && { search }),
    ...(status && { status }),
    ...(type && { type }),
    ...(tag && { tag }),
    ...(folder && { folderId: folder === 'none' ? null : folder }),
    ...(trash && { trash: true }),
  };
}

export function parseListQuery(query: unknown): CodeListQuery {
  const { sort, order, cursor, limit, ...fields } = parseBySchema(listQuery, query);
  const direction = order ?? (sort === 'name' ? 'asc' : 'desc');
  const after = cursor ? parseCursor(cursor, sort) : undefined;
  return { filter: filterOf(fields), sort, direction, after, limit };
}

/** Opaque to the web app: base64url of JSON. */
export function renderCursor(sort: string, { value, tie }: CodePlace): string {
  return Buffer.from(JSON.stringify([sort, value, tie])).toString('base64url');
}

const text = z.string().max(400);
const places: Readonly<Record<CodeListQuery['sort'], z.ZodType<[string, number | string, number | string]>>> =
  {
    created: z.tuple([z.literal('created'), z.int(), text]),
    updated: z.tuple([z.literal('updated'), z.int(), text]),
    name: z.tuple([z.literal('name'), text, text]),
    scans: z.tuple([z.literal('scans'), z.int(), z.int()]),
  };

/** @throws {AppError} validation_error for what this server has not made, and for the end of another order */
function parseCursor(cursor: string, sort: CodeListQuery['sort']): CodePlace {
  const read = places[sort].safeParse(readJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!read.success) throw invalid('cursor', 'use next of the page before, in the same order');
  const [, value, tie] = read.data;
  return { value, tie };
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const time = expiryField.optional();
const folderId = z.string().nullable().optional();

export const newCodeBody = z.object({
  type: z.enum(contentTypes),
  name: nameField.optional(),
  destination: z.unknown().optional(),
  content: z.unknown().optional(),
  slug: slugField.optional(),
  tags: tagsField.optional(),
  folderId,
  expiresAt: time,
});

export const codeEditBody = z.object({
  name: nameField.optional(),
  destination: z.unknown().optional(),
  content: z.unknown().optional(),
  status: z.enum(codeStatuses).optional(),
  tags: tagsField.optional(),
  folderId,
  expiresAt: time,
});

const bulkAction = z.discriminatedUnion('do', [
  z.object({ do: z.enum(['pause', 'activate', 'trash', 'restore']) }),
  z.object({ do: z.literal('delete') }),
  z.object({ do: z.enum(['tag', 'untag']), tag: tagField }),
  z.object({ do: z.literal('move'), folderId: z.string().nullable() }),
]);

const bulkBody = z.object({
  ids: z.array(z.string()).min(1).max(bulkIdsMax).optional(),
  filter: filterSchema.optional(),
  action: bulkAction,
});

export function parseBulk(body: unknown) {
  const { ids, filter, action } = parseBySchema(bulkBody, body);
  if (ids !== undefined && filter === undefined) return { target: { ids }, action };
  if (filter !== undefined && ids === undefined) return { target: { filter: filterOf(filter) }, action };
  throw invalid('ids', 'send either ids or filter');
}

export const undoBody = z.object({ seqs: z.array(z.int().min(1).max(seqMax)).min(1).max(undoMax) });

export const exportQuery = z.object({ format: z.enum(codeExportFormats).default('csv') });

export const historyQuery = z.object({
  cursor: z
    .string()
    .regex(/^(\d{1,10})?$/, 'use next of the page before')
    .refine((digits) => Number(digits) <= seqMax, 'use next of the page before')
    .transform((digits) => (digits === '' ? undefined : Number(digits)))
    .optional(),
});
