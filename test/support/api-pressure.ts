import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Entry of a thread that keeps an API as busy as one key can: it pages through the log of a code from its newest
 * scan to its oldest, and makes codes, one call after the other of both until it is ended. It tells of each call.
 */
export interface ApiPressureOptions {
  readonly url: string;
  readonly key: string;
  /** Of the code whose log is paged through. */
  readonly codeId: string;
}

export interface ApiPressureCall {
  readonly call: 'page' | 'create';
  readonly status: number;
}

const { url, key, codeId } = workerData as ApiPressureOptions;
const agent = new Agent({ keepAlive: true });
const tell = (message: ApiPressureCall) => parentPort?.postMessage(message);

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

async function pageThrough(): Promise<never> {
  for (let cursor = ''; ; ) {
    const { status, text } = await send('GET', `/${codeId}/scans?limit=1000${cursor}`);
    const next = /"next_cursor":"([^"]+)"/.exec(text)?.[1];
    cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    tell({ call: 'page', status });
  }
}

async function makeCodes(): Promise<never> {
  const body = JSON.stringify({ name: 'Bulk', type: 'url', destination: 'https://example.com/bulk' });
  for (;;) {
    const { status } = await send('POST', '', body);
    tell({ call: 'create', status });
  }
}

await Promise.all([pageThrough(), makeCodes()]);
