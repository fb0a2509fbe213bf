import type { Outline, OutlineCommand } from '../../core/designs/words.ts';
import type { OutlineText, Pen } from './scene.ts';

/** Words on their lines, as large as fits a place. */
export interface SetWords {
  draw(pen: Pen): void;
}

interface Line {
  readonly outline: Outline;
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
}

/** Height of a line over that of the font: two lines stand a little apart. */
const leading = 1.05;

/** In the middle of a place, in the coordinates of the picture; on two lines where they become larger by that. */
export function setWords(
  text: string,
  outlineText: OutlineText,
  place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): SetWords {
  const single = [outlineText(text)];
  const double = breakInTwo(text, outlineText);
  const lines = double !== null && scaleToFit(double, place) > scaleToFit(single, place) ? double : single;
  const scale = scaleToFit(lines, place);
  const middleX = place.x + place.width / 2;
  let top = place.y + (place.height - scale * heightOf(lines)) / 2;
  const set: Line[] = [];
  for (const outline of lines) {
    set.push({ outline, x: middleX - (outline.width * scale) / 2, y: top + outline.ascent * scale });
    top += (outline.ascent + outline.descent) * scale * leading;
  }
  return {
    draw: (pen) => {
      for (const line of set) drawLine(pen, line, scale);
    },
  };
}

function breakInTwo(text: string, outlineText: OutlineText): Outline[] | null {
  return splitInTwo(text)?.map((line) => outlineText(line)) ?? null;
}

/** At the space that leaves both halves most alike; null where there is none. */
export function splitInTwo(text: string): readonly [string, string] | null {
  const words = text.split(' ').filter((word) => word !== '');
  let best: { readonly lines: [string, string]; readonly longer: number } | null = null;
  for (let count = 1; count < words.length; count += 1) {
    const lines: [string, string] = [words.slice(0, count).join(' '), words.slice(count).join(' ')];
    const longer = Math.max(lines[0].length, lines[1].length);
    if (best === null || longer < best.longer) best = { lines, longer };
  }
  return best === null ? null : best.lines;
}

function scaleToFit(
  lines: readonly Outline[],
  place: { readonly width: number; readonly height: number },
): number {
  const width = Math.max(...lines.map((line) => line.width));
  const byHeight = place.height / heightOf(lines);
  return width > 0 ? Math.min(byHeight, place.width / width) : byHeight;
}

function heightOf(lines: readonly Outline[]): number {
  const [first] = lines;
  if (first === undefined) return 1;
  return (first.ascent + first.descent) * (1 + (lines.length - 1) * leading);
}

function drawLine(pen: Pen, { outline, x, y }: Line, scale: number): void {
  for (const command of outline.commands) drawCommand(pen, command, x, y, scale);
}

function drawCommand(pen: Pen, command: OutlineCommand, x: number, y: number, scale: number): void {
  switch (command[0]) {
    case 'M':
      return pen.moveTo(x + command[1] * scale, y + command[2] * scale);
    case 'L':
      return pen.lineTo(x + command[1] * scale, y + command[2] * scale);
    case 'C': {
      const [, x1, y1, x2, y2, endX, endY] = command;
      return pen.curveTo(
        x + x1 * scale,
        y + y1 * scale,
        x + x2 * scale,
        y + y2 * scale,
        x + endX * scale,
        y + endY * scale,
      );
    }
    case 'Z':
      return pen.close();
  }
}
