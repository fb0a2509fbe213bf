import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createCode } from '../../../src/core/codes/create.ts';
import { pictureFormats } from '../../../src/core/designs/picture.ts';
import { getAccess } from '../../../src/core/workspaces/access.ts';
import type { WireSheet } from '../../../src/http/dashboard/wire-designs.ts';
import { type Browser, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { decodeWithBoth, decodeWithZxing, readPixels } from '../../support/decode-qr.ts';
import { seedCodes } from '../../support/many-codes.ts';
import { rasterisePdf, unpackPdf } from '../../support/print-tools.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let dashboard: Dashboard;
let browser: Browser;
let workspace: string;
/** Of "Code 00001" and on, the oldest first; their slugs are c00001 and on. */
let ids: readonly string[];
let foreign: string;
let others: { readonly browser: Browser; readonly workspace: string };
beforeAll(async () => {
  program = await startProgram();
  const secret = (await readFile(join(program.config.dataDir, 'secret'), 'utf8')).trim();
  dashboard = await dashboardOf(program, secret);
  const own = await dashboard.workspace();
  const other = await dashboard.workspace('Others');
  others = { browser: await dashboard.browserOf(other.owner), workspace: other.workspace.slug };
  browser = await dashboard.browserOf(own.owner);
  workspace = own.workspace.slug;
  await seedCodes(program.core, await getAccess(program.core, own.owner, workspace), 1_000);
  const { codes } = await browser.get('GET /w/:workspace/codes', {
    params: { workspace },
    query: { sort: 'name', limit: '20' },
  });
  ids = codes.map(({ id }) => id);
  const theirs = await getAccess(program.core, other.owner, others.workspace);
  foreign = (
    await createCode(program.core, theirs, { type: 'url', destination: 'https://example.com/theirs' })
  ).id;
});
afterAll(() => program.stop());

const linkOf = (slug: string) => `${baseUrl}/p/${slug}`;

async function send(
  path: string,
  body: object,
  { signal, by = { browser, workspace } }: { signal?: AbortSignal; by?: typeof others } = {},
): Promise<Response> {
  const { token } = await by.browser.get('GET /session');
  return by.browser.fetch(`/app/api/w/${by.workspace}${path}`, {
    method: 'POST',
    headers: { 'X-Quietzone-Token': token, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function bytesOf(response: Response): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await response.arrayBuffer());
}

async function picture(query: Readonly<Record<string, string>>, code = ids[0]) {
  const response = await browser.fetch(
    `/app/api/w/${workspace}/codes/${code}/picture?${new URLSearchParams(query)}`,
  );
  return { status: response.status, headers: response.headers, bytes: await bytesOf(response) };
}

/** Boxes of a PDF in mm, to a hundredth. */
function boxesOf(pdf: Buffer<ArrayBuffer>): Readonly<Record<string, readonly number[]>> {
  const found = unpackPdf(new Uint8Array(pdf)).matchAll(/\/(MediaBox|TrimBox|BleedBox) \[([^\]]+)\]/g);
  const mm = (points: string) => Math.round((Number(points) / 72) * 2540) / 100;
  return Object.fromEntries([...found].map(([, name, box = '']) => [name, box.trim().split(' ').map(mm)]));
}

describe('a picture for print', () => {
  test('is a PDF of exactly so many millimetres, with a bleed around its trim', async () => {
    const plain = await picture({ format: 'pdf', mm: '50' });
    expect(boxesOf(plain.bytes)).toMatchObject({ MediaBox: [0, 0, 50, 50], TrimBox: [0, 0, 50, 50] });
    const { bytes, headers } = await picture({ format: 'pdf', mm: '50', bleedMm: '3', ink: 'cmyk' });
    expect(boxesOf(bytes)).toMatchObject({ MediaBox: [0, 0, 56, 56], TrimBox: [3, 3, 53, 53] });
    expect(headers.get('content-disposition')).toBe('attachment; filename="c00001.pdf"');
    expect(await decodeWithBoth(await pngOfPdf(bytes))).toEqual({
      zxing: linkOf('c00001'),
      jsqr: linkOf('c00001'),
    });
    const spot = await picture({ format: 'pdf', mm: '50', spot: 'PANTONE 300 C' });
    expect(unpackPdf(new Uint8Array(spot.bytes))).toContain('PANTONE#20300#20C');
  });

  test.each(['png', 'jpg', 'webp'] as const)(
    'is a %s whose dots are whole and whose density is in the file',
    async (format) => {
      const { bytes } = await picture({ format, mm: '40', dpi: '600' });
      const { width = 0, height, density = 600 } = await sharp(bytes).metadata();
      // Of WebP, which has it in its Exif part, sharp does not tell.
      expect([height, density]).toEqual([width, 600]);
      const widthMm = (width / 600) * 25.4;
      // At most as wide as was asked for, and less than a dot a module narrower.
      expect(widthMm).toBeLessThanOrEqual(40);
      expect(widthMm).toBeGreaterThan(40 - (41 * 25.4) / 600);
      expect(await decodeWithZxing(bytes)).toBe(linkOf('c00001'));
    },
  );

  test('is had in every format, in sizes that nobody without an account is given', async () => {
    for (const format of pictureFormats) {
      const { status, bytes } = await picture({ format, mm: '30' });
      expect([format, status, bytes.length > 200]).toEqual([format, 200, true]);
    }
    const large = await picture({ format: 'png', px: '4096' });
    expect((await sharp(large.bytes).metadata()).width).toBe(4096);
    const refused = await fetch(`${program.url}/img/c00001.png?size=4096`);
    expect(refused.status).toBe(400);
    expect((await picture({ format: 'svg', mm: '30' })).bytes.toString()).toMatch(/width="30mm"/);
  });

  test.each([
    ['format', { format: 'gif' }],
    ['mm', { format: 'pdf', mm: '3000' }],
    ['mm', { format: 'png', mm: '5', dpi: '72' }],
    ['dpi', { format: 'png', mm: '50', dpi: 'many' }],
    ['spot', { format: 'pdf', spot: 'x'.repeat(61) }],
  ])('with a wrong %s is refused by name', async (path, query) => {
    const { status, bytes } = await picture(query);
    expect([status, JSON.parse(bytes.toString()).details]).toMatchObject([400, [{ path }]]);
  });

  test('of another workspace does not exist, and neither does advice on it', async () => {
    expect((await picture({ format: 'png' }, foreign)).status).toBe(404);
    const params = { workspace, code: foreign };
    expect((await browser.ask('GET /w/:workspace/codes/:code/advice', { params })).status).toBe(404);
  });
});

async function pngOfPdf(pdf: Buffer<ArrayBuffer>): Promise<Buffer> {
  const { data, width, height } = await rasterisePdf(new Uint8Array(pdf), 1_000);
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

test('advice is larger from farther away', async () => {
  const params = { workspace, code: ids[0] ?? '' };
  const adviceAt = (distanceMm: string) =>
    browser.get('GET /w/:workspace/codes/:code/advice', { params, query: { distanceMm, surface: 'glossy' } });
  const [near, far] = [await adviceAt('300'), await adviceAt('3000')];
  expect(far.codeMm).toBeGreaterThan(5 * near.codeMm);
  expect([near.query.surface, far.boundBy]).toEqual(['glossy', 'distance']);
});

const preview = (body: WireSheet & { page?: number }) =>
  browser.get('POST /w/:workspace/sheets/preview', { params: { workspace }, body });

describe('a sheet', () => {
  const layout = { paper: 'a4', columns: 2, rows: 3 } as const;

  test('is the PDF whose pages were looked at', async () => {
    const order = { ids: ids.slice(0, 8), layout, captions: ['name'], skip: 1 } as const;
    const response = await send('/sheets', order);
    expect(response.headers.get('quietzone-labels')).toBe('8');
    expect(response.headers.get('quietzone-pages')).toBe('2');
    const pdf = await bytesOf(response);
    expect(pdf.toString('latin1').match(/\/Type \/Page /g)).toHaveLength(2);
    const first = await preview(order);
    expect(first).toMatchObject({
      ...{ labels: 8, pages: 2, page: 1 },
      layout: {
        pageWidth: 210,
        pageHeight: 297,
        columns: expect.any(Number),
        labelWidth: expect.any(Number),
      },
    });
    const seen = await readPixels(Buffer.from(first.png, 'base64'));
    expect([seen.width, seen.height]).toEqual([1200, 1697]);
    const printed = await rasterisePdf(new Uint8Array(pdf), 1_200);
    expect(differingPixels(seen.data, printed.data)).toBeLessThan(0.001);
    const last = await preview({ ...order, page: 9 });
    expect([last.page, await decodePreview(last.png, 0)]).toEqual([2, linkOf('c00006')]);
  });

  test('takes what a list finds, in the order of the list, and shows a page from its middle', async () => {
    const filter = { search: 'Code 0001' };
    const order = { by: 'name', direction: 'asc' } as const;
    const oldest = await preview({ filter, order, layout });
    expect(oldest.labels).toBe(10);
    expect(await decodePreview(oldest.png, 0)).toBe(linkOf('c00010'));
    const newest = await preview({ filter, layout, copies: 4, page: 2 });
    // Six labels a page: the second begins with the third copy of the second code.
    expect(await decodePreview(newest.png, 0)).toBe(linkOf('c00018'));
    expect(await decodePreview(newest.png, 2)).toBe(linkOf('c00017'));
  });

  test.each([
    ['ids', { layout }],
    ['ids.1', () => ({ layout, ids: [ids[0], foreign] })],
    ['filter', { layout, filter: { search: 'nothing is called that' } }],
    ['filter', { layout, filter: { trash: '1' } }],
    ['layout.labelWidth', () => ({ ids, layout: { columns: 400 } })],
    ['skip', () => ({ ids, layout, skip: 6 })],
    ['captions.0', () => ({ ids, layout, captions: ['price'] })],
  ])('with a wrong %s is refused by name, and so is looking at it', async (path, wrong) => {
    const body = typeof wrong === 'function' ? wrong() : wrong;
    for (const route of ['/sheets', '/sheets/preview']) {
      const response = await send(route, body);
      const { details } = (await response.json()) as { details?: { path: string }[] };
      expect([route, response.status, details?.[0]?.path]).toEqual([route, 400, path]);
    }
  });
});

function differingPixels(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let differing = 0;
  for (let at = 0; at < one.length; at += 4)
    if (Math.abs((one[at] ?? 0) - (other[at] ?? 0)) > 32) differing += 1;
  return differing / (one.length / 4);
}

/** What the label of a 2 × 3 sheet on A4 says. */
async function decodePreview(png: string, label: number): Promise<string | null> {
  const [width, height] = [600, 565];
  const left = (label % 2) * width;
  const top = Math.floor(label / 2) * height;
  const cut = sharp(Buffer.from(png, 'base64')).extract({ left, top, width, height });
  return decodeWithZxing(await cut.png().toBuffer());
}

describe('pictures of many codes', () => {
  test('are one ZIP with a picture for each, named by its slug, that can be read', async () => {
    const response = await send('/pictures', { ids: [...ids, ids[0]], output: { format: 'jpg', px: 300 } });
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('quietzone-files')).toBe('21');
    const files = unzipSync(new Uint8Array(await bytesOf(response)));
    expect(Object.keys(files)).toEqual([
      ...ids.map((_, index) => `c${String(index + 1).padStart(5, '0')}.jpg`),
      'c00001-2.jpg',
    ]);
    for (const [name, bytes] of Object.entries(files))
      expect(await decodeWithZxing(Buffer.from(bytes))).toBe(linkOf(name.replace(/(-2)?\.jpg$/, '')));
  });

  test.each([
    { format: 'svg', filter: {}, count: 1_000 },
    { format: 'zpl', filter: { search: 'Code 0010' }, count: 10 },
    { format: 'pdf', filter: { tag: 'summer', status: 'paused' }, count: 10 },
  ] as const)('are all that a filter finds: $count as $format', async ({ format, filter, count }) => {
    const response = await send('/pictures', { filter, output: { format, mm: 30 } });
    expect(response.headers.get('quietzone-files')).toBe(String(count));
    const names = Object.keys(unzipSync(new Uint8Array(await bytesOf(response))));
    expect(names).toHaveLength(count);
    expect(names.filter((name) => !name.endsWith(`.${format}`))).toEqual([]);
  });

  test('are refused by name: those of others, and what cannot be drawn so', async () => {
    const refused = async (body: object) => {
      const response = await send('/pictures', body);
      const { details } = (await response.json()) as { details?: { path: string }[] };
      return [response.status, details?.[0]?.path];
    };
    expect(await refused({ ids: [ids[0], foreign], output: {} })).toEqual([400, 'ids.1']);
    expect(await refused({ ids, output: { format: 'gif' } })).toEqual([400, 'output.format']);
    expect(await refused({ ids, output: { format: 'png', mm: 5, dpi: 72 } })).toEqual([400, 'mm']);
    expect(await refused({ output: {} })).toEqual([400, 'ids']);
  });

  test('are made for a workspace once at a time, one waits, others go on, and who goes away ends the work', async () => {
    const leave = new AbortController();
    const { signal } = leave;
    const start = () => send('/pictures', { filter: {}, output: { format: 'jpg', px: 1_000 } }, { signal });
    // Nobody reads it: it stands still with what fits on the way.
    expect((await start()).status).toBe(200);
    const more = [start(), start()];
    const refused = await Promise.race(more);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.any(String)]);
    const theirs = await send('/pictures', { ids: [foreign], output: {} }, { by: others });
    expect(Object.keys(unzipSync(new Uint8Array(await bytesOf(theirs))))).toHaveLength(1);
    leave.abort();
    await Promise.allSettled(more);
    // The server hears of it in a moment.
    const next = await vi.waitFor(async () => {
      const response = await send('/pictures', { ids, output: { format: 'png' } });
      if (response.status !== 200) await response.arrayBuffer();
      expect(response.status).toBe(200);
      return response;
    }, 10_000);
    expect(Object.keys(unzipSync(new Uint8Array(await bytesOf(next))))).toHaveLength(20);
  });
});
