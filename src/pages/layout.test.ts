import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { style, styleHash } from './layout.ts';

test('the policy lets in exactly the style that pages carry', () => {
  expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
});

test('the style asks for nothing from anywhere', () => {
  expect(style).not.toMatch(/url\(|@import|@font-face|<|expression/i);
});

/** WCAG 2.2, relative luminance. */
function luminanceOf(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const themes = [...style.matchAll(/:root\{([^}]*)\}/g)].map(([, tokens = '']) =>
  Object.fromEntries([...tokens.matchAll(/--(\w+):(#[\da-f]+)/gi)].map(([, name, colour]) => [name, colour])),
);

test('text reaches a contrast of 4.5 to 1 in the light and in the dark', () => {
  expect(themes).toHaveLength(2);
  for (const theme of themes) {
    for (const text of ['ink', 'muted', 'good', 'warn']) {
      for (const ground of ['paper', 'surface']) {
        const [dark, light] = [luminanceOf(theme[text]!), luminanceOf(theme[ground]!)].toSorted(
          (a, b) => a - b,
        );
        expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThanOrEqual(4.5);
      }
    }
  }
});
