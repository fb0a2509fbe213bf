import { setImmediate as nextTurn } from 'node:timers/promises';
import { Resvg } from '@resvg/resvg-js';
import type { PictureSource } from '../../core/designs/picture.ts';
import type { ProofReport } from '../../core/designs/proof.ts';
import type { PrintPlace } from '../../core/designs/safe-size.ts';
import type { Scene } from '../draw/scene.ts';
import { PictureError } from '../errors.ts';
import { renderSceneSvg } from '../formats/svg.ts';
import { PdfPage } from '../pdf/page.ts';
import { paintScene } from '../pdf/paint-scene.ts';
import { PdfFile } from '../pdf/writer.ts';
import { drawHead, type HeadFacts, headHeight } from './contact-head.ts';
import { colors, drawTile, imageOf, type Tile, tilePxOf, tileSize } from './contact-tile.ts';
import { openDrawing } from './drawing.ts';
import { matrixNumber } from './matrix.ts';
import { planOf } from './plan.ts';

/** A4 upright, in mm. */
const page = { width: 210, height: 297, margin: 11 } as const;
const columnGap = 2.63;
const pageColumns = 8;
/** Of a picture of everything at once: twice as wide where there is more than a page. */
const pageTiles = 56;
const pngDpi = 200;
const mmPerInch = 25.4;

/**
 * Every condition of a report as it was looked at, made again from the same seeds. A PNG is one picture; a PDF has as
 * many pages of A4 as it takes.
 *
 * @throws {PictureError} for a report of another matrix of damage, whose pictures are not to be had any more.
 */
export async function drawContactSheet(
  source: PictureSource,
  report: ProofReport,
  format: 'png' | 'pdf',
  signal?: AbortSignal,
  place?: PrintPlace,
): Promise<Uint8Array<ArrayBuffer>> {
  const facts = { source, report, place };
  const tiles = await developTiles(source, report, signal);
  return format === 'png' ? renderPng(onePicture(facts, tiles)) : renderPdf(pagesOf(facts, tiles));
}

async function developTiles(
  source: PictureSource,
  report: ProofReport,
  signal: AbortSignal | undefined,
): Promise<readonly Tile[]> {
  const { sittings } = await planOf(source, report.profile);
  const looks = new Map(sittings.map((sitting) => [sitting.id, sitting]));
  const tiles: Tile[] = [];
  const px = report.conditions.length > pageTiles ? tilePxOf.many : tilePxOf.few;
  for (const condition of report.conditions) {
    const sitting = looks.get(condition.id);
    if (report.matrix !== matrixNumber || sitting === undefined) {
      throw new PictureError(
        'report',
        'This proof was made by another version of the program: prove the design again.',
      );
    }
    await nextTurn();
    signal?.throwIfAborted();
    tiles.push({ condition, image: await imageOf(sitting.look(), px) });
  }
  return tiles;
}

type SheetFacts = Omit<HeadFacts, 'image'>;

function onePicture(facts: SheetFacts, tiles: readonly Tile[]): Scene {
  const columns = tiles.length > pageTiles ? 2 * pageColumns : pageColumns;
  const rows = Math.ceil(tiles.length / columns);
  const width = 2 * page.margin + columns * (tileSize.width + columnGap) - columnGap;
  const height = 2 * page.margin + headHeight + rows * tileSize.height - rowSpare;
  return drawPage(facts, tiles, { width, height, columns, head: true });
}

/** Below the last row nothing need be kept free for the next. */
const rowSpare = 2;

function pagesOf(facts: SheetFacts, tiles: readonly Tile[]): readonly Scene[] {
  const pages: Scene[] = [];
  for (let first = 0; first < tiles.length || first === 0; ) {
    const head = first === 0;
    const free = page.height - 2 * page.margin - (head ? headHeight : 0) + rowSpare;
    const count = Math.floor(free / tileSize.height) * pageColumns;
    const some = tiles.slice(first, first + count);
    pages.push(drawPage(facts, some, { ...page, columns: pageColumns, head }));
    first += count;
  }
  return pages;
}

interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly head: boolean;
}

function drawPage(facts: SheetFacts, tiles: readonly Tile[], sheet: Sheet): Scene {
  const { width, height, columns, head } = sheet;
  const drawing = openDrawing();
  const { margin } = page;
  drawing.fill(colors.paper, (pen) => pen.rect(0, 0, width, height));
  const [first] = tiles;
  if (head && first !== undefined) {
    drawHead(drawing, { ...facts, image: first.image }, margin, margin, width - 2 * margin);
  }
  const top = margin + (head ? headHeight : 0);
  for (const [index, tile] of tiles.entries()) {
    const column = index % columns;
    const row = Math.floor(index / columns);
    drawTile(drawing, tile, margin + column * (tileSize.width + columnGap), top + row * tileSize.height);
  }
  return drawing.scene(width, height);
}

function renderPng(scene: Scene): Uint8Array<ArrayBuffer> {
  const px = Math.round((scene.width * pngDpi) / mmPerInch);
  const svg = renderSceneSvg(scene, px);
  return new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng());
}

function renderPdf(scenes: readonly Scene[]): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  const file = new PdfFile((chunk) => chunks.push(chunk), { title: 'Print proof' });
  for (const scene of scenes) {
    const sheet = new PdfPage(scene.width, scene.height);
    paintScene(sheet, scene, { xMm: 0, yMm: 0, widthMm: scene.width }, { mode: 'rgb', spot: null });
    file.addPage(sheet);
  }
  file.end();
  return Buffer.concat(chunks);
}
