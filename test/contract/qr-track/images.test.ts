import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, plainClient, qraClient, qrTrackClient } from '../../support/api.ts';
import { decodeWithJsqr, decodeWithZxing } from '../../support/decode-qr.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let plain: Call;
let slug: string;
let uuid: string;
beforeAll(async () => {
  program = await startProgram();
  call = qrTrackClient(program, await program.key('qr-track'));
  plain = plainClient(program);
  const { body } = await call('POST', '', { type: 'url', destination: 'https://example.com/a' });
  slug = body.short_url.slice(`${baseUrl}/p/`.length);
  uuid = body.uuid;
});
afterAll(() => program.stop());

async function image(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${program.url}/img/${path}`, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

describe('QR Track Decided 10: every format holds exactly the short link, read by two decoders', () => {
  test.each([
    ['png', 'image/png', ''],
    ['svg', 'image/svg+xml', ''],
    ['jpg', 'image/jpeg', ''],
    ['jpeg', 'image/jpeg', ''],
    ['png', 'image/png', '?size=1024&margin=4'],
    ['png', 'image/png', '?ecc=L&color=0a7357&bgcolor=fff'],
    ['jpg', 'image/jpeg', '?size=300'],
    ['svg', 'image/svg+xml', '?size=300&dark=14181a'],
    ['webp', 'image/webp', ''],
  ])('.%s as %s %s', async (extension, mediaType, query) => {
    const { response, bytes } = await image(`${slug}.${extension}${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await decodeWithZxing(bytes)).toBe(`${baseUrl}/p/${slug}`);
    expect(await decodeWithJsqr(bytes)).toBe(`${baseUrl}/p/${slug}`);
  });
});

test('QR Track Decided 10: the background is opaque white, and ?size= is the width', async () => {
  for (const [query, width] of [
    ['', 512],
    ['?size=1000', 1000],
    ['?size=&margin=&dark=&ecc=', 512],
  ] as const) {
    const { bytes } = await image(`${slug}.png${query}`);
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([width, width]);
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  }
});

test('QR Track Measured and Decided 10: error correction H, and the smallest version that fits', async () => {
  const { bytes } = await image(`${slug}.svg`);
  const side = Number(/viewBox="0 0 (\d+)/.exec(bytes.toString())?.[1]) - 8;
  // "https://self.test/p/" and six characters are 26 bytes: version 4 at level H holds 34, version 3 holds 24
  // (ISO/IEC 18004, table 7). At level L version 2 would do.
  expect(side).toBe(17 + 4 * 4);
  const low = (await image(`${slug}.svg?ecc=L`)).bytes;
  expect(Number(/viewBox="0 0 (\d+)/.exec(low.toString())?.[1]) - 8).toBe(17 + 4 * 2);
});

test('QR Track Decided 10: ETag and Cache-Control, and a 304 for who has it', async () => {
  const { response } = await image(`${slug}.png`);
  const etag = response.headers.get('etag')!;
  expect(etag).toMatch(/^"[\w-]+"$/);
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await image(`${slug}.png`, { 'if-none-match': known });
    expect([again.response.status, again.bytes.length, again.response.headers.get('etag')]).toEqual([
      304,
      0,
      etag,
    ]);
  }
  expect((await image(`${slug}.png`, { 'if-none-match': '"other"' })).response.status).toBe(200);
  expect((await image(`${slug}.svg`)).response.headers.get('etag')).not.toBe(etag);
});

test('QR Track Decided 10: unknown, malformed and other paths are a 404, other methods a 405, a wrong option a 400', async () => {
  for (const path of [
    'nosuch.png',
    'a b.png',
    `${slug}.gif`,
    slug,
    `${slug}.PNG`,
    '.png',
    `x/${slug}.png`,
    '%00.png',
  ]) {
    expect((await plain('GET', `/img/${path}`)).status).toBe(404);
  }
  const post = await plain('POST', `/img/${slug}.png`, '{}');
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  for (const query of ['size=0', 'size=99999', 'size=abc', 'margin=-1', 'ecc=X', 'dark=red', 'dark=fff']) {
    const { status, body } = await plain('GET', `/img/${slug}.png?${query}`);
    expect(status).toBe(400);
    expect(body).toContain(query.split('=')[0]);
  }
});

test('HEAD has the headers of GET and no body', async () => {
  const head = await fetch(`${program.url}/img/${slug}.png`, { method: 'HEAD' });
  const { response } = await image(`${slug}.png`);
  expect(head.status).toBe(200);
  expect(head.headers.get('etag')).toBe(response.headers.get('etag'));
  expect((await head.arrayBuffer()).byteLength).toBe(0);
});

test('the slug is found in any case, and the image holds the slug as it was made', async () => {
  await call('POST', '', { type: 'url', destination: 'https://example.com/', slug: 'Summer-Menu' });
  const { bytes } = await image('SUMMER-menu.png');
  expect(await decodeWithZxing(bytes)).toBe(`${baseUrl}/p/Summer-Menu`);
});

test('QR Track Decided 10: a paused code keeps its image, a deleted one has none', async () => {
  await call('POST', `?uuid=${uuid}`, { is_active: false });
  expect((await image(`${slug}.png`)).response.status).toBe(200);
  const qra = qraClient(program, await program.key('qra'));
  await qra('DELETE', `/qr/${uuid}`);
  expect((await image(`${slug}.png`)).response.status).toBe(404);
});
