import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { LogoImage } from '../../core/designs/picture.ts';
import type { ProofCondition, ProofDecoder, Reading } from '../../core/designs/proof.ts';
import { breakLines, type Drawing, rounded, widthOf } from './drawing.ts';
import type { Frame } from './raster.ts';

/** Told apart by the common kinds of colour blindness (Okabe and Ito), and by shape and letter without any colour. */
export const colors = {
  ink: '#16202c',
  quiet: '#66727f',
  line: '#d5dbe1',
  ground: '#eef1f4',
  read: '#0072b2',
  missed: '#d55e00',
  paper: '#ffffff',
} as const;

export const decoderMarks: Readonly<
  Record<ProofDecoder, { readonly letter: string; readonly name: string }>
> = {
  zxing: { letter: 'Z', name: 'ZXing' },
  jsqr: { letter: 'J', name: 'jsQR' },
  qr: { letter: 'Q', name: 'qr' },
  zbar: { letter: 'B', name: 'ZBar' },
};

/** In mm. */
export const tileSize = { width: 21.2, height: 37.5 } as const;
const labelSize = 1.95;
const labelLeading = 2.5;
const labelLines = 3;
export const markSize = 3;
const markGap = 0.9;

export interface Tile {
  readonly condition: ProofCondition;
  readonly image: LogoImage;
}

export function drawTile(drawing: Drawing, { condition, image }: Tile, x: number, y: number): void {
  const { width } = tileSize;
  const all = Object.values(condition.readings);
  const lost = all.every((reading) => reading !== 'read');
  drawing.fill(lost ? colors.missed : colors.line, (pen) =>
    pen.rect(x - edge, y - edge, width + 2 * edge, width + 2 * edge),
  );
  drawing.fill(colors.ground, (pen) => pen.rect(x, y, width, width));
  const scale = width / Math.max(image.width, image.height);
  const place = { width: image.width * scale, height: image.height * scale };
  drawing.image(image, { x: x + (width - place.width) / 2, y: y + (width - place.height) / 2, ...place });
  let markX = x;
  for (const [decoder, reading] of Object.entries(condition.readings)) {
    if (isDecoder(decoder)) drawMark(drawing, decoderMarks[decoder].letter, reading, markX, y + width + 1.2);
    markX += markSize + markGap;
  }
  const format = condition.format.toUpperCase();
  drawing.words(format, x + width - widthOf(format, labelSize), y + width + 3.3, labelSize, colors.quiet);
  for (const [index, line] of breakLines(condition.label, labelSize, width, labelLines).entries()) {
    drawing.words(line, x, y + width + 6.8 + index * labelLeading, labelSize, colors.ink);
  }
}

const edge = 0.25;

function isDecoder(name: string): name is ProofDecoder {
  return Object.hasOwn(decoderMarks, name);
}

/** Read: a full disc. Missed: an empty ring. Misread: a full square. */
export function drawMark(drawing: Drawing, letter: string, reading: Reading, x: number, y: number): void {
  const half = markSize / 2;
  if (reading === 'read') drawing.fill(colors.read, (pen) => pen.circle(x + half, y + half, half));
  if (reading === 'misread')
    drawing.fill(colors.missed, (pen) => rounded(pen, x, y, markSize, markSize, 0.4));
  if (reading === 'missed') {
    drawing.fill(colors.missed, (pen) => pen.circle(x + half, y + half, half));
    drawing.fill(colors.paper, (pen) => pen.circle(x + half, y + half, half - 0.3));
  }
  const size = markSize * 0.62;
  const ink = reading === 'missed' ? colors.missed : colors.paper;
  drawing.words(letter, x + half - widthOf(letter, size) / 2, y + half + size * 0.36, size, ink);
}

/** px of a tile: 290 dpi; less where there are hundreds, whose file would be too large to send. */
export const tilePxOf = { few: 240, many: 160 } as const;

/** As a picture for the sheet: small frames keep their pixels visible, large ones lose what no print would show. */
export async function imageOf({ rgba, width, height }: Frame, tilePx: number): Promise<LogoImage> {
  const longer = Math.max(width, height);
  const scale = longer > tilePx ? tilePx / longer : Math.max(1, Math.floor(tilePx / longer));
  const { data, info } = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .resize(Math.round(width * scale), Math.round(height * scale), {
      fit: 'fill',
      kernel: scale < 1 ? 'lanczos3' : 'nearest',
    })
    .png({ palette: false, compressionLevel: 6 })
    .toBuffer({ resolveWithObject: true });
  const png = new Uint8Array(data);
  return { id: createHash('sha256').update(png).digest('hex'), png, width: info.width, height: info.height };
}
