import type { Code } from '../../core/codes/code.ts';
import type { Core } from '../../core/core.ts';
import { plainDesign } from '../../core/designs/design.ts';
import type { ProofWatch } from '../../core/designs/port.ts';
import type { ProofProfile, ProofProgress } from '../../core/designs/proof.ts';
import { proveCode } from '../../core/designs/prove.ts';
import { parseDesign } from '../../core/designs/schema.ts';
import { proveTrial } from '../../core/designs/trial.ts';
import { AppError } from '../../core/errors.ts';
import type { Access } from '../../core/workspaces/access.ts';
import type { Log } from '../shared/env.ts';
import { renderProof } from './render-design.ts';
import type { WireProof, WireProofEvent } from './wire-designs.ts';
import { workLines } from './work-lines.ts';

interface Call {
  readonly access: Access;
  readonly code: Code;
  readonly profile: ProofProfile;
  /** Tried in place of the code's own; nothing is kept of it. */
  readonly design?: unknown;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** A proof as lines of JSON: how far it is, and what came of it. */
export function proofEvents(core: Core, { signal, log, ...call }: Call): AsyncGenerator<string> {
  return workLines<ProofProgress, WireProof>({
    begin: (watch) => prove(core, call, watch),
    renderProgress: ({ done, total }): WireProofEvent => ({ kind: 'progress', done, total }),
    renderEnd: (work) => endOf(work, signal, log),
    signal,
  });
}

async function prove(
  core: Core,
  { access, code, profile, design: input }: Omit<Call, 'signal' | 'log'>,
  watch: ProofWatch,
): Promise<WireProof> {
  const design = code.design ?? plainDesign;
  if (input === undefined) return renderProof(await proveCode(core, access, code, profile, watch), design);
  const tried = parseDesign(input, design);
  const report = await proveTrial(core, access, code, tried, profile, watch);
  return renderProof({ report, stale: false, version: null, at: core.clock.now() }, tried);
}

async function endOf(work: Promise<WireProof>, signal: AbortSignal, log: Log): Promise<WireProofEvent> {
  try {
    return { kind: 'done', proof: await work };
  } catch (error) {
    const isKnown = error instanceof AppError && error.code !== 'internal_error';
    if (isKnown) return { kind: 'failed', error: { code: error.code, error: error.message } };
    if (!signal.aborted) log('error', { err: error, surface: 'dashboard' }, 'proof failed');
    const message = 'Something went wrong on our side. The log of the server has the reason.';
    return { kind: 'failed', error: { code: 'internal_error', error: message } };
  }
}
