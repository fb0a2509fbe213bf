import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createDice, type Dice } from '../../src/cli/demo/dice.ts';
import type { LinkCode } from '../../src/core/codes/code.ts';
import type { Core } from '../../src/core/core.ts';
import { classesOf } from '../../src/core/scans/hit.ts';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import { renderCursor } from '../../src/http/api-v1/cursor.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { runLoad } from '../load/load.ts';
import { quantilesOf } from '../quantiles.ts';
import { configOf, makeKey, startServer, withCore } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { listAllCodes } from '../workload/codes.ts';
import { copyDataset, type Dataset, ensureDataset } from '../workload/dataset.ts';
import { renderRequest } from '../workload/requests.ts';
import { measureDeletion } from './deletion.ts';

const codes = 5_000;
const pageRows = 50;
const totalsCodes = 20;

export const log: Section = {
  name: 'log',
  title: 'Scan log',
  method: `A SQLite store of ${codes} codes, whose scans of thirteen months (10 M unless the command says otherwise) are
drawn by Zipf popularity and stored in the order of their times, so that the pages of the tables are as full as a year
of real scans leaves them. A page is ${pageRows} scans before a random moment of a random code, through the store and
through the API with one connection. Deleted is the busiest code, through the API, in a running server; rows are
erased in the background. Meanwhile small writes go on, one after the other with a pause of 5 ms: a code is renamed
through the API, and a batch of one scan is stored as the drain does it.`,
  run: runLog,
};

async function runLog(context: BenchContext): Promise<SectionResult> {
  const { quick, scans } = context.options;
  const dataset = await ensureDataset(context, { codes, scans });
  const dataDir = context.newFolder('log');
  context.say('copying the data set');
  copyDataset(dataset, dataDir);
  const bytes = measureBytes(dataDir, dataset);
  const turns = quick ? 300 : 5_000;
  const direct = await withCore(configOf(dataDir), (core) => measureStore(core, turns));
  const server = await startServer({ dataDir, core: null });
  try {
    const api = await measureApi(server.port, direct, dataDir, quick ? 1 : 8);
    context.say('deleting the busiest code');
    const deletion = await measureDeletion({
      dataDir,
      port: server.port,
      key: direct.key,
      codes: direct.codes,
    });
    const { page, totals } = direct;
    const figures = [
      pageFigure('log-page', 'page of 50 by cursor, store, p50', page.p50, page.p99),
      pageFigure('log-page-api', 'the same through the API, p50', api.p50Ms, api.p99Ms),
      pageFigure('log-totals', `totals of ${totalsCodes} codes, p50`, totals.p50, totals.p99),
      ...deletion.figures,
      ...bytes.figures,
    ];
    const note = `${dataset.scans} scans; the busiest code has ${deletion.raw.rows} of them.`;
    return {
      figures,
      notes: [note],
      raw: { dataset, page, totals, api, deletion: deletion.raw, bytes: bytes.raw },
    };
  } finally {
    await server.stop();
  }
}

function pageFigure(id: string, what: string, p50: number, p99: number): Figure {
  return { id, what, measured: p50, unit: 'ms', detail: `p99 ${p99.toFixed(2)} ms` };
}

/** Log page and totals through the store, in ms; makes a key as well. */
export async function measureStore(core: Core, turns: number) {
  const all = await listAllCodes(core);
  const dice = createDice(11);
  const classes = classesOf('scans');
  const page = await timeEach(turns, () => {
    const toId = randomMoment(dice);
    // One row more tells whether there is a next page.
    return core.store.scans.list(
      randomCode(all, dice).num,
      { fromId: 0, toId, classes },
      'newest',
      0,
      pageRows + 1,
    );
  });
  const totals = await timeEach(turns, () => {
    const nums = Array.from({ length: totalsCodes }, () => randomCode(all, dice).num);
    return core.store.scans.totals(nums, classes);
  });
  return { codes: all, page, totals, key: await makeKey(core) };
}

/** The first tenth warms up. */
async function timeEach(turns: number, work: () => Promise<unknown>) {
  const times: number[] = [];
  for (let turn = 0; turn < turns * 1.1; turn += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return quantilesOf(times.slice(-turns));
}

function measureApi(
  port: number,
  { codes: all, key }: { readonly codes: readonly LinkCode[]; readonly key: string },
  folder: string,
  seconds: number,
) {
  const dice = createDice(13);
  const requests = Array.from({ length: 5_000 }, () => {
    const cursor = renderCursor({ beforeId: randomMoment(dice), total: 1_000 });
    const path = `/api/v1/qr/${randomCode(all, dice).id}/scans?limit=${pageRows}&cursor=${cursor}`;
    return renderRequest('GET', path, port, [`Authorization: Bearer ${key}`]);
  });
  return runLoad({ port, requests, connections: 1, seconds }, folder, 'own');
}

const randomCode = (all: readonly LinkCode[], dice: Dice) => all[dice.whole(all.length)] as LinkCode;
/** From the second month of the data set to its end. */
const randomMoment = (dice: Dice) =>
  firstScanIdAt(Date.UTC(2025, 10, 1) + dice.whole(365 * 24 * 3_600) * 1_000);

function measureBytes(dataDir: string, dataset: Dataset) {
  const file = join(dataDir, 'quietzone.db');
  const fileBytes = statSync(file).size;
  const db = openSqlite(file, { readonly: true });
  const tables = db
    .prepare('select name, sum(pgsize) as bytes from dbstat group by name order by 2 desc')
    .all();
  db.close();
  const own = (tables as { name: string; bytes: number }[]).find(({ name }) => name === 'scans')?.bytes ?? 0;
  const detail = `the table of scans alone ${(own / dataset.scans).toFixed(1)}`;
  const measured = fileBytes / dataset.scans;
  const figure = { id: 'log-bytes', what: 'bytes a scan, whole database file', measured, unit: 'B', detail };
  return { figures: [figure], raw: { fileBytes, tables } };
}
