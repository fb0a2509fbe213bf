import { findDefaultDesign } from '../brand/brand.ts';
import type { Code } from '../codes/code.ts';
import { attemptsMax, newRow, noFreeSlug, requirePlace } from '../codes/create.ts';
import { randomSlug } from '../codes/slug.ts';
import { changeOfCode } from '../codes/snapshot.ts';
import type { Core } from '../core.ts';
import type { Design } from '../designs/design.ts';
import { keepVersions } from '../designs/history.ts';
import { invalid } from '../errors.ts';
import { requireFolder } from '../folders/require-folder.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import { type CheckedRow, checkRows, lineOf, refuse, takenProblem, withoutBlocked } from './check-rows.ts';
import type { ImportedCode, ImportInput, ImportOutcome, ImportTools } from './import-file.ts';
import { isWrong, wrongRowsMax } from './preview.ts';

export interface ImportOptions extends ImportTools {
  /** Of whoever waits: aborted before the commit, nothing is saved. */
  readonly signal: AbortSignal;
  /** Called at once when the file may be imported at all, and then with how many rows are written. */
  readonly onProgress: (done: number) => void;
}

/**
 * Makes a code of every row, or none at all: in one transaction, so that neither a wrong row nor a crash leaves a part
 * behind. Rejects with the signal's reason when it is aborted before the commit.
 */
export async function importCodes(
  core: Core,
  access: Access,
  input: ImportInput,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { signal, onProgress } = options;
  await requirePlace(core, core.store, await getOpenWorkspace(core.store, access), input.file.rows.length);
  onProgress(0);
  const { rows } = await checkRows(core, access, input, options);
  signal.throwIfAborted();
  if (rows.some(isWrong)) return refusalOf(rows);
  let refused: readonly CheckedRow[] | undefined;
  const onRefused = (wrong: readonly CheckedRow[]) => {
    refused = wrong;
    // Takes back what was written.
    throw invalid('', 'rows became wrong while they were saved');
  };
  try {
    const codes = await core.store.transact((tx) =>
      saveRows(core, tx, access, rows, { ...options, onRefused }),
    );
    return { ok: true, codes };
  } catch (error) {
    if (refused === undefined) throw error;
    return refusalOf(refused);
  }
}

function refusalOf(rows: readonly CheckedRow[]): ImportOutcome {
  const wrong = rows.filter(isWrong);
  return { ok: false, wrong: wrong.length, rows: wrong.slice(0, wrongRowsMax).map(lineOf) };
}

interface SavingOptions extends ImportOptions {
  readonly onRefused: (rows: readonly CheckedRow[]) => never;
}

/** Rows of one statement: writing it down must not hold up a scan. */
const rowsAtOnce = 50;

async function saveRows(
  core: Core,
  tx: StoreWrites,
  access: Access,
  rows: readonly CheckedRow[],
  { signal, onProgress, onRefused }: SavingOptions,
): Promise<readonly ImportedCode[]> {
  await requirePlace(core, tx, await requireOpenWorkspace(tx, access), rows.length);
  const open = await withoutBlocked(tx, rows, core.settings.content);
  if (open.some(isWrong)) onRefused(open);
  for (const id of new Set(rows.map(({ draft }) => draft?.folderId ?? null)))
    await requireFolder(tx, access, id);
  const design = await findDefaultDesign(tx, access.workspace.id);
  const saved: ImportedCode[] = [];
  const taken: CheckedRow[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    signal.throwIfAborted();
    const some = rows.slice(start, start + rowsAtOnce);
    const codes = await insertRows(core, tx, access, some, design);
    for (const [index, row] of some.entries()) {
      const code = codes[index];
      if (code === undefined) taken.push(refuse(row, [takenProblem]));
      else saved.push({ line: row.line, code });
    }
    await keepVersions(
      tx,
      codes.filter((code) => code !== undefined),
      access.actor,
    );
    onProgress(Math.min(start + rowsAtOnce, rows.length));
  }
  if (taken.length > 0) onRefused(taken);
  await tx.changes.appendMany(
    saved.map(({ code }) => changeOfCode(access, { before: null, after: code }, code.createdAt)),
  );
  signal.throwIfAborted();
  return saved;
}

/** Undefined in the place of a row whose own slug is taken; where none was wished for, another is drawn. */
async function insertRows(
  core: Core,
  tx: StoreWrites,
  access: Access,
  rows: readonly CheckedRow[],
  design: Design | null,
): Promise<readonly (Code | undefined)[]> {
  const codes = new Map<CheckedRow, Code>();
  const drafts = rows.flatMap((row) => (row.draft === undefined ? [] : [{ row, draft: row.draft }]));
  let left = drafts;
  for (let attempt = 0; attempt < attemptsMax && left.length > 0; attempt += 1) {
    const made = left.map(({ draft }) =>
      newRow(core, access, { ...draft, design }, draft.slug ?? randomSlug(core.random, attempt)),
    );
    const saved = await tx.codes.insertMany(made);
    for (const [index, { row }] of left.entries()) {
      const code = saved[index];
      if (code !== undefined) codes.set(row, code);
    }
    left = left.filter(({ row, draft }) => draft.slug === undefined && !codes.has(row));
  }
  if (left.length > 0) throw noFreeSlug();
  return rows.map((row) => codes.get(row));
}
