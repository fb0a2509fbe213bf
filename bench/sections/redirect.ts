import { join } from 'node:path';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { measureSync } from '../disk.ts';
import { generatorThere, type LoadResult, runLoad } from '../load/load.ts';
import { startBare } from '../peers/bare.ts';
import { type Peer, startNginx } from '../peers/nginx.ts';
import { canPin, cpuSecondsOf, has } from '../processes.ts';
import { medianOf } from '../quantiles.ts';
import { configOf, type Server, startServer, waitForDrain, withCore } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { destinationOf, seedCodes, slugOf } from '../workload/codes.ts';
import { scanRequests } from '../workload/requests.ts';

const codes = 1_000;
const connections = 64;
const seed = 7;

interface Round extends LoadResult {
  /** Processor time of the server over the time of the load: at 1 its core was the limit. */
  readonly busy: number;
}

interface Contestant {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** Codes that are asked for. */
  readonly codes: number;
  /** Null for a peer. */
  readonly server: Server | null;
  readonly dataDir: string;
  stop(): Promise<void>;
  readonly rounds: Round[];
  readonly alone: Round[];
  /** Time from the end of each round's load until every scan was in the store. */
  readonly drainMs: number[];
  /** Answers to whatever was sent, warming up included. */
  answers: number;
  /** Requests whose answer nobody may have waited for, when load ended. */
  unheard: number;
}

export const redirect: Section = {
  name: 'redirect',
  title: 'Redirect',
  method: `Each server has core 0, the load generator core 1. ${connections} kept connections send scans by twenty
browsers, of one code or of ${codes} by Zipf popularity, to each server in turn, round after round; the medians of the
rounds are shown; where the core was not busy, the load generator or the disk was the limit. nginx is one worker that
looks the path up in a map of ${codes} and answers 302, without a log; bare \`node:http\` answers every request with one constant 302. \`durable\` is the default (\`SCAN_DURABILITY=safe\`), all
options as they come. After each round of ours, every scan is drained into the store before the next server's turn.
At the end the rows in the store are counted and held against the answers that the load generator counted. One request
at a time is the same with one connection; the time of an fsync is the median of 8 KiB written over and fdatasync.`,
  run: runRedirect,
};

async function runRedirect(context: BenchContext): Promise<SectionResult> {
  const { quick } = context.options;
  const folder = context.newFolder('redirect');
  const seconds = quick ? 1 : 8;
  const contestants = await startAll(context);
  const load = (of: Contestant, count: number, lengthS: number) => runOne(folder, of, count, lengthS);
  for (const of of contestants) await load(of, connections, quick ? 1 : 3);
  for (let round = 0; round < (quick ? 2 : 5); round += 1) {
    for (const of of contestants) {
      context.say(`round ${round + 1}: ${of.name}`);
      of.rounds.push(await load(of, connections, seconds));
    }
  }
  const sync = measureSync(folder, quick ? 100 : 1_000);
  const alone = contestants.filter(({ name }) => name === 'durable' || name === 'bare');
  for (let round = 0; round < (quick ? 1 : 5); round += 1) {
    for (const of of alone) of.alone.push(await load(of, 1, quick ? 1 : 3));
  }
  const scans = await countScans(contestants);
  for (const { stop } of contestants) await stop();
  return summarise(contestants, sync.overwrite.p50, scans, { sync, scans, seconds });
}

async function startAll(context: BenchContext): Promise<Contestant[]> {
  const fresh = () => ({ rounds: [], alone: [], drainMs: [], answers: 0, unheard: 0 });
  const destinations = new Map(Array.from({ length: codes }, (_, n) => [slugOf(n), destinationOf(n)]));
  const peer = ({ port, pid, stop }: Peer) => ({ port, pid, stop, server: null, dataDir: '' });
  const contestants: Contestant[] = [];
  if (has('nginx')) {
    const nginx = await startNginx(context.newFolder('nginx'), 0, destinations);
    contestants.push({ name: 'nginx', codes: 1, ...peer(nginx), ...fresh() });
  }
  contestants.push({ name: 'bare', codes: 1, ...peer(await startBare(0)), ...fresh() });
  for (const durability of ['safe', 'fast'] as const) {
    const dataDir = context.newFolder(`redirect-${durability}`);
    await withCore(configOf(dataDir), (core) => seedCodes(core, codes));
    const server = await startServer({ dataDir, core: 0, env: { SCAN_DURABILITY: durability } });
    const name = durability === 'safe' ? 'durable' : 'fast';
    const pid = server.process.child.pid ?? 0;
    const ours = { port: server.port, pid, server, dataDir, stop: () => server.stop() };
    contestants.push({ name, codes: 1, ...ours, ...fresh() });
    if (name === 'durable') {
      contestants.push({ name: 'durable-many', codes, ...ours, ...fresh() });
    }
  }
  for (const { name, port } of contestants) await checkAnswer(name, port);
  return contestants;
}

/** A server that answers anything else would win every race. */
async function checkAnswer(name: string, port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/p/${slugOf(0)}`, {
    method: 'HEAD',
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (answer.status !== 302 || location === null) throw new Error(`${name} answers ${answer.status}`);
  if (name !== 'bare' && location !== destinationOf(0)) throw new Error(`${name} leads to ${location}`);
}

async function runOne(folder: string, of: Contestant, count: number, seconds: number): Promise<Round> {
  const requests = scanRequests(of.port, of.codes, seed);
  const cpuBefore = cpuSecondsOf(of.pid);
  const result = await runLoad({ port: of.port, requests, connections: count, seconds }, folder);
  const busy = ((cpuSecondsOf(of.pid) - cpuBefore) * result.perSecond) / result.answers;
  of.answers += result.answers;
  of.unheard += count;
  if (of.server) of.drainMs.push(await waitForDrain(of.server));
  return { ...result, busy };
}

interface ScanCount {
  readonly name: string;
  readonly answers: number;
  readonly stored: number;
  /** What the totals of the codes add up to. */
  readonly counted: number;
  readonly missing: number;
  /** Stored, and their answer was not waited for when the load ended: at most one for each connection and round. */
  readonly unheard: number;
  readonly unheardMost: number;
  readonly deferred: number;
}

/** Stops the servers and counts the rows of their stores. */
async function countScans(contestants: readonly Contestant[]): Promise<ScanCount[]> {
  const counts: ScanCount[] = [];
  for (const name of ['durable', 'fast'] as const) {
    const mine = contestants.filter((of) => of.name.startsWith(name));
    const server = mine[0]!.server!;
    await waitForDrain(server);
    const deferred = await server.metric('quietzone_scans_deferred_total');
    await server.stop();
    const db = openSqlite(join(mine[0]!.dataDir, 'quietzone.db'), { readonly: true });
    const read = (sql: string) => Number(db.prepare(sql).pluck().get());
    const [stored, counted] = [read('select count(*) from scans'), read('select sum(hits) from code_totals')];
    db.close();
    // The HEAD requests that checked the answers are stored as well.
    const answers = mine.reduce((sum, of) => sum + of.answers + 1, 0);
    const unheardMost = mine.reduce((sum, of) => sum + of.unheard, 0);
    const missing = Math.max(0, answers - stored, answers - counted, Math.abs(stored - counted));
    const unheard = stored - answers;
    if (unheard > unheardMost) throw new Error(`${name} stored ${unheard} scans that nobody sent`);
    counts.push({ name, answers, stored, counted, missing, unheard, unheardMost, deferred });
  }
  return counts;
}

function summarise(
  contestants: readonly Contestant[],
  fsyncMs: number,
  scans: readonly ScanCount[],
  rest: object,
): SectionResult {
  const figures: Figure[] = [];
  const named = (name: string) => contestants.find((of) => of.name === name);
  const peers = ['nginx', 'bare'].flatMap((name) => named(name) ?? []);
  for (const peer of peers) figures.push(rateFigure(`redirect-${peer.name}`, titles[peer.name]!, peer));
  for (const name of ['durable', 'durable-many', 'fast']) {
    const of = named(name)!;
    for (const peer of peers) {
      const against = { name: titles[peer.name]!, measured: rateOf(peer) };
      figures.push({ ...rateFigure(`redirect-${name}-${peer.name}`, titles[name]!, of), peer: against });
    }
  }
  figures.push(...countFigures(contestants, scans), aloneFigure(named('durable')!, named('bare')!, fsyncMs));
  const notes = [
    ...(generatorThere === 'wrk' ? [] : ['wrk is not installed: load came from `bench/load/client.ts`.']),
    ...(named('nginx') ? [] : ['nginx is not installed: the ratio to it was not measured.']),
    ...(canPin ? [] : ['Servers and load could not be pinned to cores of their own.']),
  ];
  const raw = contestants.map(({ server, stop, ...of }) => of);
  return { figures, notes, raw: { ...rest, contestants: raw } };
}

const titles: Readonly<Record<string, string>> = {
  nginx: 'nginx, map look-up',
  bare: 'bare `node:http`, constant',
  durable: 'durable, one code',
  'durable-many': `durable, ${codes} codes`,
  fast: 'fast, one code',
};

const rateOf = (of: Contestant) => medianOf(of.rounds.map(({ perSecond }) => perSecond));
const p50Of = (results: readonly LoadResult[]) => medianOf(results.map(({ p50Ms }) => p50Ms));

function rateFigure(id: string, what: string, of: Contestant): Figure {
  const p99 = medianOf(of.rounds.map(({ p99Ms }) => p99Ms));
  const busy = Math.round(medianOf(of.rounds.map((round) => round.busy)) * 100);
  const detail = `p50 ${p50Of(of.rounds).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, its core busy ${busy} %`;
  return { id, what: `${connections} connections: ${what}`, measured: rateOf(of), unit: '/s', detail };
}

function countFigures(contestants: readonly Contestant[], scans: readonly ScanCount[]): Figure[] {
  const errors = contestants.flatMap((of) => [...of.rounds, ...of.alone]);
  const ours = contestants.find(({ name }) => name === 'durable')!;
  const answered = ours.rounds.map(({ answers }) => answers);
  // The first time is that of the warming up.
  const sustained = answered.map((count, n) => {
    const loadMs = (count / ours.rounds[n]!.perSecond) * 1000;
    return (count / (loadMs + ours.drainMs[n + 1]!)) * 1000;
  });
  const told = scans.map(({ name, answers, stored, deferred }) => {
    const [heard, kept, late] = [answers, stored, deferred].map((count) => count.toLocaleString('en-US'));
    return `${name}: ${heard} answers counted, ${kept} scans stored, ${late} deferred`;
  });
  return [
    {
      id: 'redirect-sustained',
      what: 'durable, one code, until the last scan is in the store',
      measured: medianOf(sustained),
      unit: '/s',
      detail: 'answers over the time of load and drain',
    },
    {
      id: 'redirect-missing',
      what: 'answered scans missing in the store',
      measured: scans.reduce((sum, { missing }) => sum + missing, 0),
      unit: '',
      detail: told.join('; '),
    },
    {
      id: 'redirect-errors',
      what: 'errors of all rounds',
      measured: errors.reduce((sum, result) => sum + result.errors, 0),
      unit: '',
    },
  ];
}

function aloneFigure(durable: Contestant, bare: Contestant, fsyncMs: number): Figure {
  const [ours, theirs] = [p50Of(durable.alone), p50Of(bare.alone)];
  return {
    id: 'redirect-alone',
    what: 'one request at a time: what durable takes above bare `node:http` and one fsync, p50',
    measured: ours - theirs - fsyncMs,
    unit: 'ms',
    detail: `durable ${ours.toFixed(3)} ms, bare ${theirs.toFixed(3)} ms, fsync ${fsyncMs.toFixed(3)} ms`,
  };
}
