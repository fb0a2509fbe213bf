import { afterAll, beforeAll, expect, test } from 'vitest';
import { presetNames } from '../../../src/core/designs/presets.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { decodeWithZxing } from '../../support/decode-qr.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let key: string;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
});
afterAll(() => program.stop());

async function draw(body: object) {
  const headers = { authorization: `Bearer ${key}` };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${program.url}/api/v1/render`, init);
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

test('any text is drawn in any preset, and no code is made of it', async () => {
  for (const preset of presetNames) {
    const text = `https://example.com/${preset}?ü=„1“`;
    const { status, headers, bytes } = await draw({ text, design: { preset }, size: 700 });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toBe('inline; filename="qr.png"');
    expect(await decodeWithZxing(bytes), preset).toBe(text);
  }
  expect((await call('GET', '/qr')).body.pagination.total).toBe(0);
});

test('the longest text that a symbol holds is drawn, and one byte more is refused by name', async () => {
  const text = `${'é'.repeat(1476)}x`;
  const { bytes } = await draw({ text, size: 1500 });
  expect(await decodeWithZxing(bytes)).toBe(text);
  const over = await draw({ text: `${text}x` });
  expect(over.status).toBe(400);
  expect(JSON.parse(over.bytes.toString()).details).toMatchObject([{ path: 'text' }]);
});

test('a printed picture has its exact size in mm', async () => {
  const { bytes } = await draw({
    text: 'A',
    format: 'pdf',
    mm: 50,
    bleed: 3,
    ink: 'cmyk',
    spot: 'PANTONE 286 C',
  });
  const pdf = bytes.toString('latin1');
  const box = /\/TrimBox ?\[([^\]]+)\]/.exec(pdf)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  const [x0 = 0, , x1 = 0] = box;
  expect(((x1 - x0) / 72) * 25.4).toBeCloseTo(50, 2);
});

test.each([
  ['text', {}],
  ['text', { text: '' }],
  ['text', { text: 7 }],
  ['format', { text: 'A', format: 'gif' }],
  ['size', { text: 'A', size: 4097 }],
  ['size', { text: 'A', size: 100.5 }],
  ['mm', { text: 'A', mm: 2001 }],
  ['dpi', { text: 'A', dpi: 71 }],
  ['bleed', { text: 'A', bleed: -1 }],
  ['ink', { text: 'A', ink: 'spot' }],
  ['spot', { text: 'A', spot: 'two\nlines' }],
  ['dark', { text: 'A', dark: '000' }],
  ['preset', { text: 'A', preset: 'ocean' }],
  ['design.preset', { text: 'A', design: { preset: 'none' } }],
  ['design.modules.color', { text: 'A', design: { modules: { color: '#fefefe' } } }],
  ['design.logo.image', { text: 'A', design: { logo: { image: 'f'.repeat(64) } } }],
  ['text', { text: 'x'.repeat(2000), design: { error_correction: 'H' } }],
])('a drawing with a wrong %s is a 400 that names it', async (path, body) => {
  const { status, bytes } = await draw(body);
  expect(status).toBe(400);
  expect(JSON.parse(bytes.toString())).toMatchObject({ code: 'validation_error', details: [{ path }] });
});

test('without a key nothing is drawn', async () => {
  const init = { method: 'POST', body: JSON.stringify({ text: 'A' }) };
  expect((await fetch(`${program.url}/api/v1/render`, init)).status).toBe(401);
});
