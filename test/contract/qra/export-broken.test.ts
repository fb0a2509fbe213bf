import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from '../../../src/core/core.ts';
import { AppError } from '../../../src/core/errors.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { createTestApp, noFront } from '../../support/app.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';
import { storeHits } from '../../support/stored-hits.ts';

let program: TestProgram;
let headers: Record<string, string>;
let id: string;
const lines: string[] = [];
beforeAll(async () => {
  program = await startProgram();
  headers = { authorization: `Bearer ${await program.key('qra')}` };
  const body = JSON.stringify({ name: 'Menu', destination: 'https://example.com/' });
  const created = await fetch(`${program.url}/api/v1/qr`, { method: 'POST', headers, body });
  id = ((await created.json()) as { id: string }).id;
  const [code] = await program.core.store.codes.findByIds([id]);
  const hits = Array.from({ length: 2_500 }, (_, n) => ({
    code: code!,
    at: new Date(Date.UTC(2026, 2, 1) + n).toISOString(),
  }));
  await storeHits(program.config, hits);
});
afterAll(() => program.stop());

/** The real surfaces and server over a store that fails with the page of this number. */
async function serveFailing(page: number, error: Error) {
  let asked = 0;
  const { core } = program;
  const scans: Core['store']['scans'] = {
    ...core.store.scans,
    async list(...args) {
      asked += 1;
      if (asked === page) throw error;
      return core.store.scans.list(...args);
    },
  };
  const app = createTestApp({
    core: { ...core, store: { ...core.store, scans } },
    log: (level, fields, message) => lines.push(`${level} ${JSON.stringify(fields)} ${message}`),
  });
  const server = createHttpServer({ front: noFront, app });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  return { url, close: () => server.close() };
}

test.each(['scans.csv', `qr/ID/scans.ndjson`])(
  'an export that breaks off in the middle breaks its connection, and never ends as if it were whole: %s',
  async (path) => {
    const server = await serveFailing(3, new Error('relation "scans" does not exist'));
    lines.length = 0;
    const whole = fetch(`${server.url}/api/v1/${path.replace('ID', id)}`, { headers });
    await expect(whole.then((answer) => answer.text())).rejects.toThrow();
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringMatching(/export broke off$/),
    ]);
    await server.close();
  },
);

test('an export that cannot begin is an error answer, and no file', async () => {
  const server = await serveFailing(1, new AppError('unavailable', 'The database does not answer.'));
  const answer = await fetch(`${server.url}/api/v1/scans.csv`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
  expect(answer.headers.get('content-disposition')).toBeNull();
  await server.close();
});
