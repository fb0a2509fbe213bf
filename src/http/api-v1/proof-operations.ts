import type { Context } from 'hono';
import type { Code } from '../../core/codes/code.ts';
import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { type Place, parsePlace } from '../../core/designs/advise.ts';
import { plainDesign } from '../../core/designs/design.ts';
import { mediaTypes } from '../../core/designs/picture.ts';
import type { ProofProfile, ProofProgress } from '../../core/designs/proof.ts';
import { drawContactSheet, type FoundProof, findProof, proveCode } from '../../core/designs/prove.ts';
import { AppError, notFound } from '../../core/errors.ts';
import type { Log } from '../shared/env.ts';
import { answerEvents, type EventSupply, renderEvent } from '../shared/sse.ts';
import { renderProof } from './design-render.ts';
import { nameInPlace, proofBody, readPlace } from './design-requests.ts';
import type { ApiV1Env } from './env.ts';
import { type Operation, whileAwaited } from './operations.ts';

/** The report, or progress and then the report as events. A client that goes away ends the work. */
export const postProof: Operation = async (core, c, log) => {
  const { profile } = parseBySchema(proofBody, c.var.body);
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  const place = placeOf(c);
  const accepted = c.req.header('accept') ?? '';
  if (accepted.includes('text/event-stream')) return streamProof(core, c, code, profile, place, log);
  return whileAwaited(c, async (signal) =>
    c.json(render(code, await proveCode(core, c.var.access, code, profile, { signal }), place)),
  );
};

function placeOf(c: Context<ApiV1Env>): Place {
  return parsePlace(readPlace(c.req.query()), nameInPlace);
}

function render(code: Code, proof: FoundProof, place: Place) {
  return renderProof(proof, (code.design ?? plainDesign).quiet_zone, place);
}

async function streamProof(
  core: Core,
  c: Context<ApiV1Env>,
  code: Code,
  profile: ProofProfile,
  place: Place,
  log: Log,
): Promise<Response> {
  return whileAwaited(c, async (gone) => {
    const supply = await openProofEvents(
      (watch) => proveCode(core, c.var.access, code, profile, watch),
      (proof) => render(code, proof, place),
      gone,
      log,
    );
    return answerEvents(c, supply, (error) => log('warn', { err: error }, 'a proof was cut off')).response;
  });
}

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ProofProgress) => void;
}

/**
 * Resolves with the first news, so that what fails at once is still an error answer.
 * @param gone of a reader who went away, which until then no stream can tell
 */
async function openProofEvents(
  prove: (watch: Watch) => Promise<FoundProof>,
  renderReport: (proof: FoundProof) => unknown,
  gone: AbortSignal,
  log: Log,
): Promise<EventSupply> {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, gone]);
  let news = Promise.withResolvers<void>();
  let progress: ProofProgress | undefined;
  let last: { readonly event: string; readonly data: unknown } | undefined;
  let isOver = false;
  const onProgress = (made: ProofProgress) => {
    progress = made;
    news.resolve();
  };
  const work = prove({ signal, onProgress });
  const report = work.then(
    (proof) => {
      last = { event: 'report', data: renderReport(proof) };
    },
    (error: unknown) => {
      last = { event: 'error', data: renderFailure(error, signal, log) };
    },
  );
  await Promise.race([news.promise, work]);
  void report.then(() => news.resolve());
  return {
    async next() {
      if (isOver) return null;
      await Promise.race([news.promise, report]);
      if (last !== undefined) {
        isOver = true;
        return Buffer.from(renderEvent(last));
      }
      news = Promise.withResolvers();
      return Buffer.from(renderEvent({ event: 'progress', data: progress }));
    },
    close: () => abort.abort(),
  };
}

function renderFailure(error: unknown, signal: AbortSignal, log: Log) {
  if (error instanceof AppError && error.code !== 'internal_error')
    return { error: error.message, code: error.code };
  if (!signal.aborted) log('error', { err: error, surface: 'api-v1' }, 'proof failed');
  return { error: 'Something went wrong on our side.', code: 'internal_error' };
}

export const getProof: Operation = async (core, c) => {
  const place = placeOf(c);
  const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
  const proof = await findProof(core, code);
  if (proof === undefined) throw notFound('Proof');
  return c.json(render(code, proof, place));
};

/** Every condition of the newest proof as it was looked at. */
export function getContactSheet(format: 'png' | 'pdf'): Operation {
  return async (core, c) => {
    const place = placeOf(c);
    const code = await getCode(core, c.var.access, c.req.param('id') ?? '');
    return whileAwaited(c, async (signal) => {
      const bytes = await drawContactSheet(core, code, format, { place, signal });
      c.header('Content-Type', mediaTypes[format]);
      c.header('Content-Disposition', `inline; filename="proof-${code.slug}.${format}"`);
      c.header('Cache-Control', 'private, no-cache');
      return c.body(bytes);
    });
  };
}
