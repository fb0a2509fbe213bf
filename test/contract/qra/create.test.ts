import { readFileSync } from 'node:fs';
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

const destination = 'https://example.com/menu';

test('QRA Decided 1: POST answers 201 with the bare object and its Location', async () => {
  const { status, headers, body } = await call('POST', '/qr', { name: 'Menu', type: 'url', destination });
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`https://self.test/api/v1/qr/${body.id}`);
  expect(body).toMatchObject({ name: 'Menu', type: 'url', destination, status: 'active' });
  expect(body.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('QRA Decided 2: additions stand beside the fixed fields, and nothing else', async () => {
  const { body } = await call('POST', '/qr', { name: 'Menu', destination });
  const fixed = ['id', 'slug', 'name', 'type', 'destination', 'status', 'created_at', 'updated_at'];
  const added = [
    'short_url',
    'image_url',
    'scan_count',
    'tags',
    'folder_id',
    'content',
    'design',
    'design_version',
    'expires_at',
    'trashed_at',
  ];
  expect(Object.keys(body).sort()).toEqual([...fixed, ...added].sort());
  expect(body.short_url).toBe(`https://self.test/p/${body.slug}`);
  expect(body.image_url).toBe(`https://self.test/img/${body.slug}.png`);
  expect(body).toMatchObject({ scan_count: 0, tags: [], folder_id: null, content: null, expires_at: null });
  expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('QRA Decided 2: destination is null for a type that carries content, and its target for a plain redirect', async () => {
  const wifi = await call('POST', '/qr', {
    name: 'W',
    type: 'wifi',
    content: { ssid: 'Lobby', password: 'secret12' },
  });
  expect(wifi).toMatchObject({ status: 201, body: { destination: null, content: { ssid: 'Lobby' } } });
  const phone = await call('POST', '/qr', { name: 'P', type: 'phone', content: { phone: '+436601234567' } });
  expect(phone.body).toMatchObject({ destination: 'tel:+436601234567', content: { phone: '+436601234567' } });
});

test('QRA Decided 4: type defaults to url, unknown fields are ignored', async () => {
  const { status, body } = await call('POST', '/qr', {
    name: 'Menu',
    destination,
    colour: 'red',
    id: 'mine',
  });
  expect(status).toBe(201);
  expect(body.type).toBe('url');
  expect(body.id).not.toBe('mine');
  expect(body).not.toHaveProperty('colour');
});

test('QRA Decided 4: one string is enough where it says it all', async () => {
  const created = await call('POST', '/qr', { name: 'Call', type: 'phone', destination: '+43 660 1234567' });
  expect(created).toMatchObject({
    status: 201,
    body: { type: 'phone', content: { phone: '+436601234567' } },
  });
});

describe('QRA Decided 4: a wrong field is a 400 that names it', () => {
  const good = { name: 'Menu', destination };
  test.each([
    ['name', { destination }],
    ['name', { ...good, name: '' }],
    ['name', { ...good, name: '   ' }],
    ['name', { ...good, name: 'x'.repeat(256) }],
    ['name', { ...good, name: 7 }],
    ['type', { ...good, type: 'nonsense' }],
    ['destination', { name: 'Menu' }],
    ['destination', { name: 'Menu', destination: null }],
    ['destination', { name: 'Menu', destination: 7 }],
    ['destination', { name: 'Menu', destination: `https://example.com/${'a'.repeat(8192)}` }],
    ['destination', { name: 'Menu', destination: 'https://self.test/p/abc123' }],
    ['destination', { name: 'Menu', destination: 'https://user:secret@example.com/' }],
    ['slug', { ...good, slug: 'no spaces' }],
    ['slug', { ...good, slug: 'x'.repeat(65) }],
    ['tags.0', { ...good, tags: [''] }],
    ['expires_at', { ...good, expires_at: 'tomorrow' }],
    ['expires_at', { ...good, expires_at: '2026-02-30' }],
    ['content.surprise', { name: 'W', type: 'wifi', content: { ssid: 'x', surprise: 1 } }],
  ])('%s in %j', async (path, body) => {
    const answer = await call('POST', '/qr', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(path);
    expect(answer.body.error).toEqual(expect.any(String));
  });
});

interface DestinationCase {
  readonly input: string;
  readonly verdict: string;
  readonly href: string | null;
}
const file = new URL('../../data/destinations.json', import.meta.url);
const destinations: readonly DestinationCase[] = JSON.parse(readFileSync(file, 'utf8'));

describe('QRA Decided 4: destinations are accepted or refused as the list says', () => {
  const decided = destinations.filter(
    ({ verdict, input }) => /^(accept|reject)$/.test(verdict) && input.isWellFormed(),
  );
  test.each(decided.map(({ input, verdict, href }) => [input, verdict, href] as const))(
    '%j: %s',
    async (input, verdict, href) => {
      const { status, body } = await call('POST', '/qr', { name: 'Case', destination: input });
      expect(status).toBe(verdict === 'accept' ? 201 : 400);
      if (verdict !== 'accept') return;
      expect(body.destination).toBe(input);
      const answer = await eventually(async () => {
        const scanned = await scan(program, body.slug);
        expect(scanned.status).toBe(302);
        return scanned;
      });
      if (href !== null) expect(answer.headers.get('location')).toBe(href);
    },
  );
});

test('QRA Decided 4: the destination is echoed as written, and Location carries the normalised form', async () => {
  const written = 'HTTPS://Example.COM:443/Menü?q=a b';
  const { status, body } = await call('POST', '/qr', { name: 'Menu', destination: written });
  expect({ status, destination: body.destination }).toEqual({ status: 201, destination: written });
  const answer = await scan(program, body.slug);
  expect(answer.headers.get('location')).toBe(new URL(written).href);
});

test('QRA Decided 6: a taken slug is a 409 that suggests another, in whatever case it is written', async () => {
  const body = { name: 'Menu', destination, slug: 'Summer-Menu' };
  expect(await call('POST', '/qr', body)).toMatchObject({ status: 201, body: { slug: 'Summer-Menu' } });
  const again = await call('POST', '/qr', { ...body, slug: 'summer-menu' });
  expect(again).toMatchObject({ status: 409, body: { code: 'slug_taken' } });
  expect(again.body.error).toContain('summer-menu-2');
});

test('QRA Decided 13: a slug is not given out again after its code was deleted', async () => {
  const body = { name: 'Menu', destination, slug: 'once-only' };
  const { body: code } = await call('POST', '/qr', body);
  await call('DELETE', `/qr/${code.id}`);
  expect(await call('POST', '/qr', body)).toMatchObject({ status: 409, body: { code: 'slug_taken' } });
});

test('QRA Decided 18: phone, map and social by a destination alone are taken', async () => {
  const made = (type: string, text: string) => call('POST', '/qr', { name: 'x', type, destination: text });
  expect(await made('phone', '+15551234567')).toMatchObject({ status: 201 });
  expect(await made('map', '48.2082,16.3738')).toMatchObject({ status: 201 });
  const social = await made('social', 'https://instagram.com/cafe');
  expect(social).toMatchObject({
    status: 201,
    body: { content: null, destination: 'https://instagram.com/cafe' },
  });
  expect((await scan(program, social.body.slug)).headers.get('location')).toBe('https://instagram.com/cafe');
});

test('QRA Decided 18: social with content is a page of networks', async () => {
  const content = { title: 'Café', networks: [{ network: 'instagram', url: 'https://instagram.com/cafe' }] };
  const { status, body } = await call('POST', '/qr', { name: 'x', type: 'social', content });
  expect({ status, destination: body.destination }).toEqual({ status: 201, destination: null });
  const page = await scan(program, body.slug);
  expect(page.status).toBe(200);
  expect(page.body).toContain('https://instagram.com/cafe');
});

test('an object that was read makes another like it, with a slug of its own', async () => {
  const { body: read } = await call('POST', '/qr', {
    name: 'Menu',
    destination,
    slug: 'first-one',
    tags: ['a'],
  });
  for (const body of [read, { ...read, id: undefined }]) {
    const copy = await call('POST', '/qr', body);
    expect(copy).toMatchObject({ status: 201, body: { name: 'Menu', destination, tags: ['a'] } });
    expect(copy.body.slug).not.toBe('first-one');
  }
});

test('slug and tags that are null count as absent', async () => {
  const { status, body } = await call('POST', '/qr', { name: 'Menu', destination, slug: null, tags: null });
  expect({ status, tags: body.tags }).toEqual({ status: 201, tags: [] });
  expect(body.slug).toMatch(/^[a-z2-9]{6}$/);
});

test('QRA Decided 4: url and social take their destination in content as well', async () => {
  for (const type of ['url', 'social']) {
    const answer = await call('POST', '/qr', { name: 'x', type, content: { destination } });
    expect(answer).toMatchObject({ status: 201, body: { destination, content: null } });
  }
});

test('expires_at, tags and slug are taken at creation', async () => {
  const fields = { slug: 'autumn_1', tags: ['menu', 'hall'], expires_at: '2099-12-31T23:30:00+01:00' };
  const { body } = await call('POST', '/qr', { name: 'Menu', destination, ...fields });
  expect(body).toMatchObject({ ...fields, expires_at: '2099-12-31T22:30:00.000Z' });
});
