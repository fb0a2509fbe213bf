import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, qraClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
beforeAll(async () => {
  program = await startProgram({ PLAN_BUSINESS_CODES: '40' });
  call = qraClient(program, await program.key('qra'));
});
afterAll(() => program.stop());

test('QRA Decided 14 and 16: the workspace tells its plan, limits and usage', async () => {
  const { body: code } = await call('POST', '/qr', { name: 'Menu', destination: 'https://example.com/' });
  await scan(program, code.slug);
  await eventually(async () => {
    const { status, body } = await call('GET', '/workspace');
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: expect.any(String),
      slug: expect.any(String),
      plan: 'business',
      limits: { codes: 40, scans_per_month: 500_000, seats: 25, requests_per_minute: null },
      usage: { codes: 1, scans_this_month: 1, seats: 1 },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });
});
