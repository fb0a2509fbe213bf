import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  type Design,
  eyeBallShapes,
  eyeFrameShapes,
  moduleShapes,
  plainDesign,
  rotations,
} from '../../src/core/designs/design.ts';
import type { LogoImage } from '../../src/core/designs/picture.ts';
import { composeScene } from '../../src/qr/draw/compose-scene.ts';
import { clearedBox, logoBox } from '../../src/qr/draw/cover.ts';
import type { Scene } from '../../src/qr/draw/scene.ts';
import { renderSceneSvg } from '../../src/qr/formats/svg.ts';
import { encodeMatrix, type Matrix } from '../../src/qr/matrix.ts';
import { outlineText } from '../../src/qr/words/outline.ts';
import { randomDesign, randomText } from '../support/random-designs.ts';

/** Edges of modules fall between pixels, where a seam would show. */
const modulePx = 7.31;

interface Picture {
  readonly scene: Scene;
  /** Colour at a point in modules of the symbol, as `#rrggbbaa`. */
  at(x: number, y: number): string;
}

/** With all edges smoothed: `crispEdges` must not be what hides a seam. */
function draw(design: Design, matrix: Matrix, logo: LogoImage | null = null): Picture {
  const scene = composeScene({ text: '', design, logo }, matrix, outlineText);
  const svg = renderSceneSvg(scene, 400).replaceAll(' shape-rendering="crispEdges"', '');
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.round(scene.width * modulePx) },
  }).render();
  const { pixels, width } = image;
  const scale = width / scene.width;
  return {
    scene,
    at: (x, y) => {
      const column = Math.floor((scene.symbol.x + x) * scale);
      const row = Math.floor((scene.symbol.y + y) * scale);
      const from = 4 * (row * width + column);
      return `#${Buffer.from(pixels.subarray(from, from + 4)).toString('hex')}`;
    },
  };
}

/** Where a module of the turned symbol is in the upright one: the image is turned clockwise. */
function isDark({ size, modules }: Matrix, rotation: Design['rotation'], x: number, y: number): boolean {
  let [column, row] = [x, y];
  for (let turned = 0; turned < rotation; turned += 90) [column, row] = [row, size - 1 - column];
  return modules[row * size + column] === 1;
}

const noEye = (x: number, y: number, size: number) => !((x < 8 || x >= size - 8) && (y < 8 || y >= size - 8));

describe('whatever the design', () => {
  test('the middle of every module has the colour that it says, turned or not', () => {
    fc.assert(
      fc.property(randomDesign, randomText, (random, text) => {
        const design: Design = { ...random, modules: { ...random.modules, color: '#123456' }, logo: null };
        const matrix = encodeMatrix(text, 'M');
        const { at } = draw(design, matrix);
        const light = design.background === null ? '#00000000' : `${design.background}ff`;
        for (let y = 0; y < matrix.size; y += 1) {
          for (let x = 0; x < matrix.size; x += 1) {
            if (!noEye(x, y, matrix.size)) continue;
            const expected = isDark(matrix, design.rotation, x, y) ? '#123456ff' : light;
            if (at(x + 0.5, y + 0.5) !== expected) expect([x, y, at(x + 0.5, y + 0.5)]).toBe(expected);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the quiet zone is free, and the symbol lies on whole modules', () => {
    fc.assert(
      fc.property(randomDesign, randomText, (design, text) => {
        const matrix = encodeMatrix(text, 'L');
        const { scene, at } = draw({ ...design, logo: null }, matrix);
        const { x, y, size } = scene.symbol;
        expect([x, y, scene.width, scene.height].every(Number.isInteger)).toBe(true);
        expect(size).toBe(matrix.size);
        const light = design.background === null ? '#00000000' : `${design.background}ff`;
        for (let out = 0.5; out < design.quiet_zone; out += 1) {
          // Past the corner of the symbol a box may begin to round itself off.
          for (let along = 0; along < size; along += 3) {
            const around = [at(along, -out), at(along, size + out), at(-out, along), at(size + out, along)];
            expect(new Set(around)).toEqual(new Set([light]));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(['square', 'rounded', 'connected', 'horizontal', 'vertical'] as const)(
  'modules that are joined: %s',
  (shape) => {
    test.each(rotations)('turned by %i degrees, there is no seam between two of them', (rotation) => {
      const matrix = encodeMatrix('https://q.example.com/p/abc234?utm_source=poster', 'Q');
      const design: Design = { ...plainDesign, rotation, modules: { shape, color: '#000000' } };
      const { at } = draw(design, matrix);
      const { size } = matrix;
      let joined = 0;
      for (let y = 0; y < size; y += 1) {
        for (let x = 0; x < size; x += 1) {
          if (!noEye(x, y, size) || !isDark(matrix, rotation, x, y)) continue;
          const besides =
            shape !== 'vertical' &&
            noEye(x + 1, y, size) &&
            x + 1 < size &&
            isDark(matrix, rotation, x + 1, y);
          const below =
            shape !== 'horizontal' &&
            noEye(x, y + 1, size) &&
            y + 1 < size &&
            isDark(matrix, rotation, x, y + 1);
          for (let across = -0.14; across <= 0.14; across += 0.07) {
            if (besides) expect(at(x + 1 + across, y + 0.5)).toBe('#000000ff');
            if (below) expect(at(x + 0.5, y + 1 + across)).toBe('#000000ff');
          }
          joined += Number(besides) + Number(below);
        }
      }
      expect(joined).toBeGreaterThan(100);
    });
  },
);

describe('eyes', () => {
  test.each(eyeFrameShapes.flatMap((frame) => eyeBallShapes.map((ball) => [frame, ball] as const)))(
    'of %s and %s are 1 : 1 : 3 : 1 : 1 through their middle, across and down, in their own colours',
    (frame, ball) => {
      const matrix = encodeMatrix('https://q.example.com/p/abc234', 'M');
      for (const rotation of rotations) {
        const eyes = { frame: { shape: frame, color: '#7a1f6b' }, ball: { shape: ball, color: '#0a7357' } };
        const { at } = draw({ ...plainDesign, rotation, eyes }, matrix);
        const far = matrix.size - 7;
        const light = '#ffffffff';
        const runs = ['#7a1f6bff', light, '#0a7357ff', '#0a7357ff', '#0a7357ff', light, '#7a1f6bff'];
        const corners = [
          [0, 0],
          [far, 0],
          [0, far],
          [far, far],
        ] as const;
        const found = corners.filter(([left, top]) => at(left + 3.5, top + 3.5) === '#0a7357ff');
        expect(found).toHaveLength(3);
        for (const [left, top] of found) {
          for (const inset of [0.2, 0.5, 0.8]) {
            const across = runs.map((_, step) => at(left + step + inset, top + 3.5));
            const down = runs.map((_, step) => at(left + 3.5, top + step + inset));
            expect([across, down]).toEqual([runs, runs]);
          }
        }
      }
    },
  );

  test('stand where the turned symbol has them', () => {
    const matrix = encodeMatrix('A', 'M');
    const withoutEye = rotations.map((rotation) => {
      const eyes = { ...plainDesign.eyes, ball: { shape: 'square', color: '#0a7357' } } as const;
      const { at } = draw({ ...plainDesign, rotation, eyes }, matrix);
      const corners = [
        [3, 3],
        [17, 3],
        [17, 17],
        [3, 17],
      ] as const;
      return corners.findIndex(([x, y]) => at(x + 0.5, y + 0.5) !== '#0a7357ff');
    });
    // Clockwise from the top left: it is at the bottom right of a symbol that stands upright.
    expect(withoutEye).toEqual([2, 3, 0, 1]);
  });
});

describe('a logo', async () => {
  const png = await sharp({ create: { width: 60, height: 40, channels: 4, background: '#ff0000' } })
    .png()
    .toBuffer();
  const logo: LogoImage = { id: 'logo', png: new Uint8Array(png), width: 60, height: 40 };
  const matrix = encodeMatrix('https://q.example.com/p/abc234', 'H');

  test.each([...moduleShapes])('stands upright in a clearing of whole modules: %s', (shape) => {
    const place = { image: 'logo', size: 0.3, margin: 0.5, excavate: true };
    const design: Design = {
      ...plainDesign,
      modules: { shape, color: '#000000' },
      logo: place,
      rotation: 90,
    };
    const { at } = draw(design, matrix, logo);
    const box = logoBox(place, logo, matrix.size);
    const cleared = clearedBox(place, box, matrix.size)!;
    for (let y = cleared.top; y < cleared.bottom; y += 1) {
      for (let x = cleared.left; x < cleared.right; x += 1) {
        const inside = x > box.left && x + 1 < box.right && y > box.top && y + 1 < box.bottom;
        const outside = x + 1 < box.left || x > box.right || y + 1 < box.top || y > box.bottom;
        if (inside) expect(at(x + 0.5, y + 0.5)).toBe('#ff0000ff');
        if (outside) expect(at(x + 0.5, y + 0.5)).toBe('#ffffffff');
      }
    }
    expect(box.right - box.left).toBeGreaterThan(box.bottom - box.top);
  });

  test('is laid over the modules where nothing is cleared, and is left out where there is no picture of it', () => {
    const place = { image: 'logo', size: 0.3, margin: 4, excavate: false };
    const over = draw({ ...plainDesign, logo: place }, matrix, logo);
    const box = logoBox(place, logo, matrix.size);
    const [x, y] = [Math.floor(box.left) - 1, Math.floor(box.top) - 1];
    const row = Array.from({ length: 12 }, (_, step) => over.at(x + step + 0.5, y + 0.5));
    expect(row).toEqual(row.map((_, step) => (isDark(matrix, 0, x + step, y) ? '#000000ff' : '#ffffffff')));
    expect(over.at(matrix.size / 2, matrix.size / 2)).toBe('#ff0000ff');
    const without = composeScene(
      { text: '', design: { ...plainDesign, logo: place }, logo: null },
      matrix,
      outlineText,
    );
    expect(without.layers.some(({ kind }) => kind === 'image')).toBe(false);
  });
});

describe('a frame', () => {
  test('holds all of its words, at any length, inside its bar', () => {
    for (const shape of ['box', 'label', 'text'] as const) {
      for (const text of [
        'W',
        'Scan me',
        'امسح لعرض قائمة الطعام',
        'W'.repeat(60),
        'many words '.repeat(5),
      ]) {
        const frame = { shape, position: 'bottom', text, color: '#000000', text_color: '#ffffff' } as const;
        const { width, height, symbol, layers } = composeScene(
          { text: '', design: { ...plainDesign, frame }, logo: null },
          encodeMatrix('A', 'L'),
          outlineText,
        );
        const box = { left: width, top: height, right: 0, bottom: 0 };
        const meet = (x: number, y: number) => {
          box.left = Math.min(box.left, x);
          box.right = Math.max(box.right, x);
          box.top = Math.min(box.top, y);
          box.bottom = Math.max(box.bottom, y);
        };
        for (const layer of layers) {
          if (layer.kind === 'fill' && layer.role === 'words') {
            layer.draw({
              moveTo: meet,
              lineTo: meet,
              curveTo: (_x1, _y1, _x2, _y2, x, y) => meet(x, y),
              close: () => undefined,
              rect: () => undefined,
              circle: () => undefined,
            });
          }
        }
        expect(box.right).toBeGreaterThan(box.left);
        expect(box.left).toBeGreaterThanOrEqual(1);
        expect(box.right).toBeLessThanOrEqual(width - 1);
        expect(box.top).toBeGreaterThanOrEqual(symbol.y + symbol.size + 4);
        expect(box.bottom).toBeLessThanOrEqual(height);
      }
    }
  });
});
