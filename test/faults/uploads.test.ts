import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PictureError } from '../../src/qr/errors.ts';
import { UploadBusyError } from '../../src/qr/upload/decode.ts';
import { readLogo } from '../../src/qr/upload/read-logo.ts';
import { laughing, makePng, pngChunk, svg } from '../support/hostile-pictures.ts';

/** The promise of uploads, and what the process of decoding may take above one that has hardly anything to do. */
const refusedWithinCpuMs = 2_000;
const aboveIdleMb = 100;

let visits = 0;
const server = createServer((_, response) => {
  visits += 1;
  response.end();
});
let address = '';
let idleMb = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = typeof bound === 'object' && bound ? `http://127.0.0.1:${bound.port}/` : '';
  // The first one also reads the program from disk.
  await read(makePng({ width: 1, height: 1 }));
  idleMb = (await watch(() => read(makePng({ width: 1, height: 1 })))).mb;
});
afterAll(() => {
  server.close();
});

const read = (bytes: Uint8Array) => readLogo(Uint8Array.from(bytes));

interface Use {
  /** Most that was resident at once. */
  readonly mb: number;
  /** Of all processors. By the clock it depends on who else is at work. */
  readonly cpuMs: number;
}

/** What the greediest of the processes that this one started has used so far. */
function useOfChildren(): Use {
  const uses = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(useOf);
  return {
    mb: Math.max(0, ...uses.map(({ mb }) => mb)),
    cpuMs: Math.max(0, ...uses.map(({ cpuMs }) => cpuMs)),
  };
}

/** See proc_pid_status(5) and proc_pid_stat(5); a tick is 10 ms. One that has ended meanwhile has used nothing. */
function useOf(pid: string): Use {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (!status.includes(`PPid:\t${process.pid}\n`)) return { mb: 0, cpuMs: 0 };
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      mb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000,
      cpuMs: (Number(stat[11]) + Number(stat[12])) * 10,
    };
  } catch {
    return { mb: 0, cpuMs: 0 };
  }
}

async function watch(work: () => Promise<unknown>) {
  let used: Use = { mb: 0, cpuMs: 0 };
  const look = setInterval(() => {
    const { mb, cpuMs } = useOfChildren();
    used = { mb: Math.max(used.mb, mb), cpuMs: Math.max(used.cpuMs, cpuMs) };
  }, 10);
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  clearInterval(look);
  return { error, ...used };
}

async function expectRefused(bytes: Uint8Array, words: RegExp): Promise<void> {
  const before = visits;
  const { error, mb, cpuMs } = await watch(() => read(bytes));
  expect(error).toBeInstanceOf(PictureError);
  expect(error).toMatchObject({ field: 'file', message: expect.stringMatching(words) });
  expect(cpuMs).toBeLessThan(refusedWithinCpuMs);
  expect(mb).toBeLessThan(idleMb + aboveIdleMb);
  expect(visits).toBe(before);
}

function solid(size: number): Buffer {
  return makePng({ width: size, height: size });
}

/** What a scan of a progressive JPEG makes exact cannot be made so again. */
function scanTwice(jpeg: Buffer): Buffer {
  const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.of(0xff, 0xda)), -2);
  return Buffer.concat([jpeg.subarray(0, -2), scan, jpeg.subarray(-2)]);
}

describe('a raster that lies, bursts or is something else besides is refused in time and memory', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    [
      'a header of 50,000 × 50,000 px',
      () => makePng({ width: 50_000, height: 50_000, unpacked: 99 }),
      /4 megapixels/,
    ],
    [
      'pixels for 100 MB behind a header of 10 px',
      () => makePng({ width: 10, height: 10, unpacked: 1e8 }),
      /more pixels/,
    ],
    [
      'pixels for a line behind a header of a page',
      () => makePng({ width: 999, height: 999, unpacked: 999 }),
      /fewer pixels/,
    ],
    [
      'a palette without colours',
      () =>
        makePng({
          width: 9,
          height: 9,
          colourType: 3,
          unpacked: 90,
          extra: [pngChunk('PLTE', Buffer.alloc(0))],
        }),
      /cannot be decoded \(.*header/,
    ],
    [
      'a JPEG whose last scan comes twice',
      async () => scanTwice(await sharp(solid(32)).jpeg({ progressive: true }).toBuffer()),
      /cannot be decoded \(VipsJpeg: .+progression/,
    ],
  ])('%s', async (_, bytes, words) => {
    await expectRefused(await bytes(), words);
  });
});

/** Isolated, and more than two pages beside the page. */
const farMarkers = `<marker id="m" viewBox="0 0 1 1"><rect width="1" height="1"/></marker><path marker-mid="url(#m)" d="M0 0${'h1'.repeat(500)}"/>`;

describe('an SVG that loads, runs, grows or never ends is refused in time and memory', () => {
  const outside = /loads something from outside/;
  test.each<[string, () => Buffer, RegExp]>([
    ['a picture of a server', () => svg(`<image href="${address}a.png" width="9" height="9"/>`), outside],
    ['a style of a server', () => svg(`<style>@import url(${address}a.css);</style>`), /style rules/],
    [
      'a document type of a server',
      () => Buffer.concat([Buffer.from(`<!DOCTYPE svg SYSTEM "${address}">`), svg('')]),
      /DOCTYPE/,
    ],
    [
      'layers without end',
      () => svg(`${'<g opacity=".9">'.repeat(120)}<rect width="99" height="99"/>${'</g>'.repeat(120)}`),
      /layers/,
    ],
    [
      'layers 25 times as large as the page',
      () =>
        svg(
          `${'<g opacity=".9">'.repeat(9)}<rect x="-200" y="-200" width="500" height="500"/>${'</g>'.repeat(9)}`,
        ),
      /far too much memory/,
    ],
    ['markers that a decoder breaks at', () => svg(farMarkers), /cannot be decoded/],
    ['groups that laugh a billion times', () => svg(laughing(30)), /more than 20000 shapes/],
    [
      'a bomb in an SVG',
      () => {
        const bomb = makePng({ width: 50_000, height: 50_000, unpacked: 99 }).toString('base64');
        return svg(`<image href="data:image/png;base64,${bomb}" width="9" height="9"/>`);
      },
      /4 megapixels/,
    ],
    [
      'shapes that grow for ever',
      () =>
        svg(
          '<filter id="f"><feMorphology operator="dilate" radius="500"/></filter><rect filter="url(#f)" width="99" height="99"/>',
        ),
      /to draw/,
    ],
    [
      'a filter of a million px',
      () =>
        svg(
          `<filter id="f" x="-1000000" y="-1000000" width="9000000" height="9000000"><feGaussianBlur stdDeviation="100000"/></filter><rect filter="url(#f)" width="9" height="9"/>`,
        ),
      /to draw|cannot be decoded/,
    ],
    [
      'clouds without end',
      () =>
        svg(
          '<filter id="f"><feTurbulence numOctaves="99999999" baseFrequency="1"/></filter><rect filter="url(#f)" width="99" height="99"/>',
        ),
      /to draw/,
    ],
  ])('%s', async (_, bytes, words) => {
    await expectRefused(bytes(), words);
  });
});

test('one is decoded at a time, eight wait, and more are told to come again', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => read(solid(4))));
  const kept = outcomes.filter(({ status }) => status === 'fulfilled');
  const busy = outcomes.filter((one) => one.status === 'rejected' && one.reason instanceof UploadBusyError);
  expect([kept.length, busy.length]).toEqual([9, 3]);
  await expect(read(solid(4))).resolves.toMatchObject({ width: 4 });
});

test('stripes of the longest side that is taken are taken, with the most bits that there are', async () => {
  const stripe = makePng({ width: 3000, height: 1333, bitDepth: 16, unpacked: 1333 * (1 + 3000 * 8) });
  const { error, mb } = await watch(() => read(stripe));
  expect(error).toBeUndefined();
  expect(mb).toBeLessThan(idleMb + aboveIdleMb);
});

/** Uploads, proves and lives on, where all file descriptors but a few are held. */
const program = `
import { openSync, closeSync } from 'node:fs';
import { readLogo } from '${new URL('../../src/qr/upload/read-logo.ts', import.meta.url)}';
import { findZbar, readWithZbar } from '${new URL('../../src/qr/proof/zbar.ts', import.meta.url)}';
const upload = Uint8Array.from(Buffer.from(process.argv[1], 'base64'));
const frame = { width: 9, height: 9, rgba: new Uint8ClampedArray(324) };
const outcome = () => readLogo(upload.slice()).then(({ width }) => width, ({ name }) => name);
const said = [await outcome()];
const held = [];
try { for (;;) held.push(openSync('/dev/null')); } catch {}
said.push(await outcome(), await findZbar(), await readWithZbar([frame]).catch(({ name }) => name));
for (const left of [1, 2, 3, 4, 5, 6, 7, 8]) { closeSync(held.pop()); said.push(typeof (await outcome())); await readWithZbar([frame]).catch(() => null); }
for (const one of held) closeSync(one);
said.push(await outcome());
console.log(JSON.stringify(said));
`;

test('without free file descriptors uploads are told to come again, and the server lives on', async () => {
  const limited = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, '--input-type=module', '-e'];
  const upload = solid(4).toString('base64');
  const { stdout } = await promisify(execFile)('/bin/sh', [...limited, program, upload]);
  const said: unknown[] = JSON.parse(stdout);
  expect(said.slice(0, 4)).toEqual([4, 'UploadBusyError', false, 'DecoderUnavailableError']);
  expect(said.at(-1)).toBe(4);
});
