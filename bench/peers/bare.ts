import { join } from 'node:path';
import { findFreePort, waitForAnswer } from '../ports.ts';
import { start } from '../processes.ts';
import type { Peer } from './nginx.ts';

export async function startBare(core: number | null): Promise<Peer> {
  const port = await findFreePort();
  const file = join(import.meta.dirname, 'bare-server.ts');
  const bare = start({ core, command: process.execPath, args: [file, String(port)] });
  await waitForAnswer(port, '/p/any', 302, { timeoutMs: 10_000 });
  return { port, pid: bare.child.pid ?? 0, stop: () => bare.stop() };
}
