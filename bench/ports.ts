import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Status of one answer over a connection of its own; 0 when there is none. */
function askOnce(port: number, path: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const end = (status: number) => {
      socket.destroy();
      resolve(status);
    };
    socket.setTimeout(10_000, () => end(0));
    socket.on('error', () => end(0));
    socket.on('close', () => end(0));
    socket.on('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`));
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
      if (status !== undefined) end(Number(status));
    });
  });
}

/** Asks until the answer has this status; gives the milliseconds that it took. */
export async function waitForAnswer(
  port: number,
  path: string,
  status: number,
  { everyMs = 2, timeoutMs = 120_000 }: { readonly everyMs?: number; readonly timeoutMs?: number } = {},
): Promise<number> {
  const startedAt = performance.now();
  let last = 0;
  while (performance.now() - startedAt < timeoutMs) {
    last = await askOnce(port, path);
    if (last === status) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`Port ${port} answered ${path} with ${last || 'nothing'} and not ${status}`);
}
