import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { type Design, eyeBallShapes, eyeFrameShapes } from '../../src/core/designs/design.ts';
import { eyeDrawing } from '../../src/qr/draw/eye-shapes.ts';
import type { Scene } from '../../src/qr/draw/scene.ts';
import { type Corner, eyeSide } from '../../src/qr/draw/symbol-grid.ts';
import { renderSceneSvg } from '../../src/qr/formats/svg.ts';

const modulePx = 40;
const expected = [1, 1, 3, 1, 1];
const pairs = eyeFrameShapes.flatMap((frame) => eyeBallShapes.map((ball) => [frame, ball] as const));

function eyesOf(frame: Design['eyes']['frame']['shape'], ball: Design['eyes']['ball']['shape']) {
  return { frame: { shape: frame, color: null }, ball: { shape: ball, color: null } };
}

/** Whether it is dark at a place of an eye, in pixels. */
function draw(eyes: Design['eyes'], corner: Corner): (x: number, y: number) => boolean {
  const { frame, ball } = eyeDrawing(eyes);
  const layer = { kind: 'fill', role: 'eye_frame', paint: '#000000', crisp: false } as const;
  const scene: Scene = {
    width: eyeSide,
    height: eyeSide,
    symbol: { x: 0, y: 0, size: eyeSide },
    layers: [frame, ball].map((part) => ({ ...layer, draw: (pen) => part(pen, 0, 0, corner) })),
  };
  const { pixels, width } = new Resvg(renderSceneSvg(scene, eyeSide * modulePx), {
    background: '#ffffff',
  }).render();
  return (x, y) => pixels[4 * (y * width + x)]! < 128;
}

/** Widths of dark and light along a line, without the light before it and behind. */
function runsAlong(isDark: (at: number) => boolean): number[] {
  const shades = Array.from({ length: eyeSide * modulePx }, (_, at) => isDark(at));
  const inside = shades.slice(shades.indexOf(true), shades.lastIndexOf(true) + 1);
  const runs = [0];
  for (const [at, shade] of inside.entries()) {
    if (at > 0 && shade !== inside[at - 1]) runs.push(0);
    runs[runs.length - 1]! += 1;
  }
  return runs;
}

test.each(pairs)('a %s frame and a %s ball are 1 : 1 : 3 : 1 : 1 across and down', (frame, ball) => {
  const isDark = draw(eyesOf(frame, ball), 'top_left');
  const middle = (eyeSide * modulePx) / 2;
  for (const runs of [runsAlong((at) => isDark(at, middle)), runsAlong((at) => isDark(middle, at))]) {
    expect(runs.length).toBe(expected.length);
    for (const [part, width] of runs.entries()) {
      expect(Math.abs(width / modulePx - expected[part]!)).toBeLessThan(0.06);
    }
  }
});

/**
 * The sum of the squares of what the widths are off by, in square modules, as jsQR ranks eyes: what looks like an eye by
 * chance is hardly ever below 0.6 on both diagonals together.
 */
const offMax = 0.42;

test.each(pairs)('a %s frame and a %s ball nearly so along the diagonals', (frame, ball) => {
  const last = eyeSide * modulePx - 1;
  for (const corner of ['top_left', 'top_right'] as const) {
    const isDark = draw(eyesOf(frame, ball), corner);
    for (const runs of [runsAlong((at) => isDark(at, at)), runsAlong((at) => isDark(last - at, at))]) {
      const widths = runs.map((steps) => (steps * Math.SQRT2) / modulePx);
      const module = widths.reduce((sum, width) => sum + width, 0) / 7;
      const off = widths.reduce((sum, width, part) => sum + (width - expected[part]! * module) ** 2, 0);
      expect(widths.length).toBe(expected.length);
      expect(off).toBeLessThan(offMax);
    }
  }
});

test('no two pairs of shapes look alike', () => {
  const looks = pairs.map(([frame, ball]) => {
    const isDark = draw(eyesOf(frame, ball), 'top_left');
    const side = eyeSide * modulePx;
    return Array.from({ length: side * side }, (_, at) => (isDark(at % side, Math.floor(at / side)) ? 1 : 0));
  });
  for (const [index, look] of looks.entries()) {
    for (const other of looks.slice(0, index)) {
      const different = look.filter((shade, at) => shade !== other[at]).length / modulePx ** 2;
      expect(different).toBeGreaterThan(0.1);
    }
  }
});
