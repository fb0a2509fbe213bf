import type { Color, Paint } from '../../core/designs/design.ts';
import { mediaTypes, type Output, type RenderedPicture } from '../../core/designs/picture.ts';
import type { FillLayer, Scene } from '../draw/scene.ts';
import { type Raster, rasterise } from './rasterise.ts';

/** Most that one graphic field may hold (ZPL II Programming Guide, ^GF). */
const fieldBytesMax = 99_999;

/**
 * A label of the picture's size for printers that speak ZPL II: one bit a dot, no shades. What a shape is decides
 * whether it is printed; of logos, what is darker than halfway.
 */
export async function renderZpl(scene: Scene, output: Output): Promise<RenderedPicture> {
  const raster = await rasterise(inBlackAndWhite(scene), output);
  const { width, height } = raster;
  const lineBytes = Math.ceil(width / 8);
  const dots = burnt(raster, lineBytes);
  const linesAtOnce = Math.max(1, Math.floor(fieldBytesMax / lineBytes));
  let fields = '';
  for (let y = 0; y < height; y += linesAtOnce) {
    const part = dots.subarray(y * lineBytes, (y + linesAtOnce) * lineBytes);
    const count = part.length;
    fields += `^FO0,${y}^GFA,${count},${count},${lineBytes},${packHex(part, lineBytes)}^FS\n`;
  }
  return {
    bytes: Buffer.from(`^XA\n^PW${width}\n^LL${height}\n^LH0,0\n${fields}^XZ\n`, 'latin1'),
    // Not registered; the name that label services use. Text would be shown by browsers and altered by proxies.
    mediaType: mediaTypes.zpl,
    width,
    height,
  };
}

/** Luma of an sRGB colour, 0 to 255 (ITU-R BT.601), which is near to what is seen. */
function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

function lumaOf(color: Color): number {
  const rgb = Number.parseInt(color.slice(1), 16);
  return luma(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
}

const black = '#000000';
const white = '#ffffff';

/** Colours by role alone: those of a design may be all bright, or differ in hue only, and each shape must be seen. */
function inBlackAndWhite(scene: Scene): Scene {
  const fills = scene.layers.filter((layer) => layer.kind === 'fill');
  const lightnessOf = (role: FillLayer['role']) => lightness(fills.find((fill) => fill.role === role)?.paint);
  const isNegative = lightnessOf('modules') > lightnessOf('background');
  const [ground, symbol] = isNegative ? [black, white] : [white, black];
  const colors: Readonly<Record<FillLayer['role'], Color>> = {
    background: ground,
    modules: symbol,
    eye_frame: symbol,
    eye_ball: symbol,
    frame: black,
    words: fills.some(({ role }) => role === 'frame') ? white : symbol,
  };
  const layers = scene.layers.map((layer) =>
    layer.kind === 'image' ? layer : { ...layer, paint: colors[layer.role] },
  );
  return { ...scene, layers };
}

/** 0 to 255, of a gradient the mean of its stops; where there is no background there is white paper. */
function lightness(paint: Paint = white): number {
  const colors = typeof paint === 'string' ? [paint] : paint.stops.map(({ color }) => color);
  return colors.map(lumaOf).reduce((sum, one) => sum + one, 0) / colors.length;
}

const threshold = 127.5;

/** One bit a dot, 1 is printed; what is transparent shows white paper. */
function burnt({ rgba, width, height }: Raster, lineBytes: number): Buffer {
  const bits = Buffer.alloc(lineBytes * height);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const over = luma(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
      const alpha = rgba[at + 3] ?? 0;
      at += 4;
      if ((over * alpha) / 255 + 255 - alpha >= threshold) continue;
      const place = y * lineBytes + (x >> 3);
      bits[place] = (bits[place] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bits;
}

/**
 * ZPL II Programming Guide, "Alternative Data Compression Scheme": `G` to `Y` repeat the next digit 1 to 19 times, `g`
 * to `z` 20 to 400 times by twenties; a comma fills the line with zeros, an exclamation mark with ones, and a colon
 * repeats the line above.
 */
function packHex(bits: Buffer, lineBytes: number): string {
  let packed = '';
  let above = '';
  for (let from = 0; from < bits.length; from += lineBytes) {
    const line = bits.toString('hex', from, from + lineBytes).toUpperCase();
    packed += line === above ? ':' : packLine(line);
    above = line;
  }
  return packed;
}

function packLine(line: string): string {
  const tail = /(0+|F+)$/.exec(line)?.[0] ?? '';
  const ending = tail === '' ? '' : tail.startsWith('0') ? ',' : '!';
  const head = line.slice(0, line.length - tail.length);
  return head.replace(/(.)\1*/g, (run, digit: string) => countOf(run.length) + digit) + ending;
}

const repeatsMax = 419;

function countOf(length: number): string {
  if (length === 1) return '';
  let words = '';
  let rest = length;
  for (; rest > repeatsMax; rest -= 400) words += 'z';
  if (rest >= 20) words += String.fromCharCode('g'.charCodeAt(0) + Math.floor(rest / 20) - 1);
  if (rest % 20 > 0) words += String.fromCharCode('G'.charCodeAt(0) + (rest % 20) - 1);
  return words;
}
