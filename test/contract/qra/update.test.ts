import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, qraClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
beforeAll(async () => {
  program = await startProgram();
  call = qraClient(program, await program.key('qra'));
});
afterAll(() => program.stop());

const create = async (fields: object = {}) =>
  (await call('POST', '/qr', { name: 'Menu', destination: 'https://example.com/a', ...fields })).body;

test('QRA Fixed: name, destination and status are changed, one by one', async () => {
  const code = await create();
  const edits = [{ name: 'Winter' }, { destination: 'https://example.com/b' }, { status: 'paused' }];
  for (const edit of edits) {
    const answer = await call('PATCH', `/qr/${code.id}`, edit);
    expect(answer).toMatchObject({ status: 200, body: { id: code.id, ...edit } });
  }
  expect((await call('GET', `/qr/${code.id}`)).body).toMatchObject(Object.assign({}, ...edits));
});

test('QRA Fixed: the next scan goes to the new destination', async () => {
  const code = await create();
  expect((await scan(program, code.slug)).headers.get('location')).toBe('https://example.com/a');
  await call('PATCH', `/qr/${code.id}`, { destination: 'https://example.com/b' });
  await eventually(async () => {
    expect((await scan(program, code.slug)).headers.get('location')).toBe('https://example.com/b');
  });
});

test('QRA Decided 5: a whole object read, edited and sent back means the edit alone', async () => {
  const link = await create({ tags: ['hall'], expires_at: '2099-01-01' });
  const wifi = await create({
    type: 'wifi',
    destination: undefined,
    content: { ssid: 'Net', password: 'secret12' },
  });
  const phone = await create({ type: 'phone', destination: '+15551234567' });
  for (const code of [link, wifi, phone]) {
    const { status, body } = await call('PATCH', `/qr/${code.id}`, { ...code, name: 'Edited' });
    expect(status).toBe(200);
    expect(body).toEqual({ ...code, name: 'Edited', updated_at: body.updated_at });
  }
});

test('QRA Decided 5: read-only and unknown fields are ignored', async () => {
  const code = await create();
  const readOnly = {
    id: 'x',
    slug: 'other',
    type: 'wifi',
    created_at: 'never',
    scan_count: 99,
    nonsense: [],
  };
  const { body } = await call('PATCH', `/qr/${code.id}`, { ...readOnly, name: 'New' });
  expect(body).toEqual({ ...code, name: 'New', updated_at: body.updated_at });
});

test('QRA Decided 5: updated_at moves only when something changed', async () => {
  const code = await create();
  const same = await call('PATCH', `/qr/${code.id}`, code);
  expect(same).toMatchObject({ status: 200, body: code });
  const changed = await call('PATCH', `/qr/${code.id}`, { name: 'Other' });
  expect(Date.parse(changed.body.updated_at)).toBeGreaterThan(Date.parse(code.updated_at));
});

describe('QRA Decided 5: nothing to change or a wrong value is a 400, and nothing is changed', () => {
  test.each([
    [{}],
    [{ unknown: 1 }],
    [{ slug: 'other' }],
    [{ name: '' }],
    [{ name: null }],
    [{ status: 'on' }],
    [{ status: null }],
    [{ destination: 'javascript:alert(1)' }],
    [{ destination: null }],
    [{ name: 'Good', destination: 'nonsense' }],
    [{ tags: 'hall' }],
    [{ expires_at: 'soon' }],
    [{ expires_at: 17 }],
    [[]],
    ['"text"'],
    ['null'],
  ])('%j', async (body) => {
    const code = await create();
    const answer = await call('PATCH', `/qr/${code.id}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
    expect((await call('GET', `/qr/${code.id}`)).body).toEqual(code);
  });
});

test('QRA Decided 5: any status may follow any other', async () => {
  const code = await create();
  const statuses = ['active', 'paused', 'expired'];
  for (const from of statuses) {
    for (const to of statuses) {
      await call('PATCH', `/qr/${code.id}`, { status: from });
      const answer = await call('PATCH', `/qr/${code.id}`, { status: to });
      expect(answer).toMatchObject({ status: 200, body: { status: to } });
    }
  }
});

test('QRA Decided 12: active 302 and no-store, paused 200, expired 410, unknown 404; pages are not indexed', async () => {
  const code = await create();
  const active = await scan(program, code.slug);
  expect(active.status).toBe(302);
  expect(active.headers.get('cache-control')).toContain('no-store');
  for (const [status, expected] of [
    ['paused', 200],
    ['expired', 410],
    ['active', 302],
  ] as const) {
    await call('PATCH', `/qr/${code.id}`, { status });
    await eventually(async () => {
      const answer = await scan(program, code.slug);
      expect(answer.status).toBe(expected);
      if (expected !== 302)
        expect(`${answer.headers.get('x-robots-tag')} ${answer.body}`).toContain('noindex');
    });
  }
  const unknown = await scan(program, 'no-such-code');
  expect(unknown.status).toBe(404);
  expect(`${unknown.headers.get('x-robots-tag')} ${unknown.body}`).toContain('noindex');
});

test('QRA Fixed: a paused code shows a page that says that this QR code is paused', async () => {
  const code = await create();
  await call('PATCH', `/qr/${code.id}`, { status: 'paused' });
  await eventually(async () => {
    const page = await scan(program, code.slug, { 'accept-language': 'en' });
    expect(page.body).toMatch(/this QR code is paused/i);
  });
});

test('expires_at is set and taken away, and its time expires the code', async () => {
  const code = await create();
  const past = await call('PATCH', `/qr/${code.id}`, { expires_at: '2026-01-01T00:00:00+02:00' });
  expect(past.body).toMatchObject({ expires_at: '2025-12-31T22:00:00.000Z', status: 'expired' });
  expect((await call('GET', '/qr?status=expired')).body.data.map(({ id }: { id: string }) => id)).toContain(
    code.id,
  );
  const never = await call('PATCH', `/qr/${code.id}`, { expires_at: null });
  expect(never.body).toMatchObject({ expires_at: null, status: 'active' });
});

test('a code that its date has expired is active again when a whole object with a later date is sent back', async () => {
  const code = await create({ expires_at: '2026-01-01' });
  expect(code.status).toBe('expired');
  const { body } = await call('PATCH', `/qr/${code.id}`, { ...code, expires_at: '2099-01-01' });
  expect(body).toMatchObject({ status: 'active', expires_at: '2099-01-01T00:00:00.000Z' });
});

describe('QRA Decided 5: a status that is set takes away a date that has passed', () => {
  test.each([[{ status: 'active' }], [{ status: 'paused' }]])('%j', async (edit) => {
    for (const whole of [false, true]) {
      const code = await create({ expires_at: '2026-01-01' });
      const { body } = await call('PATCH', `/qr/${code.id}`, whole ? { ...code, ...edit } : edit);
      expect(body).toMatchObject({ ...edit, expires_at: null });
    }
  });

  test('and nothing else does: not the whole object unchanged, not another date beside it', async () => {
    const code = await create({ expires_at: '2026-01-01' });
    expect((await call('PATCH', `/qr/${code.id}`, code)).body).toEqual(code);
    const other = { status: 'active', expires_at: '2025-01-01T00:00:00.000Z' };
    const { body } = await call('PATCH', `/qr/${code.id}`, other);
    expect(body).toMatchObject({ status: 'expired', expires_at: other.expires_at });
  });
});
