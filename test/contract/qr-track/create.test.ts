import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, plainClient, qrTrackClient, scan } from '../../support/api.ts';
import { decodeWithJsqr, decodeWithZxing } from '../../support/decode-qr.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
beforeAll(async () => {
  program = await startProgram();
  call = qrTrackClient(program, await program.key('qr-track'));
});
afterAll(() => program.stop());

const slugOf = (body: { short_url: string }) => body.short_url.slice(`${baseUrl}/p/`.length);

test('QR Track Fixed and Decided 5: create answers 200 with three fixed fields and three additions', async () => {
  const { status, body } = await call('POST', '', {
    type: 'url',
    destination: 'https://example.com/x',
    label: 'Flyer',
  });
  expect(status).toBe(200);
  const slug = slugOf(body);
  expect(slug).toMatch(/^[abcdefghjkmnpqrstuvwxyz23456789]{6}$/);
  expect(body).toEqual({
    uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    short_url: `${baseUrl}/p/${slug}`,
    qr_image_url: `${baseUrl}/img/${slug}.png`,
    status: 'created',
    tracking_url: `${baseUrl}/p/${slug}`,
    image_url_png: `${baseUrl}/img/${slug}.png`,
  });
});

test('QR Track Decided 5: target for destination, title for label, and both optional names have a default', async () => {
  await call('POST', '', { type: 'url', target: 'https://shop.example.com/x', title: 'Poster' });
  await call('POST', '', { type: 'url', target: 'https://shop.example.com/x', label: '' });
  await call('POST', '', { type: 'wifi', ssid: 'Lobby', pass: 'secret12', enc: 'WPA' });
  const { codes } = (await call('GET', '?limit=3')).body;
  expect(codes.map(({ label }: { label: string }) => label)).toEqual(['WiFi', 'shop.example.com', 'Poster']);
});

interface TypeCase {
  readonly type: string;
  readonly fields: object;
  readonly location: string | null;
}
const cases: readonly TypeCase[] = [
  { type: 'url', fields: { target: 'https://example.com/a' }, location: 'https://example.com/a' },
  { type: 'social', fields: { target: 'https://instagram.com/x' }, location: 'https://instagram.com/x' },
  { type: 'phone', fields: { phone: '+1 555 123 4567' }, location: 'tel:+15551234567' },
  {
    type: 'sms',
    fields: { phone: '+15551234567', body: 'Hi there' },
    location: 'sms:+15551234567?&body=Hi%20there',
  },
  {
    type: 'email',
    fields: { email: 'a@example.com', subject: 'Hello you', body: 'Text' },
    location: 'mailto:a@example.com?subject=Hello%20you&body=Text',
  },
  {
    type: 'map',
    fields: { target: 'Stephansplatz 1, Wien' },
    location: 'https://www.google.com/maps/search/?api=1&query=Stephansplatz%201%2C%20Wien',
  },
];

describe('QR Track Measured: the eight types with their per-type fields, and what a scan of each gets', () => {
  test.each(cases)(
    '$type: fields at top level, and as an object in destination',
    async ({ type, fields, location }) => {
      const text = 'target' in fields ? [{ destination: fields.target }] : [];
      for (const body of [fields, { destination: fields }, ...text]) {
        const created = await call('POST', '', { type, ...body });
        expect(created).toMatchObject({ status: 200 });
        const answer = await scan(program, slugOf(created.body));
        expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
          status: 302,
          location,
        });
      }
    },
  );

  test('vcard: a downloaded .vcf', async () => {
    const fields = {
      fname: 'Ada',
      lname: 'Lovelace; Byron',
      phone: '+15551234567',
      email: 'ada@example.com',
      company: 'Engine, Ltd',
    };
    const { status, body } = await call('POST', '', { type: 'vcard', ...fields });
    expect(status).toBe(200);
    const card = await scan(program, slugOf(body));
    expect(card.status).toBe(200);
    expect(card.headers.get('content-type')).toContain('text/vcard');
    expect(card.headers.get('content-disposition')).toContain('attachment');
    // QR Track Decided 6: values are escaped.
    expect(card.body).toContain('N:Lovelace\\; Byron;Ada');
    expect(card.body).toContain('ORG:Engine\\, Ltd');
    expect(card.body).toMatch(/TEL[^:]*:\+15551234567/);
  });

  test('wifi: the image holds the payload itself, escaped, and a scan of the link shows the network', async () => {
    const { body } = await call('POST', '', { type: 'wifi', ssid: 'Lobby;1', pass: 'pass"word', enc: 'WPA' });
    const slug = slugOf(body);
    const image = await fetch(`${program.url}/img/${slug}.png`);
    const bytes = Buffer.from(await image.arrayBuffer());
    const payload = 'WIFI:T:WPA;S:Lobby\\;1;P:pass\\"word;;';
    expect(await decodeWithZxing(bytes)).toBe(payload);
    expect(await decodeWithJsqr(bytes)).toBe(payload);
    const page = await scan(program, slug);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Lobby;1');
    expect((await call('GET', `?uuid=${body.uuid}`)).body.destination).toBe(payload);
  });
});

test("QR Track Measured: the scan's own query string is not passed on", async () => {
  const { body } = await call('POST', '', { type: 'url', destination: 'https://example.com/a' });
  expect((await scan(program, `${slugOf(body)}?utm_source=x`)).headers.get('location')).toBe(
    'https://example.com/a',
  );
});

describe('QR Track Decided 5 and 6: what is wrong is one sentence', () => {
  const url = { type: 'url', destination: 'https://example.com/' };
  test.each([
    ['no type', { destination: 'https://example.com/' }, 400],
    ['an unknown type', { type: 'fax', destination: '1' }, 400],
    ['no destination', { type: 'url' }, 400],
    ['a script', { type: 'url', destination: 'javascript:alert(1)' }, 400],
    ['a scheme that is not http', { type: 'social', destination: 'ftp://example.com/' }, 400],
    ['control characters', { type: 'sms', phone: '+15551234567', body: 'a\u0007b' }, 400],
    ['our own short link', { type: 'url', destination: `${baseUrl}/p/abc123` }, 400],
    ['a label of 256 characters', { ...url, label: 'x'.repeat(256) }, 400],
    ['a slug with spaces', { ...url, slug: 'a b' }, 400],
    ['no JSON', 'type=url', 400],
    ['a list', '[]', 400],
    ['too much', { ...url, label: 'x'.repeat(200_000) }, 413],
  ])('%s', async (_what, body, status) => {
    const answer = await call('POST', '', body);
    expect(answer).toMatchObject({ status, body: { error: expect.any(String) } });
    expect(Object.keys(answer.body)).toEqual(['error']);
    expect(answer.body.error).not.toBe('');
  });

  test.each([
    ['pass: is required, or the enc nopass', { type: 'wifi', ssid: 'x', enc: 'WPA' }],
    ['destination.pass: must be a string', { type: 'wifi', destination: { ssid: 'x', pass: 7 } }],
    ['phone: must be a telephone number', { type: 'vcard', fname: 'Ada', phone: 'call me' }],
    ['send fname or lname', { type: 'vcard', phone: '112' }],
  ])('in the words of the caller: %s', async (sentence, body) => {
    const { status, body: answer } = await call('POST', '', body);
    expect(status).toBe(400);
    expect(answer.error.startsWith(sentence)).toBe(true);
  });

  test('a taken slug is a 409', async () => {
    const body = { ...url, slug: 'Flyer-2026' };
    expect((await call('POST', '', body)).body.short_url).toBe(`${baseUrl}/p/Flyer-2026`);
    expect(await call('POST', '', { ...body, slug: 'flyer-2026' })).toMatchObject({ status: 409 });
  });
});

test("QR Track Decided 5: the plan's limit is a 403", async () => {
  const small = await startProgram({ PLAN_BUSINESS_CODES: '1' });
  const create = qrTrackClient(small, await small.key('qr-track'));
  const body = { type: 'url', destination: 'https://example.com/' };
  expect((await create('POST', '', body)).status).toBe(200);
  expect(await create('POST', '', body)).toMatchObject({ status: 403, body: { error: expect.any(String) } });
  await small.stop();
});

test('QR Track Decided 9: a slug is found in any case, and short links take GET and HEAD only', async () => {
  const { body } = await call('POST', '', {
    type: 'url',
    destination: 'https://example.com/',
    slug: 'MixedCase_1',
  });
  expect(slugOf(body)).toBe('MixedCase_1');
  const plain = plainClient(program);
  for (const path of ['/p/MixedCase_1', '/p/mixedcase_1', '/P/MIXEDCASE_1']) {
    expect((await plain('GET', path)).status).toBe(302);
  }
  expect((await plain('HEAD', '/p/MixedCase_1')).status).toBe(302);
  expect((await plain('POST', '/p/MixedCase_1', '{}')).status).toBe(405);
});
