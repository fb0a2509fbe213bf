import { currentTargetOf } from '../content/registry.ts';
import type { Core } from '../core.ts';
import { cell } from '../csv.ts';
import type { JsonObject } from '../json.ts';
import type { Access } from '../workspaces/access.ts';
import { statusAt } from './code.ts';
import { shortUrlOf } from './links.ts';
import { type CountedCode, countScans } from './list.ts';

export const codeExportFormats = ['csv', 'ndjson', 'json'] as const;
export type CodeExportFormat = (typeof codeExportFormats)[number];

const columns = [
  'id',
  'slug',
  'short_url',
  'name',
  'type',
  'destination',
  'content',
  'status',
  'tags',
  'folder',
  'expires_at',
  'created_at',
  'updated_at',
  'trashed_at',
  'scans',
] as const;
type Line = Readonly<
  Record<(typeof columns)[number], string | number | readonly string[] | JsonObject | null>
>;

const codesAPage = 500;

/**
 * Every code of the workspace with where it leads, the oldest first and those in the trash among them, as text in
 * pieces: one page of codes is held at a time. In CSV (RFC 4180) tags stand in one cell, apart by commas.
 */
export async function* exportCodes(
  core: Core,
  access: Access,
  format: CodeExportFormat,
): AsyncGenerator<string> {
  const folders = await core.store.folders.list(access.workspace.id);
  const names = new Map(folders.map(({ folder }) => [folder.id, folder.name]));
  const nums = await core.store.codes.listNums(access.workspace.id, {});
  let [text, between] = [heads[format], ''];
  for (let from = 0; from < nums.length; from += codesAPage) {
    const found = await core.store.codes.findByNums(access.workspace.id, nums.slice(from, from + codesAPage));
    const codes = [...found].sort((a, b) => a.num - b.num);
    const lines = (await countScans(core, codes, 'scans')).map((one) => lineOf(core, one, names));
    if (lines.length === 0) continue;
    yield text + between + renderers[format](lines);
    [text, between] = ['', format === 'json' ? ',\n' : ''];
  }
  yield text + (format === 'json' ? ']\n' : '');
}

const heads: Readonly<Record<CodeExportFormat, string>> = {
  csv: `${columns.join(',')}\r\n`,
  ndjson: '',
  json: '[',
};

const renderers: Readonly<Record<CodeExportFormat, (lines: readonly Line[]) => string>> = {
  csv: (lines) => lines.map((line) => `${columns.map((name) => csvOf(line[name])).join(',')}\r\n`).join(''),
  ndjson: (lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  json: (lines) => lines.map((line) => JSON.stringify(line)).join(',\n'),
};

function lineOf(
  { settings, clock }: Core,
  { code, scanCount }: CountedCode,
  folders: ReadonlyMap<string, string>,
): Line {
  return {
    id: code.id,
    slug: code.slug,
    short_url: shortUrlOf(settings, code.slug),
    name: code.name,
    type: code.type,
    destination: currentTargetOf(code, settings.content),
    content: code.content,
    status: statusAt(code, clock.now()),
    tags: code.tags,
    folder: code.folderId === null ? null : (folders.get(code.folderId) ?? null),
    expires_at: timeOf(code.expiresAt),
    created_at: timeOf(code.createdAt),
    updated_at: timeOf(code.updatedAt),
    trashed_at: timeOf(code.trashedAt),
    scans: scanCount,
  };
}

function csvOf(value: Line[keyof Line]): string {
  if (value === null || typeof value === 'number') return String(value ?? '');
  if (typeof value === 'string') return cell(value);
  return cell(Array.isArray(value) ? value.join(', ') : JSON.stringify(value));
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
