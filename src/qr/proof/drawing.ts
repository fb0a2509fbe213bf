import type { Color } from '../../core/designs/design.ts';
import type { LogoImage } from '../../core/designs/picture.ts';
import type { Outline } from '../../core/designs/words.ts';
import type { ImageLayer, Layer, Pen, Scene } from '../draw/scene.ts';
import { outlineText } from '../words/outline.ts';

/** A page in mm from its top left, on which things are laid one over the other. */
export interface Drawing {
  fill(color: Color, draw: (pen: Pen) => void): void;
  /** From the left end of the base line; `size` is the em. Gives how wide the words are. */
  words(text: string, x: number, y: number, size: number, color: Color): number;
  image(image: LogoImage, place: Pick<ImageLayer, 'x' | 'y' | 'width' | 'height'>): void;
  /** What was laid so far, as a picture of `width` × `height` mm. */
  scene(width: number, height: number): Scene;
}

export function openDrawing(): Drawing {
  const layers: Layer[] = [];
  const fill = (color: Color, draw: (pen: Pen) => void) => {
    layers.push({ kind: 'fill', role: 'words', paint: color, crisp: false, draw });
  };
  return {
    fill,
    words: (text, x, y, size, color) => {
      const outline = outlineText(text);
      fill(color, (pen) => drawOutline(pen, outline, x, y, size));
      return outline.width * size;
    },
    image: (logo, place) => {
      layers.push({ kind: 'image', logo, ...place });
    },
    scene: (width, height) => ({ width, height, symbol: { x: 0, y: 0, size: width }, layers }),
  };
}

function drawOutline(pen: Pen, { commands }: Outline, x: number, y: number, size: number): void {
  for (const command of commands) {
    if (command[0] === 'Z') {
      pen.close();
      continue;
    }
    const [name, ...numbers] = command;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers.map((value, index) =>
      index % 2 === 0 ? x + value * size : y + value * size,
    );
    if (name === 'M') pen.moveTo(a, b);
    else if (name === 'L') pen.lineTo(a, b);
    else pen.curveTo(a, b, c, d, e, f);
  }
}

export function widthOf(text: string, size: number): number {
  return outlineText(text).width * size;
}

/** Breaks at spaces so that each line is at most `width` wide; what is beyond `linesMax` lines is cut with "…". */
export function breakLines(text: string, size: number, width: number, linesMax: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  lines.push(line);
  const kept = lines.slice(0, linesMax);
  const last = lines.slice(linesMax - 1).join(' ');
  if (lines.length > linesMax) kept[linesMax - 1] = last;
  return kept.map((one) => cutLine(one, size, width));
}

function cutLine(line: string, size: number, width: number): string {
  if (widthOf(line, size) <= width) return line;
  const characters = [...line];
  let count = Math.min(
    characters.length - 1,
    Math.ceil((characters.length * width) / widthOf(line, size)) + 2,
  );
  while (count > 1 && widthOf(`${characters.slice(0, count).join('')}…`, size) > width) count -= 1;
  return `${characters.slice(0, count).join('')}…`;
}

export function rounded(pen: Pen, x: number, y: number, width: number, height: number, radius: number): void {
  // Of a quarter of a circle as a Bézier curve.
  const bend = radius * (1 - 0.5523);
  pen.moveTo(x + radius, y);
  pen.lineTo(x + width - radius, y);
  pen.curveTo(x + width - bend, y, x + width, y + bend, x + width, y + radius);
  pen.lineTo(x + width, y + height - radius);
  pen.curveTo(x + width, y + height - bend, x + width - bend, y + height, x + width - radius, y + height);
  pen.lineTo(x + radius, y + height);
  pen.curveTo(x + bend, y + height, x, y + height - bend, x, y + height - radius);
  pen.lineTo(x, y + radius);
  pen.curveTo(x, y + bend, x + bend, y, x + radius, y);
  pen.close();
}
