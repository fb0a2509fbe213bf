import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addLogo } from '../../../src/core/designs/logos.ts';
import { type Call, plainClient, qrTrackClient } from '../../support/api.ts';
import { decodeWithZxing } from '../../support/decode-qr.ts';
import { svg } from '../../support/hostile-pictures.ts';
import { baseUrl, operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let logoId: string;
beforeAll(async () => {
  program = await startProgram();
  call = qrTrackClient(program, await program.key('qr-track'));
  const [workspace] = await program.core.store.workspaces.list();
  const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
  const bytes = Uint8Array.from(svg('<rect width="100" height="100" fill="#00a040"/>'));
  logoId = (await addLogo(program.core, access, { bytes })).id;
});
afterAll(() => program.stop());

const newCode = (fields: object = {}) =>
  call('POST', '', { type: 'url', destination: 'https://example.com/', ...fields });

async function listed(uuid: string) {
  const { codes } = (await call('GET', '')).body;
  return codes.find((code: { uuid: string }) => code.uuid === uuid);
}

test('QR Track Fixed: logo is null in the list, or the absolute URL of a picture that anyone may see', async () => {
  const plain = (await newCode()).body.uuid;
  const { uuid } = (await newCode({ logo: logoId })).body;
  expect((await listed(plain)).logo).toBeNull();
  const { logo, slug } = await listed(uuid);
  expect(logo).toBe(`${baseUrl}/img/${slug}/logo.png`);
  const seen = await plainClient(program)('GET', new URL(logo).pathname);
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('QR Track Fixed: the logo is in the middle, a fifth of the width, at level H, and the image is read', async () => {
  const { uuid } = (await newCode({ logo: logoId })).body;
  const { slug } = await listed(uuid);
  const response = await fetch(`${program.url}/img/${slug}.png?size=600`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const green = Array.from({ length: info.width }, (_, x) => {
    const at = (Math.floor(info.height / 2) * info.width + x) * 4;
    return data[at]! < 60 && data[at + 1]! > 120 && data[at + 2]! < 120 ? x : -1;
  }).filter((x) => x >= 0);
  expect((green[0]! + green.at(-1)!) / 2).toBeCloseTo(info.width / 2, -1);
  // Of the symbol alone, without its quiet zone of 4 modules on each side; its least version has 21 modules.
  expect(green.length / info.width).toBeGreaterThan((0.2 * 21) / 29 - 0.01);
  expect(green.length / info.width).toBeLessThan(0.2);
  const design = (await program.core.store.codes.findWithDesign(slug))?.design;
  expect(design).toMatchObject({ error_correction: 'H', logo: { image: logoId, size: 0.2, excavate: true } });
  expect(await decodeWithZxing(bytes)).toBe(`${baseUrl}/p/${slug}`);
});

test('an update sets the logo and takes it away, and leaves it where it says nothing of it', async () => {
  const { uuid } = (await newCode()).body;
  expect((await call('POST', `?uuid=${uuid}`, { logo: logoId })).status).toBe(200);
  const { logo } = await listed(uuid);
  expect(logo).toMatch(/\/logo\.png$/);
  await call('POST', `?uuid=${uuid}`, { label: 'Till', logo });
  expect(await listed(uuid)).toMatchObject({ label: 'Till', logo });
  expect((await call('POST', `?uuid=${uuid}`, { logo: null })).status).toBe(200);
  expect((await listed(uuid)).logo).toBeNull();
});

test('an id of no logo is a 400 of one sentence that names the field', async () => {
  for (const logo of ['0'.repeat(64), 'nonsense', 7]) {
    const answer = await newCode({ logo });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/logo/) } });
    expect(answer.body.error).not.toMatch(/design/);
  }
});
