import type { Color, Gradient } from '../../core/designs/design.ts';
import type { LogoImage } from '../../core/designs/picture.ts';
import type { Pen } from '../draw/scene.ts';
import { componentsOf, deviceSpaceOf, fillOperator, type Ink, shadingOf } from '../formats/inks.ts';
import { createOperatorPen, decimal } from '../formats/operator-pen.ts';

/** What pages share in one file; those of one key are equal and are written once. */
export type PdfResource =
  | { readonly kind: 'ColorSpace' | 'Shading'; readonly key: string; readonly object: string }
  | { readonly kind: 'XObject'; readonly key: string; readonly logo: LogoImage; readonly mode: Ink['mode'] }
  | { readonly kind: 'XObject'; readonly key: string; readonly form: PdfForm };

/** What is drawn again and again, such as a letter, and stands in the file once (ISO 32000-1, 8.10). */
interface PdfForm {
  /** Left, bottom, right and top of what the content stays within. */
  readonly box: readonly [number, number, number, number];
  readonly content: string;
}

/** A path that the file has once for each key; outside of its box nothing is drawn. */
export interface SharedPath {
  readonly key: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  draw(pen: Pen): void;
}

export interface NamedResource {
  /** As the page's content calls it. */
  readonly name: string;
  readonly resource: PdfResource;
}

/** A rectangle of the page's present coordinates, y downwards. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pointsPerMm = 72 / 25.4;

export function pointsOf(mm: number): string {
  return String(Math.round(mm * pointsPerMm * 1e5) / 1e5);
}

/**
 * One page in the making: mm from the top left of the trim, y downwards. Nothing is written before the page is added to
 * its file; pages of one file may be made side by side.
 */
export class PdfPage {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly bleedMm: number;
  private readonly pen = createOperatorPen();
  private readonly parts: string[] = [];
  private readonly named = new Map<string, NamedResource>();

  /** `bleedMm` is added on every side: the media reaches that far beyond width and height, which are the trim. */
  constructor(widthMm: number, heightMm: number, bleedMm = 0) {
    this.widthMm = widthMm;
    this.heightMm = heightMm;
    this.bleedMm = bleedMm;
    const left = pointsOf(bleedMm);
    const top = pointsOf(heightMm + bleedMm);
    this.parts.push(`${matrixNumber(pointsPerMm)} 0 0 ${matrixNumber(-pointsPerMm)} ${left} ${top} cm\n`);
  }

  /** Fills closed outlines, by non-zero winding, in a process colour. */
  fillPath(color: Color, mode: Ink['mode'], draw: (pen: Pen) => void): void {
    draw(this.pen);
    this.parts.push(fillOperator(color, mode), this.pen.take(), 'f\n');
  }

  /** As `fillPath`, with the ink of that name; where it is not at hand, `color` in the mode's inks stands for it. */
  fillPathWithSpot(spot: string, color: Color, mode: Ink['mode'], draw: (pen: Pen) => void): void {
    draw(this.pen);
    const name = this.use('ColorSpace', separationOf(spot, color, mode));
    this.parts.push(`/${name} cs 1 scn\n`, this.pen.take(), 'f\n');
  }

  /** As `fillPath`, with a gradient that spans `span`. */
  fillPathWithGradient(gradient: Gradient, mode: Ink['mode'], span: Place, draw: (pen: Pen) => void): void {
    draw(this.pen);
    const name = this.use('Shading', shadingOf(gradient, mode));
    const { x, y, width, height } = span;
    this.parts.push(
      'q\n',
      this.pen.take(),
      `W n\n${[width, 0, 0, height, x, y].map(matrixNumber).join(' ')} cm\n`,
    );
    this.parts.push(`/${name} sh\nQ\n`);
  }

  /** As `fillPath`, with its origin at x and y. */
  fillSharedPath(color: Color, mode: Ink['mode'], path: SharedPath, x: number, y: number): void {
    const { key, left, top, right, bottom } = path;
    let name = this.named.get(`XObject ${key}`)?.name;
    if (name === undefined) {
      path.draw(this.pen);
      const form: PdfForm = { box: [left, top, right, bottom], content: `${this.pen.take()}f\n` };
      name = this.nameOf({ kind: 'XObject', key, form });
    }
    this.parts.push(`q ${fillOperator(color, mode)}1 0 0 1 ${decimal(x)} ${decimal(y)} cm /${name} Do Q\n`);
  }

  drawLogo(logo: LogoImage, mode: Ink['mode'], { x, y, width, height }: Place): void {
    const name = this.nameOf({ kind: 'XObject', key: `${mode} ${logo.id}`, logo, mode });
    this.parts.push(
      `q\n${[width, 0, 0, -height, x, y + height].map(matrixNumber).join(' ')} cm\n/${name} Do\nQ\n`,
    );
  }

  /** Draws a straight line, `width` wide, with butt ends. */
  strokeLine(
    color: Color,
    mode: Ink['mode'],
    width: number,
    from: readonly [number, number],
    to: readonly [number, number],
  ): void {
    const stroke = fillOperator(color, mode).toUpperCase();
    const [start, end] = [from, to].map((point) => point.map(decimal).join(' '));
    this.parts.push(`${stroke}${decimal(width)} w\n${start} m\n${end} l\nS\n`);
  }

  /** What `paint` draws has its origin at x and y, and is `scale` times as large. */
  within(x: number, y: number, scale: number, paint: () => void): void {
    this.parts.push(`q\n${[scale, 0, 0, scale, x, y].map(matrixNumber).join(' ')} cm\n`);
    paint();
    this.parts.push('Q\n');
  }

  /** The operators drawn so far. */
  content(): string {
    return this.parts.join('');
  }

  resources(): readonly NamedResource[] {
    return [...this.named.values()];
  }

  private use(kind: 'ColorSpace' | 'Shading', object: string): string {
    return this.nameOf({ kind, key: object, object });
  }

  private nameOf(resource: PdfResource): string {
    const key = `${resource.kind} ${resource.key}`;
    const known = this.named.get(key);
    if (known !== undefined) return known.name;
    const name = `R${this.named.size}`;
    this.named.set(key, { name, resource });
    return name;
  }
}

/** Six decimals: a matrix multiplies lengths of up to some thousands. */
function matrixNumber(value: number): string {
  const rounded = Math.round(value * 1e6) / 1e6;
  return Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(6);
}

/** ISO 32000-1, 8.6.6.4: from no ink, which is white paper, to all of it. */
function separationOf(spot: string, color: Color, mode: Ink['mode']): string {
  const none = mode === 'rgb' ? '1 1 1' : '0 0 0 0';
  return (
    `[/Separation ${pdfName(spot)} ${deviceSpaceOf(mode)} ` +
    `<< /FunctionType 2 /Domain [0 1] /C0 [${none}] /C1 [${componentsOf(color, mode)}] /N 1 >>]`
  );
}

/** ISO 32000-1, 7.3.5: all but letters and digits as `#` and two hexadecimal digits. */
function pdfName(text: string): string {
  const bytes = [...Buffer.from(text)];
  const written = bytes.map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9]/.test(character) ? character : `#${byte.toString(16).padStart(2, '0')}`;
  });
  return `/${written.join('')}`;
}
