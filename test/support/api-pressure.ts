import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Entry of a thread that uses an API as one key does in bulk: it pages through the log of a code from its newest
 * scan to its oldest, in the largest pages there are, and makes codes. It works while it was told `go`, and tells
 * of each call.
 */
export interface ApiPressureOptions {
  readonly url: string;
  readonly key: string;
  /** Of the code whose log is paged through. */
  readonly codeId: string;
  /** What the caller does with each answer takes this long, and must not take the server's processor meanwhile. */
  readonly thinkMs: number;
}

export interface ApiPressureCall {
  readonly call: 'page' | 'create';
  readonly status: number;
}

const { url, key, codeId, thinkMs } = workerData as ApiPressureOptions;
const agent = new Agent({ keepAlive: true });
let going = false;
let go: () => void = () => undefined;
let gate = new Promise<void>((resolve) => (go = resolve));

parentPort?.on('message', (message: 'go' | 'stop') => {
  going = message === 'go';
  if (going) go();
  else gate = new Promise((resolve) => (go = resolve));
});

function send(method: string, path: string, body?: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}` };
    const sent = request(`${url}/api/v1/qr${path}`, { method, agent, headers }, (response) => {
      const parts: string[] = [];
      response.setEncoding('utf8').on('data', (part: string) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: parts.join('') }));
    });
    sent.on('error', reject).end(body);
  });
}

async function repeat(call: ApiPressureCall['call'], work: () => Promise<number>): Promise<never> {
  for (;;) {
    if (!going) await gate;
    const status = await work();
    parentPort?.postMessage({ call, status } satisfies ApiPressureCall);
    await pause(thinkMs);
  }
}

let cursor = '';

async function readPage(): Promise<number> {
  const { status, text } = await send('GET', `/${codeId}/scans?limit=1000${cursor}`);
  const next = /"next_cursor":"([^"]+)"/.exec(text)?.[1];
  cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
  return status;
}

const body = JSON.stringify({ name: 'Bulk', type: 'url', destination: 'https://example.com/bulk' });

await Promise.all([
  repeat('page', readPage),
  repeat('create', async () => (await send('POST', '', body)).status),
]);
