import { join } from 'node:path';
import { firstScanIdAt, timeOfScanId } from '../../core/scans/id.ts';
import { createRepeatJudge } from '../../core/scans/repeat.ts';
import type { SpooledHit } from '../../core/scans/scan.ts';
import type { BatchResult, ScanSink } from '../../core/store.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import { createAgents } from '../enrich/agents.ts';
import { createEnricher } from '../enrich/enrich.ts';
import { decodeHits } from '../spool/group-body.ts';
import type { FixedBatch } from '../spool/messages.ts';
import type { MainPort } from './main-port.ts';
import type { SpoolPort } from './spool-port.ts';

/**
 * The thread that moves spooled hits into the store. A batch is fixed in the spool, stored in one transaction
 * with its id, and released; whatever dies in between is done again with the very same batch.
 */
export async function runDrain(
  options: DrainOptions,
  main: MainPort,
  openSink: () => Promise<ScanSink>,
): Promise<never> {
  const source = openSpoolReader(join(options.dataDir, 'node.db'));
  main.onUp();
  const repeats = createRepeatJudge(options.repeatWindowMs);
  const enrich = createEnricher(createAgents(), repeats);
  /** The last batch that was told: it comes again when the spool could not let it go. */
  let toldId = '';
  const sink = await untilDone(openSink, main.onTrouble);
  await untilDone(() => rememberTail(source, sink, repeats, options.repeatWindowMs), main.onTrouble);
  for (;;) {
    const spool = await main.spool();
    try {
      await drainAll(spool);
    } catch (error) {
      // The spool's thread was replaced, or its disk refuses: the same batch is asked for again.
      main.onTrouble(error);
      await pause(retryMinMs);
    }
  }

  async function drainAll(spool: SpoolPort): Promise<void> {
    for (;;) {
      const batch = await spool.fix(sink.batchMax ?? options.batchMax);
      if (!batch) {
        await spool.more();
        // A scan may wait a moment for others: one transaction for all of them.
        await pause(sink.lingerMs ?? lingerMs);
        continue;
      }
      const spooled = source.read(batch);
      const hits = spooled.map(enrich);
      const started = performance.now();
      const store = () => sink.storeBatch({ id: batch.id, spool: options.spoolId, hits });
      const result = await untilDone(store, main.onTrouble);
      const untold = result.again === true && batch.id !== toldId;
      // Before anything else can fail: of a batch that comes again nobody knows what it stored.
      main.onStored({ ...summaryOf(result, spooled, performance.now() - started), untold });
      toldId = batch.id;
      await spool.release(batch.lastSeq);
    }
  }
}

export interface DrainOptions {
  readonly dataDir: string;
  readonly spoolId: string;
  /** 0 turns the repeat rule off. */
  readonly repeatWindowMs: number;
  /** Hits in one batch at most. */
  readonly batchMax: number;
}

const lingerMs = 150;
const retryMinMs = 250;
const retryMaxMs = 5_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Nothing that was spooled is given up: it is tried until it is done. */
async function untilDone<T>(work: () => Promise<T>, onTrouble: (error: unknown) => void): Promise<T> {
  for (let waitMs = retryMinMs; ; waitMs = Math.min(retryMaxMs, waitMs * 2)) {
    try {
      return await work();
    } catch (error) {
      onTrouble(error);
      await pause(waitMs);
    }
  }
}

function summaryOf(result: BatchResult, hits: readonly SpooledHit[], ms: number) {
  const last = hits.at(-1);
  const lagMs = last ? Math.max(0, Date.now() - timeOfScanId(last.id)) : 0;
  const oldestMs = timeOfScanId(hits.reduce((least, { id }) => Math.min(least, id), Number.MAX_SAFE_INTEGER));
  const stored = storedOf(result, hits);
  return { orphaned: result.orphaned, byClass: [...result.byClass], stored, ms, lagMs, oldestMs };
}

function storedOf({ stored }: BatchResult, hits: readonly SpooledHit[]): Float64Array<ArrayBuffer> {
  const workspaces = new Map(hits.map((hit) => [hit.code, hit.workspace]));
  const triples = new Float64Array((stored.length / 2) * 3);
  for (let at = 0, to = 0; at < stored.length; at += 2, to += 3) {
    const code = stored[at] ?? 0;
    triples[to] = workspaces.get(code) ?? 0;
    triples[to + 1] = code;
    triples[to + 2] = stored[at + 1] ?? 0;
  }
  return triples;
}

function openSpoolReader(file: string) {
  const db = openSqlite(file, { readonly: true });
  const bodies = db.prepare('SELECT hits FROM groups WHERE seq BETWEEN ? AND ? ORDER BY seq').pluck();
  const recent = db.prepare('SELECT hits FROM groups WHERE last_id >= ?').pluck();
  return {
    read: (batch: FixedBatch) => (bodies.all(batch.firstSeq, batch.lastSeq) as string[]).flatMap(decodeHits),
    codesSince(id: number): number[] {
      const hits = (recent.all(id) as string[]).flatMap(decodeHits);
      return [...new Set(hits.map((hit) => hit.code))];
    },
  };
}

/** The repeat rule goes on where it was: scans of the last window are taken over from the store. */
async function rememberTail(
  source: ReturnType<typeof openSpoolReader>,
  sink: ScanSink,
  repeats: ReturnType<typeof createRepeatJudge>,
  windowMs: number,
): Promise<void> {
  const fromId = firstScanIdAt(Date.now() - windowMs);
  const codes = source.codesSince(fromId);
  if (windowMs === 0 || codes.length === 0) return;
  for (const scan of await sink.tail(codes, fromId)) {
    repeats.remember(scan.code, scan.visitor, timeOfScanId(scan.id));
  }
}
