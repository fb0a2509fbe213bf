import { expect, it } from 'vitest';
import { rowsNear } from './use-rows-near.ts';

const windowHeight = 800;
const height = 64;

it('rows in the window are always among those that are made, and those near it as well', () => {
  for (let scrolled = 0; scrolled < 10_000 * height; scrolled += 977) {
    const { first, end } = rowsNear(300 - scrolled, windowHeight, height);
    const [seen, behind] = [(scrolled - 300) / height, (scrolled - 300 + windowHeight) / height];
    expect(first).toBeLessThanOrEqual(Math.max(0, seen - 10));
    expect(end).toBeGreaterThanOrEqual(behind + 10);
    expect(end - first).toBeLessThan(windowHeight / height + 30);
  }
});

it('rows come and go some at a time, so that most frames of scrolling make none', () => {
  const made = new Set<string>();
  for (let scrolled = 0; scrolled < 6_400; scrolled += 16) {
    const { first, end } = rowsNear(-scrolled, windowHeight, height);
    made.add(`${first} ${end}`);
  }
  expect(made.size).toBeLessThan(60);
});

it('a list that is below the window has no rows but those near its beginning', () => {
  expect(rowsNear(5_000, windowHeight, height)).toEqual({ first: 0, end: 0 });
});
