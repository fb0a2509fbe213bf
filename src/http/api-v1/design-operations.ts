import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import { adviseCode, parseAdviceQuery } from '../../core/designs/advise.ts';
import { listDesigns } from '../../core/designs/history.ts';
import { presetNames, presets } from '../../core/designs/presets.ts';
import { pictureSourceOf } from '../../core/designs/source.ts';
import { weighTrial } from '../../core/designs/trial.ts';
import { notFound } from '../../core/errors.ts';
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
  const { design, budget } = await weighTrial(core, c.var.access, parseBySchema(budgetBody, c.var.body));
  return c.json(renderBudget(design, budget));
};

export const getAdvice: Operation = async (core, c) => {
  const sent = c.req.query();
  const surface = sent.surface || undefined;
  const light = sent.light || undefined;
  const query = parseAdviceQuery({ ...readPlace(sent), surface, light }, nameInPlace);
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  return c.json(renderAdvice(await adviseCode(core, code, query)));
};
