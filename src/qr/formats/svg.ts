import type { Gradient, Paint } from '../../core/designs/design.ts';
import type { LogoImage } from '../../core/designs/picture.ts';
import { gradientLine } from '../draw/gradient-line.ts';
import type { FillLayer, ImageLayer, Pen, Scene } from '../draw/scene.ts';

/**
 * A drawing that is nominally `size` px or mm wide and measured inside in modules. Paths with absolute coordinates, and gradients
 * with coordinates of the drawing, referred to without quotes: some rasterisers draw clip paths, masks and quoted
 * references as black squares. Nothing in it is loaded from elsewhere, and nothing of it can run.
 *
 * @param addressOf of an image; a browser, which has no `Buffer`, gives its own
 */
export function renderSceneSvg(
  scene: Scene,
  size: number,
  unit: '' | 'mm' = '',
  addressOf: (logo: LogoImage) => string = renderDataUri,
): string {
  const { width, height, layers } = scene;
  const gradients = new Map<Gradient, string>();
  let definitions = '';
  let body = '';
  for (const layer of layers) {
    if (layer.kind === 'image') {
      body += renderImage(layer, addressOf(layer.logo));
      continue;
    }
    const { paint } = layer;
    if (typeof paint !== 'string' && !gradients.has(paint)) {
      const element = renderGradient(paint, scene.symbol);
      const id = nameOf(element.name + element.rest);
      gradients.set(paint, id);
      definitions += `<${element.name} id="${id}" ${element.rest}</${element.name}>`;
    }
    body += renderFill(layer, paint, gradients);
  }
  const defs = definitions === '' ? '' : `<defs>${definitions}</defs>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}${unit}" ` +
    `height="${digits((size * height) / width)}${unit}" ` +
    `viewBox="0 0 ${digits(width)} ${digits(height)}">${defs}${body}</svg>`
  );
}

function renderFill(layer: FillLayer, paint: Paint, gradients: ReadonlyMap<Gradient, string>): string {
  const path = new SvgPath();
  layer.draw(path);
  if (path.commands === '') return '';
  const fill = typeof paint === 'string' ? paint : `url(#${gradients.get(paint)})`;
  const crisp = layer.crisp ? ' shape-rendering="crispEdges"' : '';
  return `<path fill="${fill}"${crisp} d="${path.commands}"/>`;
}

function renderImage({ x, y, width, height }: ImageLayer, address: string): string {
  return (
    `<image x="${digits(x)}" y="${digits(y)}" width="${digits(width)}" height="${digits(height)}" ` +
    `href="${address}"/>`
  );
}

function renderDataUri({ png }: LogoImage): string {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

function renderGradient(gradient: Gradient, symbol: Scene['symbol']) {
  const line = gradientLine(gradient, symbol);
  const stops = gradient.stops
    .map(({ offset, color }) => `<stop offset="${digits(offset)}" stop-color="${color}"/>`)
    .join('');
  if (line.type === 'radial') {
    const { x, y, radius } = line;
    const place = `cx="${digits(x)}" cy="${digits(y)}" r="${digits(radius)}"`;
    return { name: 'radialGradient', rest: `gradientUnits="userSpaceOnUse" ${place}>${stops}` };
  }
  const { x1, y1, x2, y2 } = line;
  const place = `x1="${digits(x1)}" y1="${digits(y1)}" x2="${digits(x2)}" y2="${digits(y2)}"`;
  return { name: 'linearGradient', rest: `gradientUnits="userSpaceOnUse" ${place}>${stops}` };
}

/**
 * Drawings that are put into one HTML page share its names: two gradients of one name must be the same. 32 bits of
 * FNV-1a over what the gradient is.
 */
function nameOf(gradient: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < gradient.length; index += 1) {
    hash = Math.imul(hash ^ gradient.charCodeAt(index), 0x01000193);
  }
  return `g${(hash >>> 0).toString(36)}`;
}

/** Absolute commands alone. Outlines that run straight across or down are said by H and V. */
class SvgPath implements Pen {
  commands = '';
  private x = 0;
  private y = 0;

  moveTo(x: number, y: number): void {
    this.commands += `M${digits(x)} ${digits(y)}`;
    this.x = x;
    this.y = y;
  }

  lineTo(x: number, y: number): void {
    if (y === this.y) this.commands += `H${digits(x)}`;
    else if (x === this.x) this.commands += `V${digits(y)}`;
    else this.commands += `L${digits(x)} ${digits(y)}`;
    this.x = x;
    this.y = y;
  }

  curveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.commands += `C${digits(x1)} ${digits(y1)} ${digits(x2)} ${digits(y2)} ${digits(x)} ${digits(y)}`;
    this.x = x;
    this.y = y;
  }

  close(): void {
    this.commands += 'Z';
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.commands += `M${digits(x)} ${digits(y)}H${digits(x + width)}V${digits(y + height)}H${digits(x)}Z`;
  }

  circle(x: number, y: number, radius: number): void {
    const left = `${digits(x - radius)} ${digits(y)}`;
    const arc = `A${digits(radius)} ${digits(radius)} 0 0 1 `;
    this.commands += `M${left}${arc}${digits(x + radius)} ${digits(y)}${arc}${left}Z`;
  }
}

/** A thousandth of a module: 1/50 mm where a module is 2 cm wide. */
const precision = 1000;
const kept = 1 << 18;
/** Filled at once: one that grows by leaps becomes a slow table. */
const written: string[] = new Array<string>(kept).fill('');

/** Most coordinates of squares, kept apart so that they lie close together. */
const wholes: readonly string[] = Array.from({ length: 256 }, (_, value) => String(value));

/** Rounded to thousandths. Turning numbers into words is most of what drawing costs, and the same ones come again. */
function digits(value: number): string {
  const whole = (value | 0) === value ? wholes[value] : undefined;
  if (whole !== undefined) return whole;
  const thousandths = Math.round(value * precision);
  const known = written[thousandths];
  if (known !== undefined && known !== '') return known;
  const words = String(thousandths / precision);
  if (thousandths >= 0 && thousandths < kept) written[thousandths] = words;
  return words;
}
