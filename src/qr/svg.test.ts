import { expect, test } from 'vitest';
import { encodeMatrix } from './matrix.ts';
import { defaultImageOptions } from './options.ts';
import { renderSvg } from './svg.ts';

const matrix = encodeMatrix('https://q.example.com/p/abc234', 'M');

test('the drawing is a ground and one path in modules, with nothing that a rasteriser could read differently', () => {
  const svg = renderSvg(matrix, { size: 300, margin: 2, dark: '#112233', light: '#ddeeff' });
  const side = matrix.size + 4;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">`;
  const ground = `<rect width="${side}" height="${side}" fill="#ddeeff"/>`;
  expect(svg.startsWith(`${head + ground}<path fill="#112233" d="M`)).toBe(true);
  expect(svg.slice(head.length + ground.length)).toMatch(/^<path fill="#112233" d="[MHVZ0-9 ]+"\/><\/svg>$/);
});

test.each([0, 1, 4, 16])(
  'with a margin of %i the path covers the dark modules, each once, and no other',
  (margin) => {
    const path = renderSvg(matrix, { ...defaultImageOptions, margin }).match(/ d="([^"]+)"/)?.[1] ?? '';
    const covered = new Uint8Array(matrix.modules.length);
    const rest = path.replace(/M(\d+) (\d+)H(\d+)V(\d+)H(\d+)Z/g, (_, ...groups) => {
      const [left, top, right, bottom, back] = groups.slice(0, 5).map(Number);
      expect([bottom, back]).toEqual([top! + 1, left]);
      for (let x = left!; x < right!; x += 1) covered[(top! - margin) * matrix.size + x - margin]! += 1;
      return '';
    });
    expect(rest).toBe('');
    expect(covered).toEqual(matrix.modules);
  },
);

test('runs of dark modules are one rectangle: the top edge of a finder pattern is seven modules wide', () => {
  expect(renderSvg(matrix, defaultImageOptions)).toContain(' d="M4 4H11V5H4Z');
});
