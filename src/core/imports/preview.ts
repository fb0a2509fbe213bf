import { hasPlace, noPlaceMessage } from '../codes/create.ts';
import type { Core } from '../core.ts';
import { type Access, getOpenWorkspace } from '../workspaces/access.ts';
import { checkRows, lineOf } from './check-rows.ts';
import type { CheckedLine, ImportInput, ImportPreview, ImportTools } from './import-file.ts';

/** Rows that are shown whatever they are, and wrong ones at most. */
const sampleRows = 20;
export const wrongRowsMax = 200;

/** What an import of this file would make, and everything that stands in its way. Nothing is saved. */
export async function previewImport(
  core: Core,
  access: Access,
  input: ImportInput,
  tools: ImportTools,
): Promise<ImportPreview> {
  const workspace = await getOpenWorkspace(core.store, access);
  const { mapping, fields, rows } = await checkRows(core, access, input, tools);
  const hasRoom = await hasPlace(core, core.store, workspace, rows.length);
  return {
    columns: input.file.columns,
    mapping,
    fields,
    rows: rows.length,
    wrong: rows.filter(isWrong).length,
    sample: sampleOf(rows),
    problems: hasRoom ? [] : [{ path: '', message: noPlaceMessage(core, workspace) }],
  };
}

export function isWrong({ problems }: CheckedLine): boolean {
  return problems.length > 0;
}

function sampleOf(rows: readonly CheckedLine[]): readonly CheckedLine[] {
  const [head, rest] = [rows.slice(0, sampleRows), rows.slice(sampleRows)];
  const left = wrongRowsMax - head.filter(isWrong).length;
  return [...head, ...rest.filter(isWrong).slice(0, left)].map(lineOf);
}
