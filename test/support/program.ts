import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../src/compose.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Actor } from '../../src/core/changes/change.ts';
import type { Core } from '../../src/core/core.ts';
import { createKey } from '../../src/core/keys/create.ts';
import type { Dialect } from '../../src/core/keys/key.ts';
import type { Workspace } from '../../src/core/workspaces/workspace.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { putReadyDatabase } from './ready-database.ts';

export interface TestProgram {
  /** Origin that it really listens on. */
  readonly url: string;
  readonly core: Core;
  /** What it runs by, for what works beside it. */
  readonly config: Config;
  /** A new key of the workspace, by default the first; the raw text. */
  key(dialect: Dialect, workspace?: Workspace): Promise<string>;
  stop(): Promise<void>;
}

/** Origin that codes are printed with; requests go to `program.url`. */
export const baseUrl = 'https://self.test';

export const operator: Actor = { kind: 'operator', id: null, name: 'Test' };

/** Agent of a phone, since a program's own agent is no scan. */
export const phoneAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/**
 * Starts the real program on a directory and a port of its own. Limits are off unless a test asks for them, so
 * that no test meets another's minute.
 */
export async function startProgram(env: Record<string, string> = {}): Promise<TestProgram> {
  const dir = await mkdtemp(join(tmpdir(), 'quietzone-test-'));
  const quiet = {
    API_RATE_LIMIT: '0',
    PLAN_BUSINESS_RATE: '0',
    REPEAT_WINDOW_SECONDS: '0',
    GEO_DB: 'off',
    LOG_LEVEL: 'silent',
  };
  const where = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(dir, 'data'), BASE_URL: baseUrl };
  const config = loadConfig({ ...where, ...quiet, ...env }, dir);
  if (config.databaseUrl === null) await putReadyDatabase(join(config.dataDir, 'quietzone.db'));
  const program = await compose(config, createLogger({ level: config.logLevel, stream: 2 }));
  await program.start();
  return {
    url: program.url.replace('localhost', '127.0.0.1'),
    core: program.core,
    config,
    key: (dialect, workspace) => makeKey(program.core, dialect, workspace),
    async stop() {
      await program.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function makeKey(core: Core, dialect: Dialect, wanted?: Workspace): Promise<string> {
  const workspace = wanted ?? (await core.store.workspaces.list())[0]!;
  const users = await core.store.workspaces.listUsers();
  const userId = dialect === 'qra' ? null : users[0]!.id;
  const input = { dialect, workspaceId: workspace.id, userId, name: 'test', expiresAt: null };
  return (await createKey(core, operator, input)).raw;
}
