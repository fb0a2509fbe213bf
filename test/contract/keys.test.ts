import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, importKey } from '../../src/core/keys/create.ts';
import type { Dialect } from '../../src/core/keys/key.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import { qraClient, qrTrackClient } from '../support/api.ts';
import { operator, startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program.stop());

async function inputFor(dialect: Dialect) {
  const { workspaces } = program.core.store;
  const [workspace] = await workspaces.list();
  const [user] = await workspaces.listUsers();
  return { dialect, workspaceId: workspace!.id, userId: user!.id, name: 'test', expiresAt: null };
}

test('QRA Decided 17: an existing raw key of either system goes on working', async () => {
  const qra = 'qrf_live_4fd0a1c2b3e4f5061728394a5b6c7d8e';
  const track = 'qrt_4fd0a1c2b3e4f5061728394a5b6c7d8e';
  await importKey(program.core, operator, await inputFor('qra'), qra);
  await importKey(program.core, operator, await inputFor('qr-track'), track);
  expect((await qraClient(program, qra)('GET', '/qr')).status).toBe(200);
  expect((await qrTrackClient(program, track)('GET', '')).status).toBe(200);
});

test('QRA Decided 6: a key works until its last millisecond, and not after', async () => {
  const key = async (expiresAt: number) =>
    (await createKey(program.core, operator, { ...(await inputFor('qra')), expiresAt })).raw;
  expect((await qraClient(program, await key(Date.now() + 60_000))('GET', '/qr')).status).toBe(200);
  expect((await qraClient(program, await key(Date.now() - 1))('GET', '/qr')).status).toBe(401);
});

test('QR Track Decided 1: a key acts in the workspace it was made for, and only while its user is a member there', async () => {
  const [owner] = await program.core.store.workspaces.listUsers();
  const shop = await createWorkspace(program.core, operator, { name: 'Shop', ownerId: owner!.id });
  const role = { id: shop.id, role: 'member' } as const;
  const member = await createUser(program.core, operator, { email: 'bob@example.com', workspace: role });
  const stranger = await createUser(program.core, operator, { email: 'charlie@example.com' });
  const keyOf = async (userId: string) => {
    const input = {
      dialect: 'qr-track',
      workspaceId: shop.id,
      userId,
      name: 'test',
      expiresAt: null,
    } as const;
    return qrTrackClient(program, (await createKey(program.core, operator, input)).raw);
  };
  const create = await (await keyOf(member.id))('POST', '', {
    type: 'url',
    destination: 'https://example.com/',
  });
  expect(create.status).toBe(200);
  expect((await (await keyOf(owner!.id))('GET', `?uuid=${create.body.uuid}`)).status).toBe(200);
  expect((await (await keyOf(stranger.id))('GET', '')).status).toBe(401);
  const elsewhere = qrTrackClient(program, await program.key('qr-track'));
  expect((await elsewhere('GET', `?uuid=${create.body.uuid}`)).status).toBe(404);
});

test('QR Track Decided 1: keys of both dialects may open the same workspace', async () => {
  const qra = qraClient(program, await program.key('qra'));
  const track = qrTrackClient(program, await program.key('qr-track'));
  const { body } = await qra('POST', '/qr', { name: 'Menu', destination: 'https://example.com/' });
  expect((await track('GET', `?uuid=${body.id}`)).body.uuid).toBe(body.id);
});
