import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, qraClient, qrTrackClient, scan } from '../support/api.ts';
import { decodeWithJsqr, decodeWithZxing } from '../support/decode-qr.ts';
import { eventually } from '../support/eventually.ts';
import { baseUrl, startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let qra: Call;
let track: Call;
beforeAll(async () => {
  program = await startProgram();
  qra = qraClient(program, await program.key('qra'));
  track = qrTrackClient(program, await program.key('qr-track'));
});
afterAll(() => program.stop());

interface Seen {
  readonly id: string;
  readonly slug: string;
  readonly type: string;
  readonly name: string;
  readonly destination: string | null;
}

/** What the QRA dialect says of a code, in its list and by itself. */
async function seenByQra(id: string): Promise<Seen> {
  const { body } = await qra('GET', `/qr/${id}`);
  const listed = (await qra('GET', '/qr?limit=100')).body.data.find((code: { id: string }) => code.id === id);
  expect(listed).toEqual(body);
  return { id: body.id, slug: body.slug, type: body.type, name: body.name, destination: body.destination };
}

async function seenByTrack(uuid: string): Promise<Seen> {
  const { codes } = (await track('GET', '')).body;
  const code = codes.find((listed: { uuid: string }) => listed.uuid === uuid);
  const log = (await track('GET', `?uuid=${code.slug}`)).body;
  expect(log).toMatchObject({ uuid, type: code.type, destination: code.destination });
  return { id: code.uuid, slug: code.slug, type: code.type, name: code.label, destination: code.destination };
}

interface Maker {
  readonly dialect: string;
  readonly make: (body: { type: string; name: string; destination: string }) => Promise<string>;
  readonly change: (id: string, destination: string) => Promise<unknown>;
}
const makers: readonly Maker[] = [
  {
    dialect: 'QRA',
    make: async (body) => (await qra('POST', '/qr', body)).body.id,
    change: (id, destination) => qra('PATCH', `/qr/${id}`, { destination }),
  },
  {
    dialect: 'QR Track',
    make: async ({ name, ...body }) => (await track('POST', '', { ...body, label: name })).body.uuid,
    change: (uuid, destination) => track('POST', `?uuid=${uuid}`, { destination }),
  },
];

const codes = [
  {
    type: 'url',
    name: 'Menu',
    destination: 'https://example.com/menu?a=1',
    shown: 'https://example.com/menu?a=1',
  },
  {
    type: 'social',
    name: 'Us',
    destination: 'https://instagram.com/cafe',
    shown: 'https://instagram.com/cafe',
  },
  { type: 'phone', name: 'Call', destination: '+15551234567', shown: 'tel:+15551234567' },
  { type: 'sms', name: 'Text', destination: 'sms:+15551234567?&body=Hi', shown: 'sms:+15551234567?&body=Hi' },
  { type: 'email', name: 'Mail', destination: 'mailto:a@example.com', shown: 'mailto:a@example.com' },
];

describe.each(makers)('a code made through $dialect', ({ make, change }) => {
  test.each(codes)('of type $type is the same through every other surface', async ({ shown, ...code }) => {
    const id = await make(code);
    const seen = await seenByQra(id);
    expect(seen).toEqual({ id, slug: seen.slug, type: code.type, name: code.name, destination: shown });
    expect(await seenByTrack(id)).toEqual(seen);

    for (const extension of ['png', 'svg', 'jpg']) {
      const response = await fetch(`${program.url}/img/${seen.slug}.${extension}`);
      const image = Buffer.from(await response.arrayBuffer());
      expect(await decodeWithZxing(image)).toBe(`${baseUrl}/p/${seen.slug}`);
      expect(await decodeWithJsqr(image)).toBe(`${baseUrl}/p/${seen.slug}`);
    }

    const answer = await scan(program, seen.slug);
    expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
      status: 302,
      location: shown,
    });
    await eventually(async () => {
      expect((await qra('GET', `/qr/${id}`)).body.scan_count).toBe(1);
      const scans = (await track('GET', `?uuid=${id}`)).body.scans;
      expect(scans).toHaveLength(1);
      const { data } = (await qra('GET', `/qr/${id}/scans`)).body;
      expect(data).toHaveLength(1);
      expect(`${data[0].ts.slice(0, 19)}Z`).toBe(scans[0].timestamp);
      expect(scans[0]).toMatchObject({ device: 'iPhone', os: data[0].os, browser: data[0].browser });
    });
  });

  test('and changed there leads elsewhere everywhere', async () => {
    const id = await make({ type: 'url', name: 'Menu', destination: 'https://example.com/old' });
    await change(id, 'https://example.com/new');
    expect(await seenByTrack(id)).toEqual(await seenByQra(id));
    const { slug } = await seenByQra(id);
    await eventually(async () => {
      expect((await scan(program, slug)).headers.get('location')).toBe('https://example.com/new');
    });
  });
});

test('what one dialect pauses or deletes is paused or gone in the other', async () => {
  const { body } = await track('POST', '', { type: 'url', destination: 'https://example.com/' });
  await qra('PATCH', `/qr/${body.uuid}`, { status: 'paused' });
  const { codes: listed } = (await track('GET', '?limit=1')).body;
  expect(listed[0]).toMatchObject({ uuid: body.uuid, is_active: false, status: 'paused' });
  await track('POST', `?uuid=${body.uuid}`, { is_active: true });
  expect((await qra('GET', `/qr/${body.uuid}`)).body.status).toBe('active');
  await qra('DELETE', `/qr/${body.uuid}`);
  expect((await track('GET', `?uuid=${body.uuid}`)).status).toBe(404);
});

test('a map that was made under another provider shows where its scans go now, and sent back it stays', async () => {
  const content = { query: 'Wien Mitte' };
  const { body: made } = await qra('POST', '/qr', { name: 'Here', type: 'map', content });
  const workspaceId = (await qra('GET', '/workspace')).body.id;
  const { store } = program.core;
  const stored = (await store.codes.find(workspaceId, made.id))!;
  const elsewhere = 'geo:0,0?q=Wien%20Mitte';
  await store.transact((tx) => tx.codes.update({ ...stored, destination: elsewhere, href: elsewhere }));

  expect(await seenByQra(made.id)).toMatchObject({ destination: made.destination });
  expect(await seenByTrack(made.id)).toMatchObject({ destination: made.destination });
  const answer = await scan(program, made.slug);
  expect(answer.headers.get('location')).toBe(made.destination);
  for (const destination of [made.destination, elsewhere]) {
    const { body } = await qra('PATCH', `/qr/${made.id}`, { ...made, destination });
    expect(body).toEqual({ ...made, scan_count: body.scan_count });
  }
  const content2 = { query: 'Graz' };
  const moved = await qra('PATCH', `/qr/${made.id}`, { ...made, content: content2 });
  expect(moved).toMatchObject({ status: 200, body: { content: content2 } });
});

test('is_active brings a code back whose date has passed', async () => {
  const destination = 'https://example.com/';
  const { body } = await qra('POST', '/qr', { name: 'Old', destination, expires_at: '2026-01-01' });
  await track('POST', `?uuid=${body.id}`, { is_active: true });
  expect((await qra('GET', `/qr/${body.id}`)).body).toMatchObject({ status: 'active', expires_at: null });
});
