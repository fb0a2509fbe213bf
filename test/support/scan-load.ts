import { Agent, get, type IncomingMessage } from 'node:http';
import { openCore } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { openStore } from '../../src/store/open.ts';
import { operator, phoneAgent } from './program.ts';
import { type Env, serverEnv } from './server-process.ts';

/**
 * Scans that can be told apart: number `n` goes to code `n % codes` with the referring host `m<n / codes>.test`,
 * so that each one is found again in the log of the store, once, twice or not at all.
 */
export interface ScanLoad {
  /** Numbers answered with 302 and the word that they were on disk. */
  readonly durable: Set<number>;
  /** Numbers answered with 302 before they were on disk. */
  readonly deferred: Set<number>;
  /** Answers that are no 302, by status; 0: the connection broke. */
  readonly others: Map<number, number>;
  /** Ends when every request under way is answered or broken off. */
  stop(): Promise<void>;
  /** Resolves when this many more scans have been answered with 302. */
  answered(count: number): Promise<void>;
}

export interface LoadOptions {
  readonly url: string;
  readonly slugs: readonly string[];
  /** Shared by the loads of a test, so that no number is used twice. */
  readonly numbers: { next: number };
  readonly connections?: number;
  /** What else each request carries. */
  readonly headers?: (n: number) => Record<string, string>;
}

interface Waiter {
  readonly count: number;
  readonly done: () => void;
}

/** Each connection sends its next scan when the last is answered; one that breaks ends. */
export function startLoad(options: LoadOptions): ScanLoad {
  const { connections = 16 } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const [durable, deferred] = [new Set<number>(), new Set<number>()];
  const others = new Map<number, number>();
  let waiters: Waiter[] = [];
  let stopped = false;
  const note = (n: number, response: IncomingMessage) => {
    const status = response.statusCode ?? 0;
    const timing = response.headers['server-timing'];
    if (status !== 302) others.set(status, (others.get(status) ?? 0) + 1);
    else (timing === 'scan;desc=durable' ? durable : deferred).add(n);
    const total = durable.size + deferred.size;
    for (const waiter of waiters) if (waiter.count <= total) waiter.done();
    waiters = waiters.filter((waiter) => waiter.count > total);
  };
  const work = async () => {
    while (!stopped) {
      const n = options.numbers.next++;
      try {
        note(n, await scanOnce(agent, options, n));
      } catch {
        others.set(0, (others.get(0) ?? 0) + 1);
        return;
      }
    }
  };
  const all = Promise.all(Array.from({ length: connections }, work));
  return {
    ...{ durable, deferred, others },
    async stop() {
      stopped = true;
      await all;
      agent.destroy();
    },
    answered: (count) =>
      new Promise((done) => waiters.push({ count: durable.size + deferred.size + count, done })),
  };
}

function scanOnce(agent: Agent, { url, slugs, headers }: LoadOptions, n: number): Promise<IncomingMessage> {
  const slug = slugs[n % slugs.length];
  const referer = `https://m${Math.floor(n / slugs.length)}.test/`;
  const all = { 'user-agent': phoneAgent, referer, ...headers?.(n) };
  return new Promise((resolve, reject) => {
    const request = get(`${url}/p/${slug}`, { agent, headers: all }, (response) => {
      response.resume();
      response.on('end', () => resolve(response));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** Makes codes in a data directory (and database) on which no server has to run yet. */
export async function makeCodes(dataDir: string, count: number, env: Env = {}): Promise<string[]> {
  const { core, close } = await openCore(configOf(dataDir, env), silent);
  try {
    const [workspace] = await core.store.workspaces.list();
    if (!workspace) throw new Error('there is no workspace');
    const access = { workspace, actor: operator, role: 'owner', readOnly: false } as const;
    const slugs = Array.from({ length: count }, (_, n) => `load${n}`);
    for (const slug of slugs)
      await createCode(core, access, { type: 'url', destination: 'https://example.com/', slug });
    return slugs;
  } finally {
    await close();
  }
}

const silent = createLogger({ level: 'silent', stream: 2 });

export function configOf(dataDir: string, env: Env = {}) {
  return loadConfig({ ...serverEnv, DATA_DIR: dataDir, ...env }, dataDir);
}

export interface StoredScans {
  /** How many rows each number has. */
  readonly rows: ReadonlyMap<number, number>;
  /** Rows by the totals that are kept beside them. */
  readonly totals: number;
}

const allClasses = Array.from({ length: 32 }, (_, hitClass) => hitClass);
const pageRows = 5_000;

/** Reads what the store holds of these codes, beside a server or without one. */
export async function readStored(
  dataDir: string,
  slugs: readonly string[],
  env: Env = {},
): Promise<StoredScans> {
  const { databaseUrl, scanDurability: durability } = configOf(dataDir, env);
  const options = { url: databaseUrl ?? '', file: `${dataDir}/quietzone.db`, durability };
  const store = await openStore(options, () => undefined);
  try {
    const codes = await store.codes.findByFoldedSlugs(slugs);
    const rows = new Map<number, number>();
    for (const code of codes) {
      const index = slugs.indexOf(code.slug);
      for (let fromId = 0; ; ) {
        const range = { fromId, toId: Number.MAX_SAFE_INTEGER, classes: allClasses };
        const page = await store.scans.list(code.num, range, 'oldest', 0, pageRows);
        for (const { referrer } of page) {
          const n = Number(/^m(\d+)\.test$/.exec(referrer ?? '')?.[1]) * slugs.length + index;
          rows.set(n, (rows.get(n) ?? 0) + 1);
        }
        const last = page.at(-1);
        if (!last || page.length < pageRows) break;
        fromId = last.id + 1;
      }
    }
    const nums = codes.map((code) => code.num);
    const totals = [...(await store.scans.totals(nums, allClasses)).values()];
    return { rows, totals: totals.reduce((sum, hits) => sum + hits, 0) };
  } finally {
    await store.close();
  }
}

/** What is wrong with what is stored; all zero when every scan of `expected` is there exactly once. */
export function compareScans(stored: StoredScans, expected: Iterable<number>) {
  const missing = [...expected].filter((n) => !stored.rows.has(n)).length;
  const twice = [...stored.rows.values()].filter((rows) => rows > 1).length;
  const count = [...stored.rows.values()].reduce((sum, rows) => sum + rows, 0);
  return { missing, twice, totalsOff: stored.totals - count };
}

export const nothingWrong = { missing: 0, twice: 0, totalsOff: 0 };
