import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCore } from '../../src/compose.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import { addLogo } from '../../src/core/designs/logos.ts';
import type { PictureFormat } from '../../src/core/designs/picture.ts';
import { presets } from '../../src/core/designs/presets.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { renderPicture } from '../../src/qr/render.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { type Call, plainClient, qraClient } from '../support/api.ts';
import { decodeWithJsqr, decodeWithZxing } from '../support/decode-qr.ts';
import { eventually } from '../support/eventually.ts';
import { baseUrl, operator, startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let access: Access;
let plain: Call;
let qra: Call;
beforeAll(async () => {
  program = await startProgram();
  const [workspace] = await program.core.store.workspaces.list();
  access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false };
  plain = plainClient(program);
  qra = qraClient(program, await program.key('qra'));
});
afterAll(() => program.stop());

async function make(design?: object) {
  return createCode(program.core, access, { type: 'url', destination: 'https://example.com/', design });
}

async function image(path: string, init: RequestInit = {}) {
  const response = await fetch(`${program.url}/img/${path}`, init);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** How often pictures were answered, by what the metrics say. */
async function countAnswers(status: number): Promise<number> {
  const { body } = await plain('GET', '/metrics');
  const pattern = `quietzone_api_requests_total\\{surface="images",route="GET /img/:file",status="${status}"\\} (\\d+)`;
  return Number(new RegExp(pattern).exec(body)?.[1] ?? 0);
}

describe('a picture has the design of its code', () => {
  test.each(['svg', 'png', 'jpg', 'webp'])('.%s is read by two decoders', async (extension) => {
    const { slug } = await make({ preset: 'badge' });
    const { response, bytes } = await image(`${slug}.${extension}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await decodeWithZxing(bytes)).toBe(`${baseUrl}/p/${slug}`);
    expect(await decodeWithJsqr(bytes)).toBe(`${baseUrl}/p/${slug}`);
    expect(bytes.equals((await image(`${slug}.${extension}?preset=classic`)).bytes)).toBe(false);
  });

  test.each([
    ['pdf', 'application/pdf'],
    ['eps', 'application/postscript'],
    ['zpl', 'application/zpl'],
  ] as const)('.%s is the file that the design comes to, as %s', async (format, mediaType) => {
    const { slug } = await make({ preset: 'ocean' });
    const { response, bytes } = await image(`${slug}.${format}?mm=30&bleed=2&ink=cmyk&dpi=300`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, mediaType]);
    const output = {
      format: format as PictureFormat,
      px: 512,
      mm: 30,
      dpi: 300,
      bleedMm: 2,
      ink: 'cmyk',
      spot: null,
    };
    const source = { text: `${baseUrl}/p/${slug}`, design: presets.ocean, logo: null };
    const expected = await renderPicture(source, output as Parameters<typeof renderPicture>[1]);
    expect(bytes.equals(Buffer.from(expected.bytes))).toBe(true);
  });

  test('the query changes it within limits, and what is wrong is a 400 that names the parameter', async () => {
    const { slug } = await make({ preset: 'badge' });
    const { bytes } = await image(
      `${slug}.png?size=300&shape=dots&rotation=180&light=ffe&margin=6&frame=Hier`,
    );
    expect((await sharp(bytes).metadata()).width).toBe(300);
    expect(await decodeWithZxing(bytes)).toBe(`${baseUrl}/p/${slug}`);
    for (const wrong of [
      'shape=stars',
      'preset=x',
      'mm=1',
      'dpi=9999',
      'bleed=50',
      'spot=%07',
      'light=000',
    ]) {
      const { status, body } = await plain('GET', `/img/${slug}.png?${wrong}`);
      expect([status, body]).toEqual([400, expect.stringContaining(wrong.split('=')[0]!)]);
    }
    // Without a key nobody may have the server draw what takes hundreds of MB.
    for (const large of ['png?size=2049', 'jpg?size=4096', 'webp?mm=200&dpi=300', 'zpl?mm=300&dpi=600'])
      expect((await plain('GET', `/img/${slug}.${large}`)).status).toBe(400);
    expect((await plain('GET', `/img/${slug}.svg?size=4096`)).status).toBe(200);
    // What no printer has the memory for.
    expect((await plain('GET', `/img/${slug}.png?mm=2000&dpi=1200`)).status).toBe(400);
    expect((await plain('GET', '/img/nosuch.png?shape=stars')).status).toBe(404);
  });

  test('?download= has browsers store it under the name of the code', async () => {
    const { slug } = await make();
    const { response } = await image(`${slug}.pdf?download=1`);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${slug}.pdf"`);
    expect((await image(`${slug}.pdf`)).response.headers.get('content-disposition')).toBeNull();
  });

  test('the logo of a code is a picture of its own, and a 404 where there is none', async () => {
    const picture = { create: { width: 40, height: 20, channels: 4, background: '#0a7357' } } as const;
    const upload = new Uint8Array(await sharp(picture).png().toBuffer());
    const { id } = await addLogo(program.core, access, { bytes: upload });
    const { slug } = await make({ logo: { image: id } });
    const { response, bytes } = await image(`${slug}/logo.png`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 20 });
    const etag = response.headers.get('etag')!;
    expect((await image(`${slug}/logo.png`, { headers: { 'if-none-match': etag } })).response.status).toBe(
      304,
    );
    expect(await decodeWithZxing((await image(`${slug}.png`)).bytes)).toBe(`${baseUrl}/p/${slug}`);
    const none = await make();
    expect((await plain('GET', `/img/${none.slug}/logo.png`)).status).toBe(404);
    expect((await plain('GET', '/img/nosuch/logo.png')).status).toBe(404);
    expect((await plain('POST', `/img/${slug}/logo.png`, '')).headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('pictures from memory', () => {
  test('are the same as those just drawn, for GET, HEAD and 304, and are counted like them', async () => {
    const { slug } = await make({ preset: 'dots' });
    const [before200, before304] = [await countAnswers(200), await countAnswers(304)];
    const first = await image(`${slug}.png?size=200`);
    const second = await image(`${slug}.png?size=200`);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    const fields = ({ response }: typeof first) =>
      [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
    expect(fields(second)).toEqual(fields(first));
    const head = await image(`${slug}.png?size=200`, { method: 'HEAD' });
    expect([head.response.status, head.bytes.length]).toEqual([200, 0]);
    expect(fields(head)).toEqual(fields(first));
    const etag = first.response.headers.get('etag')!;
    for (const known of [etag, `W/${etag}`, '*']) {
      const again = await image(`${slug}.png?size=200`, { headers: { 'if-none-match': known } });
      expect([again.response.status, again.bytes.length, again.response.headers.get('etag')]).toEqual([
        304,
        0,
        etag,
      ]);
    }
    expect([await countAnswers(200), await countAnswers(304)]).toEqual([before200 + 2, before304 + 3]);
    expect((await plain('DELETE', `/img/${slug}.png?size=200`)).status).toBe(405);
  });

  test('are never older than an edit that was answered, whatever is drawn meanwhile', async () => {
    const code = await make();
    const colors = ['#aa0000', '#007700', '#0000aa', '#550055'];
    for (const color of colors) {
      const drawing = [1, 2, 3].map((n) => image(`${code.slug}.svg?size=${100 + n}`));
      await qra('PATCH', `/qr/${code.id}`, { tags: [color.slice(1)] });
      await updateCode(program.core, access, code.id, { design: { modules: { color } } });
      const after = await Promise.all([1, 2, 3].map((n) => image(`${code.slug}.svg?size=${100 + n}`)));
      for (const { bytes } of after) expect(bytes.toString()).toContain(color);
      await Promise.all(drawing);
      const later = await image(`${code.slug}.svg?size=101`);
      expect(later.bytes.toString()).toContain(color);
    }
  });

  test('follow an edit that another process made', async () => {
    const code = await make();
    expect((await image(`${code.slug}.svg`)).bytes.toString()).not.toContain('#1e5b3a');
    const other = await openCore(program.config, createLogger({ level: 'silent', stream: 2 }));
    try {
      await updateCode(other.core, access, code.id, { design: { preset: 'leaf' } });
    } finally {
      await other.close();
    }
    await eventually(async () => {
      expect((await image(`${code.slug}.svg`)).bytes.toString()).toContain('#1e5b3a');
    });
  });

  test('are gone with their code', async () => {
    const code = await make();
    expect((await image(`${code.slug}.png`)).response.status).toBe(200);
    await qra('DELETE', `/qr/${code.id}`);
    expect((await image(`${code.slug}.png`)).response.status).toBe(404);
  });
});
