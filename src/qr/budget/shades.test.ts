import { expect, test } from 'vitest';
import { isDarker, isTold, isToldInEye, shadesOf, type Whereabouts } from './shades.ts';

const white = shadesOf('#ffffff');

test.each<[Whereabouts, string, string]>([
  ['even', '#9b9b9b', '#9c9c9c'],
  ['always', '#898989', '#8a8a8a'],
  ['edge', '#adadad', '#aeaeae'],
  ['within', '#bfbfbf', '#c0c0c0'],
])('%s: %s is told from white by every reader, %s is not', (where, told, missed) => {
  expect(isTold(white, shadesOf(told), where)).toBe(true);
  expect(isTold(white, shadesOf(missed), where)).toBe(false);
});

test('the common colours of brands are told from white, yellow and light grey are not', () => {
  for (const color of ['#2196f3', '#808080', '#00a1e0', '#0099ff', '#26a69a', '#e30613', '#ff6600']) {
    expect([color, isTold(white, shadesOf(color), 'even')]).toEqual([color, true]);
  }
  for (const color of ['#ffdd55', '#c0c0c0', '#8bd450']) {
    expect([color, isTold(white, shadesOf(color), 'even')]).toEqual([color, false]);
  }
});

test('on a dark ground a share is not enough: there are 28 of 255 between the two', () => {
  const ground = shadesOf('#303030');
  expect(isTold(ground, shadesOf('#141414'), 'even')).toBe(true);
  expect(isTold(ground, shadesOf('#151515'), 'even')).toBe(false);
});

test('a part of an eye has to be the darker, the darker the other part is', () => {
  const grey = shadesOf('#a0a0a0');
  for (const part of ['frame', 'ball'] as const) {
    expect(isToldInEye(part, white, grey, grey)).toBe(true);
    expect(isToldInEye(part, white, grey, shadesOf('#000000'))).toBe(false);
  }
});

test('one colour is darker than another only if it is so to every reader', () => {
  expect(isDarker(shadesOf('#000000'), white)).toBe(true);
  expect(isDarker(shadesOf('#ff0000'), shadesOf('#4c4c4c'))).toBe(false);
});
