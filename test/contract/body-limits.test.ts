import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let headers: Record<string, Record<string, string>>;
beforeAll(async () => {
  program = await startProgram();
  headers = {
    '/api/v1/qr': { authorization: `Bearer ${await program.key('qra')}` },
    '/api.php': { 'x-api-key': await program.key('qr-track') },
  };
});
afterAll(() => program.stop());

/** Sends a body piece by piece on a connection that is kept, as a program would; the status of the answer. */
function send(agent: Agent, path: string, bytes: number, withLength: boolean): Promise<number | undefined> {
  const { hostname, port } = new URL(program.url);
  const length: Record<string, string> = withLength ? { 'content-length': String(bytes) } : {};
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path, method: 'POST', agent, headers: { ...headers[path], ...length } };
    const sent = request(options, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject);
    for (let at = 0; at < bytes; at += 50_000) sent.write(' '.repeat(Math.min(50_000, bytes - at)));
    sent.end();
  });
}

describe.each(['/api/v1/qr', '/api.php'])(
  'a body that is too large for %s is told so, and the next request is answered',
  (path) => {
    test.each([
      [100_000, true, 400],
      [100_000, false, 400],
      [100_001, true, 413],
      [100_001, false, 413],
      [5_000_000, true, 413],
      [5_000_000, false, 413],
    ])('%i bytes, length told: %j', async (bytes, withLength, status) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      expect(await send(agent, path, bytes, withLength)).toBe(status);
      expect(await send(agent, path, 10, true)).toBe(400);
      expect(await send(agent, path, bytes, withLength)).toBe(status);
      agent.destroy();
    });
  },
);
