import { openCore, openPacks } from '../compose.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Core } from '../core/core.ts';
import type { Operator } from '../core/instance/operator.ts';
import type { PackStore } from '../core/stats/port.ts';
import { createLogger } from '../runtime/logger.ts';
import type { Terminal } from './terminal.ts';

/** Who the log of changes names for what is done here. */
export const operator: Operator = { kind: 'operator', id: null, name: 'Command line' };

/** Opens the product for one command, beside a running server if there is one. */
export async function withCore<T>(
  terminal: Terminal,
  work: (core: Core, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig(terminal.env, terminal.cwd);
  const log = createLogger({ level: 'error', stream: 2 });
  const { core, close } = await openCore(config, log);
  try {
    return await work(core, config);
  } finally {
    await close();
  }
}

export interface OpenedPacks {
  readonly core: Core;
  readonly config: Config;
  readonly packs: PackStore;
}

/** With the packs of statistics as well. */
export function withPacks<T>(terminal: Terminal, work: (opened: OpenedPacks) => Promise<T>): Promise<T> {
  return withCore(terminal, async (core, config) => {
    const packs = await openPacks(config);
    try {
      return await work({ core, config, packs });
    } finally {
      await packs.close();
    }
  });
}
