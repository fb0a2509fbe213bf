import { join } from 'node:path';
import { runLoad } from '../load/load.ts';
import { runToEnd } from '../processes.ts';
import { medianOf } from '../quantiles.ts';
import { configOf, type Server, startServer, withCore } from '../quietzone.ts';
import type { BenchContext, Figure, Section, SectionResult } from '../section.ts';
import { seedCodes, slugOf } from '../workload/codes.ts';
import { renderRequest, scanRequests } from '../workload/requests.ts';

/** What is drawn in turn, each for the same time. */
export type ImageRound =
  | 'svg'
  | 'qrcodeSvg'
  | 'png'
  | 'qrcodePng'
  | 'styledSvg'
  | 'stylingSvg'
  | 'pdf'
  | 'styledPdf'
  | 'styledPng'
  | 'sharpPng'
  | 'resvgPng';

/** What the process that draws prints. */
export interface ImageMeasures {
  /** Images a second in each round. */
  readonly perSecond: Readonly<Partial<Record<ImageRound, readonly number[]>>>;
  readonly sheetSeconds: readonly number[];
  readonly sheetLabels: number;
  readonly pngBytes: number;
}

const codes = 1_000;
const connections = 64;
const fewConnections = 8;

export const images: Section = {
  name: 'images',
  title: 'Images',
  method: `One process on core 0 encodes and draws links of 30 characters, each a different one: from text to the bytes of
the file. Plain ones are black squares at error correction M with a quiet zone of 4, rasters 512 px wide, against the npm
package \`qrcode\`; styled ones are dots in a gradient at H, against \`qr-code-styling\` with jsdom. The rasterisers alone
draw one styled SVG of 1,024 px again and again. A sheet is a PDF of 1,000 labels with two lines each. Each in turn;
medians of the rounds.

Then a server on core 0 is asked from core 1, in turn, for scans of ${codes} codes and for their images, which it has drawn
before, over ${connections} kept connections; and for scans over ${fewConnections}, alone and while ${fewConnections} others keep its
queue of rendering full with images that nobody asked for before.`,
  run: runImages,
};

async function runImages(context: BenchContext): Promise<SectionResult> {
  const file = join(import.meta.dirname, 'images-process.ts');
  const args = [file, ...(context.options.quick ? ['2', '200'] : ['5', '2000'])];
  context.say('drawing');
  const drawn = JSON.parse(await runToEnd({ core: 0, command: process.execPath, args })) as ImageMeasures;
  const served = await serveImages(context);
  const notes = drawn.perSecond.stylingSvg
    ? []
    : ['`qr-code-styling` could not be installed: styled SVGs have no peer in this run.'];
  return { figures: [...drawnFigures(drawn), ...servedFigures(served)], notes, raw: { drawn, served } };
}

function drawnFigures({ perSecond, sheetSeconds, sheetLabels, pngBytes }: ImageMeasures): Figure[] {
  const rate = (name: ImageRound) => medianOf(perSecond[name] ?? []);
  const figure = (id: string, what: string, ours: ImageRound, peer?: [ImageRound, string]): Figure => {
    const measured = { id: `images-${id}`, what, measured: rate(ours), unit: '/s' };
    if (!peer || !perSecond[peer[0]]) return measured;
    return { ...measured, peer: { name: peer[1], measured: rate(peer[0]) } };
  };
  return [
    figure('svg', 'plain SVG', 'svg', ['qrcodeSvg', 'npm `qrcode`']),
    figure('png', 'plain PNG, 512 px', 'png', ['qrcodePng', 'npm `qrcode`']),
    { id: 'images-png-bytes', what: 'plain PNG, 512 px', measured: pngBytes, unit: 'bytes' },
    figure('styled-svg', 'styled SVG', 'styledSvg', ['stylingSvg', 'npm `qr-code-styling`']),
    figure('pdf', 'plain PDF', 'pdf'),
    figure('styled-pdf', 'styled PDF', 'styledPdf'),
    figure('styled-png', 'styled PNG, 1,024 px', 'styledPng', [
      'sharpPng',
      'sharp (librsvg), drawing and file',
    ]),
    figure('resvg', 'the same drawing by resvg, for comparison', 'resvgPng'),
    {
      id: 'images-sheet',
      what: `a sheet of ${sheetLabels.toLocaleString('en-US')} labels`,
      measured: medianOf(sheetSeconds),
      unit: 's',
    },
  ];
}

interface Served {
  readonly scans: readonly number[];
  readonly images: readonly number[];
  readonly aloneP99Ms: readonly number[];
  readonly besideP99Ms: readonly number[];
  /** Images a second that were drawn meanwhile, and those that were put off with 503. */
  readonly drawnPerSecond: readonly number[];
}

async function serveImages(context: BenchContext): Promise<Served> {
  const { quick } = context.options;
  const dataDir = context.newFolder('images');
  await withCore(configOf(dataDir), (core) => seedCodes(core, codes));
  const server = await startServer({ dataDir, core: 0 });
  const served = {
    scans: [] as number[],
    images: [] as number[],
    aloneP99Ms: [] as number[],
    besideP99Ms: [] as number[],
    drawnPerSecond: [] as number[],
  };
  const seconds = quick ? 1 : 6;
  const load = (requests: readonly string[], count: number) =>
    runLoad({ port: server.port, requests, connections: count, seconds }, dataDir);
  const scans = scanRequests(server.port, codes, 7);
  const pictures = Array.from({ length: codes }, (_, n) =>
    renderRequest('GET', `/img/${slugOf(n)}.png`, server.port, ['Accept: image/*']),
  );
  try {
    await load(scans, connections);
    await load(pictures, connections);
    for (let round = 0; round < (quick ? 1 : 5); round += 1) {
      context.say(`serving, round ${round + 1}`);
      served.scans.push((await load(scans, connections)).perSecond);
      const { perSecond, errors } = await load(pictures, connections);
      if (errors > 0) throw new Error(`${errors} images were not served`);
      served.images.push(perSecond);
      served.aloneP99Ms.push((await load(scans, fewConnections)).p99Ms);
      const beside = await renderBeside(server, () => load(scans, fewConnections));
      served.besideP99Ms.push(beside.result.p99Ms);
      served.drawnPerSecond.push(beside.drawnPerSecond);
    }
  } finally {
    await server.stop();
  }
  return served;
}

let fresh = 0;

/** Keeps the queue full of images that are in no cache while `work` goes on. */
async function renderBeside<T>(server: Server, work: () => Promise<T>) {
  let going = true;
  let drawn = 0;
  const ask = async () => {
    while (going) {
      fresh += 1;
      // 3,000 widths of 1,000 codes: none is asked for twice.
      const path = `${slugOf(fresh % codes)}.png?shape=dots&size=${1000 + (Math.floor(fresh / codes) % 3000)}`;
      const answer = await fetch(`http://127.0.0.1:${server.port}/img/${path}`);
      await answer.arrayBuffer();
      if (answer.status === 200) drawn += 1;
    }
  };
  const startedAt = performance.now();
  const askers = Array.from({ length: fewConnections }, ask);
  const result = await work();
  going = false;
  await Promise.all(askers);
  return { result, drawnPerSecond: (drawn / (performance.now() - startedAt)) * 1000 };
}

function servedFigures(served: Served): Figure[] {
  const scans = medianOf(served.scans);
  const alone = medianOf(served.aloneP99Ms);
  const drawn = medianOf(served.drawnPerSecond).toFixed(0);
  return [
    {
      id: 'images-cached',
      what: 'images from memory',
      measured: medianOf(served.images),
      unit: '/s',
      peer: { name: 'scans, durable, same server', measured: scans },
    },
    {
      id: 'images-beside',
      what: 'p99 of scans while images are drawn',
      measured: medianOf(served.besideP99Ms),
      unit: 'ms',
      detail: `${drawn} images a second beside it`,
      peer: { name: 'alone', measured: alone },
    },
  ];
}
