import { expect, test } from 'vitest';
import { componentsOf, fillOperator, shadingOf } from './inks.ts';

test.each([
  { color: '#000000', rgb: '0 g\n', cmyk: '0 0 0 1 k\n' },
  { color: '#ffffff', rgb: '1 1 1 rg\n', cmyk: '0 0 0 0 k\n' },
  { color: '#808080', rgb: '0.502 0.502 0.502 rg\n', cmyk: '0 0 0 0.498 k\n' },
  { color: '#ff0000', rgb: '1 0 0 rg\n', cmyk: '0 1 1 0 k\n' },
  { color: '#003366', rgb: '0 0.2 0.4 rg\n', cmyk: '1 0.5 0 0.6 k\n' },
])('$color: black and greys are black ink alone, and no colour has more black than it must', (row) => {
  expect(fillOperator(row.color, 'rgb')).toBe(row.rgb);
  expect(fillOperator(row.color, 'cmyk')).toBe(row.cmyk);
});

test('of every colour at least one of cyan, magenta and yellow is not printed at all', () => {
  for (let color = 0; color < 0x1000000; color += 9973) {
    const inks = componentsOf(`#${color.toString(16).padStart(6, '0')}`, 'cmyk')
      .split(' ')
      .map(Number);
    expect(Math.min(...inks.slice(0, 3))).toBe(0);
    for (const ink of inks) expect(ink).toBeGreaterThanOrEqual(0);
    expect(Math.max(...inks)).toBeLessThanOrEqual(1);
  }
});

test('a shading goes through its stops in order, from the corner that it leaves to the one it reaches', () => {
  const stops = [
    { offset: 0.25, color: '#ff0000' },
    { offset: 0.5, color: '#00ff00' },
    { offset: 1, color: '#0000ff' },
  ];
  const axial = shadingOf({ type: 'linear', angle: 90, stops }, 'rgb');
  expect(axial).toContain('/ShadingType 2 /Coords [0.5 0 0.5 1] /ColorSpace /DeviceRGB /Extend [true true]');
  expect(axial).toContain('/Bounds [0.25 0.5] /Encode [0 1 0 1 0 1]');
  expect(
    [...axial.matchAll(/\/C0 \[([^\]]+)\] \/C1 \[([^\]]+)\]/g)].map(([, from, to]) => [from, to]),
  ).toEqual([
    ['1 0 0', '1 0 0'],
    ['1 0 0', '0 1 0'],
    ['0 1 0', '0 0 1'],
  ]);
  const radial = shadingOf({ type: 'radial', angle: 0, stops }, 'cmyk');
  expect(radial).toContain('/ShadingType 3 /Coords [0.5 0.5 0 0.5 0.5 0.7071] /ColorSpace /DeviceCMYK');
});

test.each([
  { offsets: [0, 0.5, 0.5, 1], bounds: '0.5 0.5001' },
  { offsets: [0, 0, 1], bounds: '0.0001' },
  { offsets: [0, 1, 1], bounds: '0.9999' },
  { offsets: [0, 0], bounds: '0.0001' },
  { offsets: [1, 1], bounds: '0.9999' },
  { offsets: [0.5, 0.5], bounds: '0.5 0.5001' },
  { offsets: [0.3, 0.3, 0.3], bounds: '0.3 0.3001 0.3002' },
  { offsets: [0.2, 0.20004, 0.9], bounds: '0.2 0.2001 0.9' },
])('stops at $offsets: none is lost, and bounds rise strictly within 0 and 1', ({ offsets, bounds }) => {
  const stops = offsets.map((offset, at) => ({ offset, color: `#00000${at}` }));
  const shading = shadingOf({ type: 'linear', angle: 0, stops }, 'rgb');
  expect(shading).toContain(`/Bounds [${bounds}] `);
  const ends = [...shading.matchAll(/\/C0 \[([^\]]+)\] \/C1 \[([^\]]+)\]/g)];
  expect(ends).toHaveLength(bounds.split(' ').length + 1);
  for (const stop of stops) {
    const components = componentsOf(stop.color, 'rgb');
    expect(ends.some(([, from, to]) => from === components || to === components)).toBe(true);
  }
});
