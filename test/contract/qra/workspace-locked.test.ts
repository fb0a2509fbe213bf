import { afterAll, beforeAll, expect, test } from 'vitest';
import { setLocked } from '../../../src/core/workspaces/create.ts';
import { type Answer, type Call, qraClient, qrTrackClient, scan } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let qra: Call;
let qrTrack: Call;
beforeAll(async () => {
  program = await startProgram();
  qra = qraClient(program, await program.key('qra'));
  qrTrack = qrTrackClient(program, await program.key('qr-track'));
});
afterAll(() => program.stop());

const destination = 'https://example.com/menu';

test('a locked workspace answers every write with 403 workspace_locked, is read and redirects as before', async () => {
  const { body: code } = await qra('POST', '/qr', { name: 'Menu', destination });
  const path = `/qr/${code.id}`;
  const before = (await qra('GET', path)).body;
  const [workspace] = await program.core.store.workspaces.list();
  await setLocked(program.core, operator, workspace!, true);

  const refused = [
    await qra('POST', '/qr', { name: 'Other', destination }),
    await qra('PATCH', path, { name: 'Other' }),
    await qra('DELETE', path),
  ];
  for (const { status, body } of refused)
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'workspace_locked' });
  const { error } = refused[0]!.body;
  for (const query of ['', `?uuid=${code.id}`]) {
    const { status, body } = await qrTrack('POST', query, { type: 'url', destination: `${destination}/2` });
    expect({ status, body }).toEqual({ status: 403, body: { error } });
  }
  expect((await qra('GET', path)).body).toEqual(before);
  expect(leads(await scan(program, code.slug))).toBe(destination);

  await setLocked(program.core, operator, workspace!, false);
  expect((await qra('PATCH', path, { name: 'Other' })).status).toBe(200);
  expect(leads(await scan(program, code.slug))).toBe(destination);
});

function leads({ status, headers }: Answer): string | null {
  return status === 302 ? headers.get('location') : null;
}
