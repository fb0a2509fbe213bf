import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '../../src/core/keys/create.ts';
import type { Dialect } from '../../src/core/keys/key.ts';
import { createUser } from '../../src/core/workspaces/create.ts';
import { type Call, qraClient, qrTrackClient } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { operator, startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let codeId: string;
beforeAll(async () => {
  program = await startProgram({ PLAN_FREE_RATE: '0' });
  const call = qraClient(program, await program.key('qra'));
  codeId = (await call('POST', '/qr', { name: 'Menu', destination: 'https://example.com/' })).body.id;
});
afterAll(() => program.stop());

async function newKey(dialect: Dialect, changes: { readOnly?: boolean; userId?: string } = {}) {
  const { workspaces } = program.core.store;
  const [workspace] = await workspaces.list();
  const [owner] = await workspaces.listUsers();
  const userId = dialect === 'qra' ? null : owner!.id;
  const input = { dialect, workspaceId: workspace!.id, userId, name: 'Till', expiresAt: null, ...changes };
  return createKey(program.core, operator, input);
}

describe('a key for reading alone', () => {
  test('reads everything of the QRA dialect, and each call that changes something is 403 forbidden', async () => {
    const call = qraClient(program, (await newKey('qra', { readOnly: true })).raw);
    const reads = ['/qr', `/qr/${codeId}`, `/qr/${codeId}/scans`, '/stats', '/workspace', '/logos'];
    for (const path of reads) expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
    expect((await call('POST', '/render', { text: 'x', format: 'svg' })).status).toBe(200);
    const writes = [
      ['POST', '/qr', { name: 'x', destination: 'https://example.com/' }],
      ['POST', '/qr', { name: 'x', destination: 'https://example.com/', design: {} }],
      ['PATCH', `/qr/${codeId}`, { name: 'x' }],
      ['DELETE', `/qr/${codeId}`, undefined],
      ['POST', `/qr/${codeId}/proof`, {}],
      ['POST', '/logos', 'not a picture'],
    ] as const;
    for (const [method, path, body] of writes) {
      const answer = await call(method, path, body);
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 403, 'forbidden']);
      expect(answer.body.error).toContain('reading');
    }
    expect((await call('GET', `/qr/${codeId}`)).body.name).toBe('Menu');
  });

  test('reads the QR Track dialect, and a change is 403 with a sentence', async () => {
    const call = qrTrackClient(program, (await newKey('qr-track', { readOnly: true })).raw);
    expect((await call('GET', '')).status).toBe(200);
    expect((await call('GET', `?uuid=${codeId}`)).status).toBe(200);
    for (const query of ['', `?uuid=${codeId}`]) {
      const { status, body } = await call('POST', query, {
        type: 'url',
        destination: 'https://example.com/2',
      });
      expect([status, Object.keys(body)]).toEqual([403, ['error']]);
    }
  });
});

test('a key has no more rights than its user: what a viewer cannot change, the key of a viewer cannot', async () => {
  const [workspace] = await program.core.store.workspaces.list();
  const role = { id: workspace!.id, role: 'viewer' } as const;
  const viewer = await createUser(program.core, operator, { email: 'vera@example.com', workspace: role });
  for (const dialect of ['qra', 'qr-track'] as const) {
    const { raw } = await newKey(dialect, { userId: viewer.id });
    const qra = dialect === 'qra';
    const call: Call = qra ? qraClient(program, raw) : qrTrackClient(program, raw);
    expect((await call('GET', qra ? '/qr' : '')).status).toBe(200);
    const body = { type: 'url', name: 'x', destination: 'https://example.com/' };
    expect((await call('POST', qra ? '/qr' : '', body)).status).toBe(403);
  }
});

describe('the log of requests', () => {
  test('has every call of both dialects with a good key, without what is secret, and none with a bad one', async () => {
    const [qra, track] = [await newKey('qra'), await newKey('qr-track')];
    const call = qraClient(program, qra.raw);
    await call('GET', '/qr?limit=2&api_key=abc');
    await call('GET', `/qr/${qra.raw}`);
    await call('POST', '/qr', '{');
    await qrTrackClient(program, track.raw)('POST', '?uuid=nothing', {});
    await qraClient(program, `${qra.raw}x`)('GET', '/qr');
    const { requests } = program.core.store;
    const listOf = async (id: string) => (await requests.list(id, null, 10)).toReversed();
    await eventually(async () => {
      const rows = await listOf(qra.key.id);
      expect(rows.map((row) => [row.method, row.path, row.status, row.user])).toEqual([
        ['GET', '/api/v1/qr?limit=2&api_key=…', 200, null],
        ['GET', '/api/v1/qr/qrf_live_…', 404, null],
        ['POST', '/api/v1/qr', 400, null],
      ]);
      expect(await listOf(track.key.id)).toMatchObject([{ path: '/api.php?uuid=nothing', status: 404 }]);
    });
  });

  test('has the calls that were over the limit too', async () => {
    const tight = await startProgram({ API_RATE_LIMIT: '1' });
    try {
      const raw = await tight.key('qr-track');
      const statuses: number[] = [];
      for (let n = 0; n < 3; n += 1) statuses.push((await qrTrackClient(tight, raw)('GET', '')).status);
      const key = (await tight.core.store.keys.list(null))[0]!;
      await eventually(async () => {
        const rows = await tight.core.store.requests.list(key.id, null, 10);
        expect(rows.map(({ status }) => status).sort()).toEqual(statuses.sort());
      });
    } finally {
      await tight.stop();
    }
  });
});
