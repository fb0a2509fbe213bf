import { join } from 'node:path';
import { openCore } from '../src/compose.ts';
import type { Config } from '../src/config/config.ts';
import { loadConfig } from '../src/config/load.ts';
import type { Actor } from '../src/core/changes/change.ts';
import type { Core } from '../src/core/core.ts';
import { createKey } from '../src/core/keys/create.ts';
import { createLogger, type Logger } from '../src/runtime/logger.ts';
import { findFreePort, waitForAnswer } from './ports.ts';
import { type Started, start } from './processes.ts';

export const operator: Actor = { kind: 'operator', id: null, name: 'Benchmark' };

/** Origin that codes are printed with: a link of it has 30 characters. */
export const baseUrl = 'https://go.example.co';

export const root = join(import.meta.dirname, '..');
const sources = join(root, 'src/cli/main.ts');

/** Limits of requests would be all that is measured. */
const noLimits = { API_RATE_LIMIT: '0', PLAN_BUSINESS_RATE: '0' };

function environment(dataDir: string, env: Readonly<Record<string, string>> = {}) {
  return { DATA_DIR: dataDir, BASE_URL: baseUrl, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...noLimits, ...env };
}

export function configOf(dataDir: string, env: Readonly<Record<string, string>> = {}): Config {
  return loadConfig(environment(dataDir, env), dataDir);
}

function quietLogger(): Logger {
  return createLogger({ level: 'warn', stream: 2 });
}

/** Opens the product without a server. */
export async function withCore<T>(config: Config, work: (core: Core) => Promise<T>): Promise<T> {
  const { core, close } = await openCore(config, quietLogger());
  try {
    return await work(core);
  } finally {
    await close();
  }
}

export async function makeKey(core: Core): Promise<string> {
  const workspace = (await core.store.workspaces.list())[0]!;
  const input = {
    dialect: 'qra',
    workspaceId: workspace.id,
    userId: null,
    name: 'bench',
    expiresAt: null,
  } as const;
  return (await createKey(core, operator, input)).raw;
}

export interface Server {
  readonly port: number;
  readonly process: Started;
  /** Value of a metric, summed over its labels. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

interface ServerOptions {
  readonly dataDir: string;
  readonly core: number | null;
  readonly env?: Readonly<Record<string, string>>;
  /** File of the command line; by default the sources. */
  readonly entry?: string;
}

/** Starts it and does not wait. */
export async function spawnServer(options: ServerOptions): Promise<Server> {
  const port = await findFreePort();
  const process_ = start({
    core: options.core,
    command: process.execPath,
    args: [options.entry ?? sources, 'serve'],
    env: { ...environment(options.dataDir, options.env), PORT: String(port) },
    cwd: options.dataDir,
  });
  return {
    port,
    process: process_,
    async metric(name) {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.split(/[{ ]/, 1)[0] === name);
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    stop: () => process_.stop(),
  };
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const server = await spawnServer(options);
  const died = server.process.exited.then((code) => {
    throw new Error(`The server ended with ${code}: ${server.process.errors()}`);
  });
  await Promise.race([waitForAnswer(server.port, '/readyz', 200), died]);
  died.catch(() => undefined);
  return server;
}

/** Waits until every hit that the server has spooled is in its store; gives the milliseconds. */
export async function waitForDrain(server: Server, timeoutMs = 600_000): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < timeoutMs) {
    if ((await server.metric('quietzone_spool_depth')) === 0) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The spool was not drained in time');
}
