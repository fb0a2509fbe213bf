import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import {
  type Design,
  eyeBallShapes,
  eyeFrameShapes,
  moduleShapes,
  plainDesign,
} from '../../src/core/designs/design.ts';
import { composeScene } from '../../src/qr/draw/compose-scene.ts';
import { renderSceneSvg } from '../../src/qr/formats/svg.ts';
import { encodeMatrix } from '../../src/qr/matrix.ts';
import { outlineText } from '../../src/qr/words/outline.ts';
import { decodeWithAll } from '../support/decode-qr.ts';

const links = [
  'https://q.ex/p/Ab3xK9',
  'https://q.example.com/p/Ab3xK9?utm_source=poster&utm_campaign=summer',
];

async function expectRead(design: Design, text: string, modulePx: number): Promise<void> {
  const scene = composeScene({ text, design, logo: null }, encodeMatrix(text, 'M'), outlineText);
  const { pixels, width, height } = new Resvg(renderSceneSvg(scene, Math.round(scene.width * modulePx)), {
    background: '#ffffff',
  }).render();
  const read = await decodeWithAll({ data: new Uint8ClampedArray(pixels), width, height });
  expect({ text, modulePx, ...read }).toEqual({ text, modulePx, zxing: text, jsqr: text, qr: text });
}

describe('three readers find', () => {
  test.each(eyeFrameShapes.flatMap((frame) => eyeBallShapes.map((ball) => [frame, ball] as const)))(
    'eyes of a %s frame and a %s ball, among dots',
    async (frame, ball) => {
      const design: Design = {
        ...plainDesign,
        modules: { shape: 'dots', color: '#000000' },
        eyes: { frame: { shape: frame, color: null }, ball: { shape: ball, color: null } },
      };
      for (const link of links) await expectRead(design, link, 6);
    },
  );

  test.each(moduleShapes)(
    'the alignment pattern of a symbol of %s modules, small and large',
    async (shape) => {
      const design: Design = { ...plainDesign, modules: { shape, color: '#000000' } };
      for (const link of links) {
        for (const modulePx of [4, 7.3, 20]) await expectRead(design, link, modulePx);
      }
    },
  );
});
