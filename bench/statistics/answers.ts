import { createDice } from '../../src/cli/demo/dice.ts';
import type { LinkCode } from '../../src/core/codes/code.ts';
import { createCaller } from '../load/caller.ts';
import { type Memory, readMemory } from '../memory.ts';
import { type Quantiles, quantilesOf } from '../quantiles.ts';
import { type Server, startServer } from '../quietzone.ts';
import { fromMs, toMs } from '../workload/dataset.ts';

const dayMs = 86_400_000;
const sixDimensions = 'by=country,city,device,os,browser,referrer&metrics=scans';

interface Parts {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** File of the command line that is started. */
  readonly entry: string;
  readonly key: string;
  /** The first is the busiest. */
  readonly codes: readonly LinkCode[];
  readonly turns: number;
}

export interface Answers {
  /** 90 days of the busiest code by day, scans and visitors; another window each time. */
  readonly series: Quantiles;
  readonly seriesInZone: Quantiles;
  /** Six dimensions of the workspace, whole months and 30 days: each window for the first time, and again. */
  readonly month: Quantiles;
  readonly monthAgain: Quantiles;
  readonly monthInZone: Quantiles;
  /** Of a server that has answered nothing yet. */
  readonly yearFirst: Quantiles;
  readonly yearAgain: Quantiles;
  /** One country of the busiest code, 30 days, by device: from single hits. */
  readonly filtered: Quantiles;
  readonly idle: Memory;
  readonly busiest: Memory;
}

const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const yearPath = `/api/v1/stats?since=${date(fromMs)}&until=${date(toMs)}&${sixDimensions}`;

/** Through the API of a running server, one call at a time. */
export async function measureAnswers(parts: Parts): Promise<Answers> {
  const yearFirst: number[] = [];
  const starts = Math.min(5, parts.turns);
  for (let start = 1; start < starts; start += 1) yearFirst.push(await measureFirst(parts));
  const server = await startServer({
    dataDir: parts.dataDir,
    core: null,
    env: parts.env,
    entry: parts.entry,
  });
  try {
    const idle = await settledMemory(server);
    const asker = createAsker(server, parts.key);
    await asker.warmUp();
    yearFirst.push(...(await asker.askAll([yearPath])));
    const yearAgain = await asker.askAll(Array.from({ length: parts.turns }, () => yearPath));
    const path = `/api/v1/qr/${parts.codes[0]?.id}/stats`;
    const dice = createDice(23);
    const windows = (days: number) =>
      Array.from({ length: parts.turns }, () => {
        const sinceMs = fromMs + dice.whole((toMs - fromMs) / dayMs - days) * dayMs;
        return `since=${date(sinceMs)}&until=${date(sinceMs + days * dayMs)}`;
      });
    const series = windows(90).map((window) => `${path}?${window}&interval=day&metrics=scans,visitors`);
    const months = [...new Set(windows(30))].map((window) => `/api/v1/stats?${window}&${sixDimensions}`);
    const filtered = windows(30).map((window) => `${path}?${window}&country=DE&by=device`);
    const measured = {
      series: await asker.askAll(series),
      seriesInZone: await asker.askAll(series.map(inKolkata)),
      month: await asker.askAll(months),
      monthAgain: await asker.askAll(Array.from({ length: parts.turns }, () => months.at(-1) as string)),
      monthInZone: await asker.askAll(months.map(inKolkata)),
      filtered: await asker.askAll(filtered),
    };
    const busiest = asker.busiest();
    asker.end();
    const quantiles = Object.fromEntries(
      Object.entries({ ...measured, yearFirst, yearAgain }).map(([name, times]) => [
        name,
        quantilesOf(times),
      ]),
    );
    return { ...(quantiles as Omit<Answers, 'idle' | 'busiest'>), idle, busiest };
  } finally {
    await server.stop();
  }
}

const inKolkata = (path: string) => `${path}&tz=Asia/Kolkata`;

async function measureFirst({ dataDir, env, entry, key }: Parts): Promise<number> {
  const server = await startServer({ dataDir, core: null, env, entry });
  const asker = createAsker(server, key);
  try {
    await asker.warmUp();
    return (await asker.askAll([yearPath]))[0] as number;
  } finally {
    asker.end();
    await server.stop();
  }
}

async function settledMemory(server: Server): Promise<Memory> {
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  return readMemory(server.process.child.pid ?? 0);
}

function createAsker(server: Server, key: string) {
  const caller = createCaller(server.port, key);
  let busiest = readMemory(server.process.child.pid ?? 0);
  return {
    busiest: () => busiest,
    /** Starts the thread of statistics, with a question whose answer is of no use to the next. */
    async warmUp(): Promise<void> {
      const day = `since=${date(fromMs)}&until=${date(fromMs + dayMs)}`;
      await caller.call('GET', `/api/v1/stats?${day}`);
    },
    async askAll(paths: readonly string[]): Promise<number[]> {
      const times: number[] = [];
      for (const path of paths) {
        const { status, ms } = await caller.call('GET', path);
        if (status !== 200) throw new Error(`${path} was answered with ${status}`);
        times.push(ms);
        const memory = readMemory(server.process.child.pid ?? 0);
        if (memory.residentMb > busiest.residentMb) busiest = memory;
      }
      return times;
    },
    end: () => caller.close(),
  };
}
