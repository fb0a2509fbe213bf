import { findBlockedTargets } from '../blocking/block.ts';
import { hostsOfTargets, hostWithParents } from '../blocking/host.ts';
import { foldSlug } from '../codes/slug.ts';
import { takenMessage } from '../codes/suggest-slug.ts';
import { scanTargetsOf } from '../content/registry.ts';
import type { ContentRules } from '../content/types.ts';
import type { Core } from '../core.ts';
import { type FieldProblem, invalid } from '../errors.ts';
import { requireFolder } from '../folders/require-folder.ts';
import type { StoreReads } from '../store.ts';
import type { Access } from '../workspaces/access.ts';
import type { CheckedLine, ImportInput, ImportTools, Mapping } from './import-file.ts';
import { checkMapping, fieldsOf, guessMapping, typesIn } from './mapping.ts';
import { type ReadRow, type RowDraft, readRow } from './read-row.ts';

/** More than a person looks through, and few enough to be made in one transaction. */
export const importRowsMax = 5_000;

/** A row with every name that a link of it could be blocked by. */
interface HostedRow extends ReadRow {
  readonly hosts: readonly string[];
}

export interface CheckedRow extends Omit<HostedRow, 'draft'> {
  /** Undefined where there are problems. */
  readonly draft: (RowDraft & { readonly folderId: string | null }) | undefined;
}

export interface CheckedFile {
  readonly mapping: Mapping;
  readonly fields: readonly string[];
  readonly rows: readonly CheckedRow[];
}

/** Rows that are read without a pause: a few milliseconds. */
const rowsAtOnce = 20;

/** Everything that can be known before the codes are saved: each row alone, among the others, and in the store. */
export async function checkRows(
  core: Core,
  access: Access,
  input: ImportInput,
  tools: ImportTools,
): Promise<CheckedFile> {
  const { file, type } = input;
  if (file.rows.length === 0) throw invalid('csv', 'has no rows below its first line');
  if (file.rows.length > importRowsMax)
    throw invalid('csv', `has more than ${importRowsMax} rows: cut it into several files`);
  const folderId = await requireFolder(core.store, access, input.folderId ?? null);
  const mapping = input.mapping ?? guessMapping(file, type);
  const fields = fieldsOf(typesIn(file, mapping, type));
  checkMapping(mapping, fields, file.columns.length);
  const rules = { mapping, type, content: core.settings.content, readTime: tools.readTime };
  const read: HostedRow[] = [];
  for (const [index, row] of file.rows.entries()) {
    if (index % rowsAtOnce === 0) await tools.rest();
    const one = readRow(row, rules);
    read.push({ ...one, hosts: one.draft === undefined ? [] : namesOf(one.draft, rules.content) });
  }
  const unique = withoutTaken(withoutTwins(read), await findTaken(core.store, slugsOf(read)));
  const placed = await putIntoFolders(core.store, access, unique, folderId);
  return { mapping, fields, rows: await withoutBlocked(core.store, placed, core.settings.content) };
}

/** What callers are shown of a row. */
export function lineOf({ line, name, target, problems }: CheckedLine): CheckedLine {
  return { line, name, target, problems };
}

export function refuse<Row extends CheckedRow | HostedRow>(row: Row, problems: readonly FieldProblem[]): Row {
  return { ...row, problems: [...row.problems, ...problems], draft: undefined };
}

function slugsOf(rows: readonly ReadRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ draft }) => (draft?.slug === undefined ? [] : [foldSlug(draft.slug)])))];
}

async function findTaken(reads: StoreReads, slugs: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(await inPieces(slugs, async (some) => [...(await reads.slugs.findTaken(some))]));
}

/** Values of one question: to write down thousands would hold up a scan. */
const valuesAtOnce = 500;

async function inPieces<T, R>(
  values: readonly T[],
  ask: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const found: R[] = [];
  for (let start = 0; start < values.length; start += valuesAtOnce)
    found.push(...(await ask(values.slice(start, start + valuesAtOnce))));
  return found;
}

/** Slugs that differ in nothing but case are one. */
function withoutTwins(rows: readonly HostedRow[]): readonly HostedRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const slug = row.draft?.slug;
    if (slug === undefined) return row;
    const first = lines.get(foldSlug(slug));
    lines.set(foldSlug(slug), first ?? row.line);
    return first === undefined
      ? row
      : refuse(row, [{ path: 'slug', message: `is that of line ${first} already: choose another` }]);
  });
}

export const takenProblem: FieldProblem = { path: 'slug', message: takenMessage(null) };

function withoutTaken(rows: readonly HostedRow[], taken: ReadonlySet<string>): readonly HostedRow[] {
  if (taken.size === 0) return rows;
  const isTaken = (slug: string | undefined) => slug !== undefined && taken.has(foldSlug(slug));
  return rows.map((row) => (isTaken(row.draft?.slug) ? refuse(row, [takenProblem]) : row));
}

/** By name, whatever the case, or by id. */
async function putIntoFolders(
  reads: StoreReads,
  { workspace }: Access,
  rows: readonly HostedRow[],
  otherwise: string | null,
): Promise<readonly CheckedRow[]> {
  const isNamed = rows.some(({ draft }) => draft?.folder !== undefined);
  const folders = isNamed ? await reads.folders.list(workspace.id) : [];
  const ids = new Map(
    folders.flatMap(({ folder: { id, name } }) => [
      [id, id],
      [name.toLowerCase(), id],
    ]),
  );
  return rows.map((row) => {
    if (row.draft === undefined) return { ...row, draft: undefined };
    const { folder } = row.draft;
    const folderId = folder === undefined ? otherwise : ids.get(folder.toLowerCase());
    if (folderId !== undefined) return { ...row, draft: { ...row.draft, folderId } };
    const message = 'is no folder of this workspace: make it first, or leave this empty';
    return refuse({ ...row, draft: undefined }, [{ path: 'folder', message }]);
  });
}

/** To be asked once more in the transaction that saves the rows. */
export async function withoutBlocked(
  reads: StoreReads,
  rows: readonly CheckedRow[],
  rules: ContentRules,
): Promise<readonly CheckedRow[]> {
  const names = [...new Set(rows.flatMap(({ hosts }) => hosts))];
  const found = await inPieces(names, (some) => reads.blocking.findHosts(some));
  if (found.length === 0) return rows;
  const blocked = new Set(found.map(({ host }) => host));
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    const draft = row.hosts.some((name) => blocked.has(name)) ? row.draft : undefined;
    const problems = draft ? await findBlockedTargets(reads, draft.type, draft.resolved, rules) : [];
    checked.push(problems.length === 0 ? row : refuse(row, problems));
  }
  return checked;
}

function namesOf({ type, resolved }: RowDraft, rules: ContentRules): readonly string[] {
  return hostsOfTargets(scanTargetsOf(type, resolved, rules)).flatMap(hostWithParents);
}
