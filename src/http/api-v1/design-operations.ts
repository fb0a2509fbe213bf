import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { adviseCode, parseAdviceQuery } from '../../core/designs/advise.ts';
import { plainDesign } from '../../core/designs/design.ts';
import { listDesigns } from '../../core/designs/history.ts';
import { drawingOfText } from '../../core/designs/output.ts';
import { presetNames, presets } from '../../core/designs/presets.ts';
import { parseDesign } from '../../core/designs/schema.ts';
import { type Drawing, drawingOf, pictureSourceOf, sourceOfDrawing } from '../../core/designs/source.ts';
import { invalid, notFound } from '../../core/errors.ts';
import type { Access } from '../../core/workspaces/access.ts';
import { renderAdvice, renderBudget, renderVersion } from './design-render.ts';
import { budgetBody, designHistoryQuery, nameInPlace, readPlace, restoreBody } from './design-requests.ts';
import { editCode, type Operation } from './operations.ts';
import { renderPagination } from './render.ts';

export const getDesigns: Operation = async (core, c) => {
  const { page, limit } = parseBySchema(designHistoryQuery, c.req.query());
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  const { versions, total } = await listDesigns(core, code, { offset: (page - 1) * limit, limit });
  return c.json({ data: versions.map(renderVersion), pagination: renderPagination(page, limit, total) });
};

/** The code as it is then, as an edit of it answers. */
export const restoreDesign: Operation = async (core, c) => {
  const { require_proof: requireProof } = parseBySchema(restoreBody, c.var.body);
  const { id } = await getCode(core, c.var.access, c.req.param('id') ?? '');
  const text = c.req.param('version') ?? '';
  if (!/^\d+$/.test(text)) throw notFound('Version of the design');
  return editCode(core, c, id, { restore: Number(text), requireProof });
};

export const getPresets: Operation = async (_core, c) =>
  c.json({ data: presetNames.map((name) => ({ name, design: presets[name] })) });

export const getBudget: Operation = async (core, c) => {
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  const source = await pictureSourceOf(core, code);
  return c.json(renderBudget(source.design, await core.images.weigh(source)));
};

/** Of a design that is tried before it is saved. */
export const postBudget: Operation = async (core, c) => {
  const { text, code, design } = parseBySchema(budgetBody, c.var.body);
  if ((text === undefined) === (code === undefined))
    throw invalid('text', 'send text or code, one of the two');
  const drawing = await tryDesign(core, c.var.access, { text, code }, design);
  const source = await sourceOfDrawing(core, c.var.access.workspace.id, drawing);
  return c.json(renderBudget(source.design, await core.images.weigh(source)));
};

async function tryDesign(
  core: Core,
  access: Access,
  { text, code: id }: { readonly text: string | undefined; readonly code: string | undefined },
  design: unknown,
): Promise<Drawing> {
  if (text !== undefined) return drawingOfText(text, design);
  const drawing = drawingOf(core, await getCode(core, access, id ?? ''));
  if (design === undefined) return drawing;
  return { ...drawing, design: design === null ? plainDesign : parseDesign(design, drawing.design) };
}

export const getAdvice: Operation = async (core, c) => {
  const sent = c.req.query();
  const surface = sent.surface || undefined;
  const light = sent.light || undefined;
  const query = parseAdviceQuery({ ...readPlace(sent), surface, light }, nameInPlace);
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  return c.json(renderAdvice(await adviseCode(core, code, query)));
};
