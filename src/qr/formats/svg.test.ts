import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomDesign, randomText } from '../../../test/support/random-designs.ts';
import { plainDesign } from '../../core/designs/design.ts';
import type { LogoImage, PictureSource } from '../../core/designs/picture.ts';
import { presets } from '../../core/designs/presets.ts';
import { composeScene } from '../draw/compose-scene.ts';
import { encodeMatrix } from '../matrix.ts';
import { renderPicture } from '../render.ts';
import { outlineText } from '../words/outline.ts';
import { renderSceneSvg } from './svg.ts';

const logo: LogoImage = { id: 'logo', png: new Uint8Array([1, 2, 250, 251, 252]), width: 300, height: 200 };

function drawSvg(source: PictureSource, px = 400): string {
  return renderSceneSvg(composeScene(source, encodeMatrix(source.text, 'M'), outlineText), px);
}

/** The whole language that the drawings are written in. */
const number = String.raw`-?\d+(?:\.\d{1,3})?`;
const numbers = (count: number) => Array(count).fill(number).join(' ');
const segment = `[HV]${number}|L${numbers(2)}|C${numbers(6)}|A${numbers(2)} 0 0 1 ${numbers(2)}`;
const outline = `M${numbers(2)}(?:${segment})*Z`;
const color = '#[0-9a-f]{6}';
const place = (names: readonly string[]) => names.map((name) => `${name}="${number}"`).join(' ');
const stop = `<stop offset="${number}" stop-color="${color}"/>`;
const gradientOf = (element: string, names: readonly string[]) =>
  `<${element} id="g[0-9a-z]+" gradientUnits="userSpaceOnUse" ${place(names)}>(?:${stop})+</${element}>`;
const gradients = `${gradientOf('linearGradient', ['x1', 'y1', 'x2', 'y2'])}|${gradientOf('radialGradient', ['cx', 'cy', 'r'])}`;
const path = String.raw`<path fill="(?:${color}|url\(#g[0-9a-z]+\))"(?: shape-rendering="crispEdges")? d="(?:${outline})+"/>`;
const image = `<image ${place(['x', 'y', 'width', 'height'])} href="data:image/png;base64,[A-Za-z0-9+/]+=*"/>`;
const drawing = new RegExp(
  `^<svg xmlns="http://www.w3.org/2000/svg" ${place(['width', 'height'])} viewBox="0 0 ${numbers(2)}">` +
    `(?:<defs>(?:${gradients})+</defs>)?(?:${path}|${image})+</svg>$`,
);

test('a drawing of any design is paths, gradients and one embedded picture, and nothing else', () => {
  fc.assert(
    fc.property(randomDesign, randomText, (design, text) => {
      const svg = drawSvg({ text, design, logo: design.logo === null ? null : logo });
      expect(svg).toMatch(drawing);
      const defined = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
      expect(new Set(defined).size).toBe(defined.length);
      expect(new Set(used)).toEqual(new Set(defined));
      expect(svg.includes('<image')).toBe(design.logo !== null);
    }),
    { numRuns: 150 },
  );
});

test('it is as many pixels wide as was asked for, and as high as its frame makes it', () => {
  const frame = {
    shape: 'label',
    position: 'bottom',
    text: 'Scan me',
    color: '#000000',
    text_color: '#ffffff',
  } as const;
  const svg = drawSvg({ text: 'A', design: { ...plainDesign, frame }, logo: null }, 580);
  const [, width, height, boxWidth, boxHeight] = (
    svg.match(/width="([\d.]+)" height="([\d.]+)" viewBox="0 0 (\d+) (\d+)"/) ?? []
  ).map(Number);
  expect([width, boxWidth]).toEqual([580, 29]);
  expect(boxHeight).toBeGreaterThan(29);
  expect(height).toBe(20 * boxHeight!);
});

test('gradients of different colours have different names, so that drawings can stand in one page', () => {
  const nameOf = (color: string) => {
    const stops = [
      { offset: 0, color },
      { offset: 1, color: '#000000' },
    ];
    const modules = { shape: 'dots', color: { type: 'linear', angle: 0, stops } } as const;
    const svg = drawSvg({ text: 'A', design: { ...plainDesign, modules }, logo: null });
    return svg.match(/ id="([^"]+)"/)?.[1];
  };
  expect(nameOf('#112233')).toBe(nameOf('#112233'));
  expect(nameOf('#112233')).not.toBe(nameOf('#112234'));
});

test('the logo is embedded byte for byte, undistorted', () => {
  const place = { image: 'logo', size: 0.3, margin: 1, excavate: true };
  const svg = drawSvg({ text: 'A', design: { ...plainDesign, logo: place }, logo });
  const [, width, height, data] = svg.match(/<image .* width="(.+)" height="(.+)" href=".*,(.+)"/) ?? [];
  expect([Number(width), Number(height)]).toEqual([6.3, 4.2]);
  expect(new Uint8Array(Buffer.from(data!, 'base64'))).toEqual(logo.png);
});

test('a drawing that was asked for in mm says so in mm, so that no program has to guess what a px is', async () => {
  const output = { format: 'svg', px: 512, mm: 30, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null } as const;
  const { bytes } = await renderPicture({ text: 'HELLO', design: presets.badge, logo: null }, output);
  const [, width, height] = /width="([^"]*)" height="([^"]*)"/.exec(Buffer.from(bytes).toString()) ?? [];
  expect(width).toBe('30mm');
  expect(height).toMatch(/^3\d(\.\d+)?mm$/);
});
