import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSink } from '../../src/compose.ts';
import type { LinkCode } from '../../src/core/codes/code.ts';
import { createScanIds } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import type { ScanSink } from '../../src/core/store.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { type Caller, createCaller } from '../load/caller.ts';
import { quantilesOf } from '../quantiles.ts';
import { configOf } from '../quietzone.ts';
import type { Figure } from '../section.ts';
import { createHitSource } from '../workload/hits.ts';

interface DeletionParts {
  readonly dataDir: string;
  readonly port: number;
  readonly key: string;
  /** The first is the one to delete, the second the one that small writes go to. */
  readonly codes: readonly LinkCode[];
}

const pauseMs = 5;
const quietWrites = 200;

/** Deletes the busiest code in a running server, with small writes before and meanwhile. */
export async function measureDeletion({ dataDir, port, key, codes }: DeletionParts) {
  const [busiest, other] = codes as [LinkCode, LinkCode];
  const db = openSqlite(join(dataDir, 'quietzone.db'), { readonly: true });
  const rows = Number(db.prepare('select count(*) from scans where code_num = ?').pluck().get(busiest.num));
  const some = db.prepare('select 1 from scans where code_num = ? limit 1').pluck();
  const caller = createCaller(port, key);
  const sink = await openSink(configOf(dataDir));
  const [before, meanwhile]: [WriteTimes, WriteTimes] = [noTimes(), noTimes()];
  const write = createWrites(caller, sink, other);
  for (let n = 0; n < quietWrites; n += 1) await write(before);
  const startedAt = performance.now();
  const deleted = await caller.call('DELETE', `/api/v1/qr/${busiest.id}`);
  if (deleted.status !== 200) throw new Error(`Deleting was answered with ${deleted.status}`);
  while (some.get(busiest.num) !== undefined) await write(meanwhile);
  const erasedS = (performance.now() - startedAt) / 1000;
  caller.close();
  await sink.close();
  db.close();
  const raw = {
    ...{ rows, callMs: deleted.ms, erasedS },
    before: { rename: quantilesOf(before.rename), store: quantilesOf(before.store) },
    meanwhile: { rename: quantilesOf(meanwhile.rename), store: quantilesOf(meanwhile.store) },
  };
  return { figures: figuresOf(raw), raw };
}

interface WriteTimes {
  readonly rename: number[];
  readonly store: number[];
}

const noTimes = (): WriteTimes => ({ rename: [], store: [] });

/** A code is renamed through the API; then a batch of one scan is stored, by a connection as the drain has one. */
function createWrites(caller: Caller, sink: ScanSink, code: LinkCode) {
  const { num, workspaceNum: workspace } = code;
  const ids = createScanIds(Date.now, 31, 0);
  const nextHits = createHitSource({ codes: 1, workspace, fromMs: 0, toMs: 1, hits: 1, seed: 3 });
  let written = 0;
  return async (times: WriteTimes) => {
    written += 1;
    const rename = await caller.call('PATCH', `/api/v1/qr/${code.id}`, { name: `Name ${written}` });
    if (rename.status !== 200) throw new Error(`Renaming was answered with ${rename.status}`);
    times.rename.push(rename.ms);
    const [hit] = nextHits(1) as [EnrichedHit];
    const startedAt = performance.now();
    const spool = 'bench-deletion';
    await sink.storeBatch({
      id: `${spool}-${written}`,
      spool,
      hits: [{ ...hit, id: ids.next(), code: num }],
    });
    times.store.push(performance.now() - startedAt);
    await pause(pauseMs);
  };
}

function figuresOf(raw: {
  readonly rows: number;
  readonly callMs: number;
  readonly erasedS: number;
  readonly before: Readonly<Record<keyof WriteTimes, { readonly max: number }>>;
  readonly meanwhile: Readonly<Record<keyof WriteTimes, { readonly p50: number; readonly max: number }>>;
}): Figure[] {
  const { rows, callMs, erasedS } = raw;
  const quiet = Math.max(raw.before.rename.max, raw.before.store.max);
  const { rename, store } = raw.meanwhile;
  const longest = `rename ${rename.max.toFixed(1)} ms, store ${store.max.toFixed(1)} ms; before ${quiet.toFixed(1)} ms`;
  return [
    {
      id: 'log-delete',
      what: `delete a code, until its ${rows} rows are erased`,
      measured: erasedS,
      unit: 's',
      detail: `answered after ${callMs.toFixed(1)} ms; ${Math.round(rows / erasedS)} rows a second`,
    },
    {
      id: 'log-delete-wait',
      what: 'longest small write meanwhile',
      measured: Math.max(rename.max, store.max),
      unit: 'ms',
      detail: `longest ${longest}; p50 rename ${rename.p50.toFixed(1)} ms, store ${store.p50.toFixed(1)} ms`,
    },
  ];
}
