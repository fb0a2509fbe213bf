import type { Raster } from './inspect.ts';
import { checkSize, logoSideMax, type PixelSize, refusal, uploadPixelsMax } from './refusal.ts';
import { sideFor } from './svg-layers.ts';
import { checkReferences } from './svg-references.ts';
import { decodeSvg } from './svg-tokens.ts';
import { readSvgTree, renderSvgTree, type SvgElement, svgNamespace } from './svg-tree.ts';
import { parseLength } from './svg-values.ts';

export interface CleanSvg {
  /** Plain markup without anything that loads. An embedded picture is `href="embedded:0"`, by its place in `images`. */
  readonly markup: string;
  readonly images: readonly Raster[];
  /** px that it is to be drawn at. */
  readonly width: number;
  readonly height: number;
}

const imagesMax = 8;
/** A side this many times the other is a line, and no logo. */
const ratioMax = 100;
/** A side of a tile, in those of the page or of the shape that it fills. */
const tileMax = 4;

/** @param inspect judges an embedded picture by its bytes, as an upload is */
export function readSvg(bytes: Buffer, inspect: (bytes: Buffer) => Raster): CleanSvg {
  const root = readSvgTree(decodeSvg(bytes));
  const side = sideFor(checkReferences(root), logoSideMax);
  const embedded: Buffer[] = [];
  takeImages(root, embedded);
  const images = embedded.map(inspect);
  const pixels = images.reduce((sum, { width, height }) => sum + width * height, 0);
  if (pixels > uploadPixelsMax) throw refusal('is an SVG with embedded pictures of more than 4 megapixels');
  const size = drawnSize(root, side);
  root.attributes.set('xmlns', svgNamespace);
  root.attributes.set('width', String(size.width));
  root.attributes.set('height', String(size.height));
  return { markup: renderSvgTree(root), images, ...size };
}

function takeImages(element: SvgElement, images: Buffer[]): void {
  const href = element.attributes.get('href');
  if (href?.startsWith('data:') || href?.startsWith('DATA:')) {
    if (element.name !== 'image') throw refusal('is an SVG that embeds a picture where none belongs');
    if (images.length >= imagesMax) throw refusal(`is an SVG with more than ${imagesMax} embedded pictures`);
    element.attributes.set('href', `embedded:${images.length}`);
    images.push(Buffer.from(href.slice(href.indexOf(',') + 1), 'base64'));
  }
  for (const child of element.children) takeImages(child, images);
}

/** The longer side has `side` px, whatever the file calls its size: vectors have no pixels. */
function drawnSize(root: SvgElement, side: number): PixelSize {
  const box = (root.attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth, boxHeight] = [box[2], box[3]];
  const hasBox = box.length === 4 && box.every(Number.isFinite);
  const width = parseLength(root.attributes.get('width')) ?? (hasBox ? boxWidth : undefined);
  const height = parseLength(root.attributes.get('height')) ?? (hasBox ? boxHeight : undefined);
  if (!(width && height && width > 0 && height > 0)) {
    throw refusal('is an SVG without a size: give it a viewBox, or a width and a height in px');
  }
  if (!hasBox) root.attributes.set('viewBox', `0 0 ${width} ${height}`);
  const longer = Math.max(width, height);
  checkTiles(root, Math.max(boxWidth ?? 0, boxHeight ?? 0, hasBox ? 0 : longer));
  if (longer / Math.min(width, height) > ratioMax) {
    throw refusal(`is an SVG that is more than ${ratioMax} times as long as wide`);
  }
  const size = {
    width: Math.max(1, Math.round((width / longer) * side)),
    height: Math.max(1, Math.round((height / longer) * side)),
  };
  checkSize(size);
  return size;
}

/** A tile of a pattern is drawn whole, however little of it is seen. */
function checkTiles(element: SvgElement, boxSide: number): void {
  const { name, attributes, children } = element;
  const isOfShape = attributes.get('patternUnits') !== 'userSpaceOnUse' && !attributes.has('href');
  for (const side of name === 'pattern' ? ['width', 'height'] : []) {
    const value = attributes.get(side) ?? '0';
    const part = value.trim().endsWith('%') ? Number.parseFloat(value) / 100 : undefined;
    const times = part ?? (isOfShape ? Number.parseFloat(value) : (parseLength(value) ?? 0) / boxSide);
    if (times > tileMax)
      throw refusal('is an SVG with a pattern that is far larger than its page: simplify it');
  }
  for (const child of children) checkTiles(child, boxSide);
}
