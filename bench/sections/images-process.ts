/** Draws images for a number of rounds, each for a time in ms, and prints how many a second as JSON. */
import { createRequire } from 'node:module';
import { encodeMatrix } from '../../src/qr/matrix.ts';
import { defaultImageOptions } from '../../src/qr/options.ts';
import { renderPng } from '../../src/qr/png.ts';
import { renderSvg } from '../../src/qr/svg.ts';
import { baseUrl } from '../quietzone.ts';
import { slugOf } from '../workload/codes.ts';
import type { ImageRounds } from './images.ts';

interface QrCode {
  toString(text: string, options: object): Promise<string>;
  toBuffer(text: string, options: object): Promise<Buffer>;
}

const qrcode = createRequire(import.meta.url)('qrcode') as QrCode;
const same = { errorCorrectionLevel: 'M', margin: 4 };
const draw: Record<keyof ImageRounds, (text: string) => unknown> = {
  svg: (text) => renderSvg(encodeMatrix(text, 'M'), defaultImageOptions),
  qrcodeSvg: (text) => qrcode.toString(text, { ...same, type: 'svg' }),
  png: (text) => renderPng(encodeMatrix(text, 'M'), defaultImageOptions),
  qrcodePng: (text) => qrcode.toBuffer(text, { ...same, width: 512 }),
};

const [rounds = 1, roundMs = 1_000] = process.argv.slice(2).map(Number);
let n = 0;

async function countPerSecond(one: (text: string) => unknown): Promise<number> {
  const startedAt = performance.now();
  let made = 0;
  while (performance.now() - startedAt < roundMs) {
    await one(`${baseUrl}/p/${slugOf(n++)}`);
    made += 1;
  }
  return (made / (performance.now() - startedAt)) * 1000;
}

const result: Record<keyof ImageRounds, number[]> = { svg: [], png: [], qrcodeSvg: [], qrcodePng: [] };
// The first round warms up.
for (let round = 0; round <= rounds; round += 1) {
  for (const name of ['svg', 'qrcodeSvg', 'png', 'qrcodePng'] as const) {
    const perSecond = await countPerSecond(draw[name]);
    if (round > 0) result[name].push(perSecond);
  }
}
process.stdout.write(JSON.stringify(result));
