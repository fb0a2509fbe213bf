import { Agent, request } from 'node:http';

export interface Called {
  readonly status: number;
  readonly ms: number;
}

/** One call at a time over one kept connection. */
export interface Caller {
  call(method: string, path: string, body?: unknown): Promise<Called>;
  close(): void;
}

export function createCaller(port: number, key: string): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    call(method, path, body) {
      const text = body === undefined ? '' : JSON.stringify(body);
      const headers = { authorization: `Bearer ${key}`, 'content-length': Buffer.byteLength(text) };
      const startedAt = performance.now();
      return new Promise((resolve, reject) => {
        const req = request({ port, host: '127.0.0.1', method, path, agent, headers }, (res) => {
          res.resume();
          res.on('end', () => resolve({ status: res.statusCode ?? 0, ms: performance.now() - startedAt }));
        });
        req.on('error', reject);
        req.end(text);
      });
    },
    close: () => agent.destroy(),
  };
}
