import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, qrTrackClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
beforeAll(async () => {
  program = await startProgram({ REPEAT_WINDOW_SECONDS: '30', TRUST_PROXY: '127.0.0.1' });
  call = qrTrackClient(program, await program.key('qr-track'));
});
afterAll(() => program.stop());

async function create(): Promise<{ uuid: string; slug: string }> {
  const { body } = await call('POST', '', {
    type: 'url',
    destination: 'https://example.com/a',
    label: 'Flyer',
  });
  return { uuid: body.uuid, slug: body.short_url.slice(`${baseUrl}/p/`.length) };
}

async function logOf(uuid: string, length: number, query = '') {
  return eventually(async () => {
    const { body } = await call('GET', `?uuid=${uuid}${query}`);
    expect(body.scans).toHaveLength(length);
    return body.scans;
  });
}

test('QR Track Fixed and Decided 2: a listed code has the fixed fields and the additions', async () => {
  const { uuid, slug } = await create();
  const { status, body } = await call('GET', '');
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(['codes']);
  expect(body.codes[0]).toEqual({
    uuid,
    type: 'url',
    destination: 'https://example.com/a',
    scans: 0,
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    logo: null,
    label: 'Flyer',
    slug,
    short_url: `${baseUrl}/p/${slug}`,
    qr_image_url: `${baseUrl}/img/${slug}.png`,
    is_active: true,
    status: 'active',
  });
});

test('QR Track Decided 2: newest first, all of them, and pages only when asked for', async () => {
  const uuids: string[] = [];
  for (let n = 0; n < 120; n += 1) uuids.unshift((await create()).uuid);
  const listed = async (query: string) =>
    (await call('GET', query)).body.codes.map(({ uuid }: { uuid: string }) => uuid);
  expect((await listed('')).slice(0, 120)).toEqual(uuids);
  expect(await listed('?limit=50&page=2')).toEqual(uuids.slice(50, 100));
  expect(await listed('?limit=7')).toEqual(uuids.slice(0, 7));
  expect(await listed('?limit=&page=')).toEqual(await listed(''));
  expect(await listed('?page=999999')).toEqual([]);
  expect((await call('GET', '?limit=many')).status).toBe(400);
});

test('QR Track Fixed: the log is oldest first, with the fields of a scan', async () => {
  const { uuid, slug } = await create();
  const agents = {
    iPhone:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    iPad: 'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    Android:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
    Windows:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
    Mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    Linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ChromeOS:
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
    Other:
      'Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15',
  };
  for (const agent of Object.values(agents))
    await scan(program, slug, { 'user-agent': agent, referer: 'https://a.example/x' });
  const scans = await logOf(uuid, 8);
  expect(scans.map(({ device }: { device: string }) => device)).toEqual(Object.keys(agents));
  expect(scans[0]).toEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    city: null,
    country: null,
    device: 'iPhone',
    os: 'iOS',
    browser: expect.stringContaining('Safari'),
    referrer: 'a.example',
    status: 'success',
  });
});

test('QR Track Decided 3: repeats and blocked hits count; bots, previews, prefetches and HEAD do not', async () => {
  const { uuid, slug } = await create();
  await scan(program, slug);
  await scan(program, slug);
  await scan(program, slug, { 'user-agent': 'curl/8.5.0' });
  await scan(program, slug, { 'user-agent': 'WhatsApp/2.23.20.0' });
  await scan(program, slug, { 'sec-purpose': 'prefetch' });
  await fetch(`${program.url}/p/${slug}`, { method: 'HEAD', redirect: 'manual' });
  await logOf(uuid, 2);
  await call('POST', `?uuid=${uuid}`, { is_active: false });
  const blocked = await eventually(async () => {
    const page = await scan(program, slug, { 'user-agent': 'curl/8.5.0' });
    expect(page.status).toBe(200);
    return scan(program, slug);
  });
  // QR Track Measured: a disabled code answers 200 with a page; the hit is stored as blocked and counted.
  expect(blocked.status).toBe(200);
  const scans = await logOf(uuid, 3);
  expect(scans.map(({ status }: { status: string }) => status)).toEqual(['success', 'success', 'blocked']);
  const { codes } = (await call('GET', '')).body;
  expect(codes.find((code: { uuid: string }) => code.uuid === uuid)).toMatchObject({
    scans: 3,
    status: 'paused',
  });
});

describe('QR Track Decided 3: since, until and limit', () => {
  test('cut the log; a time that cannot be read is a 400', async () => {
    const { uuid, slug } = await create();
    for (let n = 1; n <= 3; n += 1) await scan(program, slug, { 'x-forwarded-for': `192.0.2.${n}` });
    const all = await logOf(uuid, 3);
    expect((await call('GET', `?uuid=${uuid}&limit=2`)).body.scans).toEqual(all.slice(0, 2));
    const soon = new Date(Date.now() + 60_000).toISOString();
    await logOf(uuid, 0, `&since=${soon}`);
    await logOf(uuid, 3, `&until=${soon}`);
    await logOf(uuid, 3, '&since=&until=&limit=');
    expect((await call('GET', `?uuid=${uuid}&since=yesterday`)).status).toBe(400);
  });
});

test('QR Track Decided 3: a log of many pages is streamed whole, as one JSON document', async () => {
  const { uuid, slug } = await create();
  for (let round = 0; round < 25; round += 1) {
    await Promise.all(Array.from({ length: 100 }, () => scan(program, slug)));
  }
  const scans = await eventually(
    async () => {
      const response = await call('GET', `?uuid=${uuid}`);
      expect(response.body.scans).toHaveLength(2500);
      return response.body.scans;
    },
    { timeoutMs: 30_000 },
  );
  const times = scans.map(({ timestamp }: { timestamp: string }) => timestamp);
  expect(times).toEqual([...times].sort());
}, 60_000);
