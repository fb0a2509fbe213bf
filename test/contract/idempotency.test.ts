import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '../../src/core/keys/create.ts';
import { type Answer, plainClient, qraClient, qrTrackClient } from '../support/api.ts';
import { operator, startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startProgram({ PLAN_FREE_RATE: '0', PLAN_FREE_CODES: '0' });
});
afterAll(() => program.stop());

type Create = (body: object, onceKey?: string) => Promise<Answer>;

/** A client with a key of its own, and how many codes there are. */
async function clientsOf(dialect: 'qra' | 'qr-track'): Promise<{ create: Create; count(): Promise<number> }> {
  const raw = await program.key(dialect);
  const headers = (onceKey?: string) => (onceKey === undefined ? {} : { 'idempotency-key': onceKey });
  const qra = qraClient(program, await program.key('qra'));
  const count = async () => (await qra('GET', '/qr?limit=1')).body.pagination.total as number;
  if (dialect === 'qra') {
    const call = qraClient(program, raw);
    return {
      count,
      create: (body, onceKey) => call('POST', '/qr', { name: 'Menu', ...body }, headers(onceKey)),
    };
  }
  const call = qrTrackClient(program, raw);
  return { count, create: (body, onceKey) => call('POST', '', { type: 'url', ...body }, headers(onceKey)) };
}

const menu = { destination: 'https://example.com/menu' };

describe.each([
  { dialect: 'qra', created: 201 },
  { dialect: 'qr-track', created: 200 },
] as const)('Idempotency-Key in $dialect', ({ dialect, created }) => {
  test('the same request again makes nothing and gets the first answer', async () => {
    const { create, count } = await clientsOf(dialect);
    const first = await create(menu, 'again');
    const before = await count();
    const second = await create(menu, 'again');
    expect([first.status, second.status]).toEqual([created, created]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    expect(await count()).toBe(before);
  });

  test('a quoted key is the same as the text in its quotes', async () => {
    const { create } = await clientsOf(dialect);
    await create(menu, 'quoted-"1"');
    expect((await create(menu, '"quoted-\\"1\\""')).headers.get('idempotent-replayed')).toBe('true');
  });

  test('another body with the same key is refused with 422', async () => {
    const { create, count } = await clientsOf(dialect);
    await create(menu, 'other');
    const before = await count();
    const { status, body } = await create({ destination: 'https://example.com/' }, 'other');
    expect(status).toBe(422);
    expect(body.error).toContain('another request');
    expect(body.code).toBe(dialect === 'qra' ? 'idempotency_key_reused' : undefined);
    expect(await count()).toBe(before);
  });

  test('of ten at once one makes a code, and nobody is told of another', async () => {
    const { create, count } = await clientsOf(dialect);
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(menu, 'at-once')));
    expect(await count()).toBe(before + 1);
    const statuses = new Set(answers.map(({ status }) => status));
    statuses.delete(409);
    expect([...statuses]).toEqual([created]);
    const made = answers.filter(({ status }) => status === created);
    expect(new Set(made.map(({ body }) => body.id ?? body.uuid)).size).toBe(1);
  });

  test('what failed is tried again', async () => {
    const { create } = await clientsOf(dialect);
    const wrong = await create({ destination: 'ftp://example.com' }, 'failed');
    expect(wrong.status).toBe(400);
    const slug = `taken-${dialect}`;
    const taken = await create({ ...menu, slug }, undefined);
    expect((await create({ ...menu, slug }, 'slug')).status).toBe(409);
    const qra = qraClient(program, await program.key('qra'));
    await qra('DELETE', `/qr/${taken.body.id ?? taken.body.uuid}`);
    // A tombstone holds the slug: still 409, but asked anew and not remembered.
    const again = await create({ ...menu, slug }, 'slug');
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([409, null]);
    expect((await create({ destination: 'ftp://example.com' }, 'failed')).status).toBe(400);
    expect((await create(menu, 'failed')).status).toBe(created);
  });

  test('keys of different API keys have nothing to do with each other', async () => {
    const [one, other] = [await clientsOf(dialect), await clientsOf(dialect)];
    const first = await one.create(menu, 'mine');
    const second = await other.create(menu, 'mine');
    expect(second.status).toBe(created);
    expect(second.body.id ?? second.body.uuid).not.toBe(first.body.id ?? first.body.uuid);
  });

  test('a key of more than 255 characters, or of none, is 400', async () => {
    const { create } = await clientsOf(dialect);
    expect((await create(menu, 'x'.repeat(255))).status).toBe(created);
    for (const key of ['x'.repeat(256), '""', 'ü']) {
      const { status, body } = await create(menu, key);
      expect([status, body.error]).toEqual([400, expect.stringContaining('Idempotency-Key')]);
    }
  });
});

test('a folder is made once as well', async () => {
  const call = qraClient(program, await program.key('qra'));
  const make = (name: string) => call('POST', '/folders', { name }, { 'idempotency-key': 'folder' });
  const [first, again] = [await make('Spring'), await make('Spring')];
  expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true']);
  expect(again.body).toEqual(first.body);
  expect((await make('Summer')).body.code).toBe('idempotency_key_reused');
});

test('the document of the API tells of the header where it is read', async () => {
  const { body } = await plainClient(program)('GET', '/openapi.json');
  const parameter = expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false });
  expect(body.paths['/qr'].post.parameters).toContainEqual(parameter);
  expect(JSON.stringify(body.paths['/qr/{id}'].patch.parameters)).not.toContain('Idempotency-Key');
});

test('a key for reading alone makes nothing, with a key of idempotency or without', async () => {
  const [workspace] = await program.core.store.workspaces.list();
  const input = {
    dialect: 'qra',
    workspaceId: workspace!.id,
    userId: null,
    name: 'r',
    expiresAt: null,
  } as const;
  const { raw } = await createKey(program.core, operator, { ...input, readOnly: true });
  const call = qraClient(program, raw);
  const { status } = await call('POST', '/qr', { name: 'Menu', ...menu }, { 'idempotency-key': 'read' });
  expect(status).toBe(403);
});
