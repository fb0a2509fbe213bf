import { describe, expect, test } from 'vitest';
import type { Color, Paint } from './design.ts';
import { presetNames, presets } from './presets.ts';

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(dark: Color, light: Color): number {
  return (luminance(light) + 0.05) / (luminance(dark) + 0.05);
}

const colorsOf = (paint: Paint) =>
  typeof paint === 'string' ? [paint] : paint.stops.map(({ color }) => color);

describe.each(presetNames)('the preset %s', (name) => {
  const { background, modules, eyes, frame, quiet_zone: quietZone } = presets[name];

  test('is dark on light, each of its colours by at least 4.5 : 1', () => {
    const ground = background ?? '';
    expect(ground).toMatch(/^#[0-9a-f]{6}$/);
    const own = [eyes.frame.color, eyes.ball.color].filter((color) => color !== null);
    for (const color of [...colorsOf(modules.color), ...own]) {
      expect(contrast(color, ground), color).toBeGreaterThanOrEqual(4.5);
    }
    if (frame === null) return;
    expect(contrast(frame.color, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(frame.color, frame.text_color)).toBeGreaterThanOrEqual(4.5);
  });

  test('keeps the quiet zone that the standard asks for', () => {
    expect(quietZone).toBeGreaterThanOrEqual(4);
  });
});
