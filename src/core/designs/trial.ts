import type { Code } from '../codes/code.ts';
import { getCode } from '../codes/list.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { type Access, getOpenWorkspace } from '../workspaces/access.ts';
import type { Budget } from './budget.ts';
import { type Design, plainDesign } from './design.ts';
import { drawingOfText } from './output.ts';
import type { ProofWatch } from './port.ts';
import type { ProofProfile, ProofReport } from './proof.ts';
import { proveInTurn } from './prove-in-turn.ts';
import { parseDesign } from './schema.ts';
import { type Drawing, drawingOf, pictureSourceOf, sourceOfDrawing } from './source.ts';

/** A design that is looked at before anything is saved: on a text, or on a code, of which one is given. */
export interface Trial {
  readonly text?: string | undefined;
  /** Id of a code. */
  readonly code?: string | undefined;
  /** As `parseDesign` takes it, over that of the code; null: plain. */
  readonly design?: unknown;
}

export interface WeighedTrial {
  readonly design: Design;
  readonly budget: Budget;
}

/** What a design would cost of the error correction. */
export async function weighTrial(core: Core, access: Access, trial: Trial): Promise<WeighedTrial> {
  if ((trial.text === undefined) === (trial.code === undefined))
    throw invalid('text', 'send text or code, one of the two');
  const drawing = await drawTrial(core, access, trial);
  const source = await sourceOfDrawing(core, access.workspace.id, drawing);
  return { design: drawing.design, budget: await core.images.weigh(source) };
}

async function drawTrial(core: Core, access: Access, { text, code, design }: Trial): Promise<Drawing> {
  if (text !== undefined) return drawingOfText(text, design);
  const drawing = drawingOf(core, await getCode(core, access, code ?? ''));
  if (design === undefined) return drawing;
  return { ...drawing, design: design === null ? plainDesign : parseDesign(design, drawing.design) };
}

/** As `proveCode`, of a design that the code does not have: nothing is kept. */
export async function proveTrial(
  core: Core,
  access: Access,
  code: Code,
  design: Design,
  profile: ProofProfile,
  watch: ProofWatch = {},
): Promise<ProofReport> {
  const { id } = await getOpenWorkspace(core.store, access);
  return proveInTurn(core, id, await pictureSourceOf(core, code, design), profile, watch);
}
