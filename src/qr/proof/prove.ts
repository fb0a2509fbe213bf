import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { ProofWatch } from '../../core/designs/port.ts';
import type {
  ProofCondition,
  ProofDecoder,
  ProofProfile,
  ProofReport,
  Reading,
} from '../../core/designs/proof.ts';
import { type Decoder, openDecoders } from './decoders.ts';
import { judge } from './judge.ts';
import { matrixNumber } from './matrix.ts';
import { type Plan, planOf, type Sitting } from './plan.ts';
import type { Frame } from './raster.ts';

/**
 * Looks at the exported files of a picture under simulated damage with every decoder there is. The same source and
 * profile give the same readings on every machine with the same decoders.
 *
 * Rejects with the signal's reason as soon as the decoding that runs has ended.
 */
export async function proveDesign(
  source: PictureSource,
  profile: ProofProfile,
  watch: ProofWatch = {},
): Promise<ProofReport> {
  const startedMs = performance.now();
  watch.signal?.throwIfAborted();
  const decoders = await openDecoders();
  const plan = await planOf(source, profile, watch.signal);
  const conditions = await readAll(plan, decoders, source.text, watch);
  const names = decoders.map(({ name }) => name);
  return {
    profile,
    matrix: matrixNumber,
    symbol: plan.symbol,
    decoders: names,
    conditions,
    ...judge(source, conditions.map(withSize(plan)), names),
    tookMs: Math.round(performance.now() - startedMs),
  };
}

/** Frames that are held at once, for decoders that take several. */
const sittingsAtOnce = 24;

async function readAll(
  plan: Plan,
  decoders: readonly Decoder[],
  text: string,
  watch: ProofWatch,
): Promise<readonly ProofCondition[]> {
  const conditions: ProofCondition[] = [];
  const total = plan.sittings.length * decoders.length;
  let done = 0;
  const tell = (count: number) => {
    done += count;
    watch.onProgress?.({ done, total });
  };
  for (let first = 0; first < plan.sittings.length; first += sittingsAtOnce) {
    const sittings = plan.sittings.slice(first, first + sittingsAtOnce);
    conditions.push(...(await readSome(sittings, decoders, text, watch.signal, tell)));
  }
  return conditions;
}

async function readSome(
  sittings: readonly Sitting[],
  decoders: readonly Decoder[],
  text: string,
  signal: AbortSignal | undefined,
  tell: (count: number) => void,
): Promise<readonly ProofCondition[]> {
  const frames: Frame[] = [];
  const readings = sittings.map((): Partial<Record<ProofDecoder, Reading>> => ({}));
  for (const sitting of sittings) {
    // So that whoever cancels or listens has a turn.
    await nextTurn();
    signal?.throwIfAborted();
    frames.push(sitting.look());
  }
  for (const decoder of decoders) {
    for (let first = 0; first < frames.length; first += decoder.batch) {
      await nextTurn();
      signal?.throwIfAborted();
      const texts = await decoder.read(frames.slice(first, first + decoder.batch), signal);
      for (const [index, found] of texts.entries()) {
        const reading = readings[first + index];
        if (reading !== undefined) reading[decoder.name] = readingOf(found, text);
      }
      tell(texts.length);
    }
  }
  return sittings.map(({ id, damage, label, format }, index) => ({
    id,
    damage,
    label,
    format,
    readings: readings[index] ?? {},
  }));
}

/** With the sizes that the judge asks for and a report does not hold. */
function withSize({ sittings }: Plan) {
  return (condition: ProofCondition, index: number) => ({
    ...condition,
    modulePx: sittings[index]?.modulePx ?? null,
  });
}

export function readingOf(found: string | null, text: string): Reading {
  if (found === null) return 'missed';
  return found === text ? 'read' : 'misread';
}
