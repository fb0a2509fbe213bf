import { openSink } from '../../compose.ts';
import type { Config } from '../../config/config.ts';
import { createCode } from '../../core/codes/create.ts';
import type { Core } from '../../core/core.ts';
import type { ScanSink } from '../../core/store.ts';
import type { Access } from '../../core/workspaces/access.ts';
import type { Workspace } from '../../core/workspaces/workspace.ts';
import { operator } from '../session.ts';
import { demoCodes } from './codes.ts';
import { createDice } from './dice.ts';
import { type BusyCode, makeDemoHits } from './hits.ts';

const seed = 20_250_101;
/** Small enough that a running server's own writes go on between two batches. */
const batchHits = 500;

export interface DemoResult {
  readonly codes: number;
  readonly hits: number;
}

/** Makes the codes of the demo and stores their past; works beside a running server. */
export async function fillDemo(core: Core, config: Config, workspace: Workspace): Promise<DemoResult> {
  const access: Access = { workspace, actor: operator, role: 'owner', readOnly: false };
  const codes: BusyCode[] = [];
  for (const { scansPerDay, ...input } of demoCodes) {
    codes.push({ code: await createCode(core, access, input), scansPerDay });
  }
  const hits = makeDemoHits(codes, createDice(seed), core.clock.now(), config.repeatWindowMs);
  const sink = await openSink(config);
  try {
    await storeAll(core, sink, hits);
  } finally {
    await sink.close();
  }
  return { codes: codes.length, hits: hits.length };
}

async function storeAll(core: Core, sink: ScanSink, hits: ReturnType<typeof makeDemoHits>): Promise<void> {
  const spool = `demo-${core.random.uuid()}`;
  for (let from = 0; from < hits.length; from += batchHits) {
    await sink.storeBatch({ id: `${spool}-${from}`, spool, hits: hits.slice(from, from + batchHits) });
  }
}
