import { expect, test } from 'vitest';
import { slugIn } from './slug-in.ts';

test('a slug can be pasted as a whole link', () => {
  expect(slugIn(' https://qr.example.com/p/Ab3-x_9?utm=1#x ')).toBe('Ab3-x_9');
  expect(slugIn('qr.example.com/p/menu')).toBe('menu');
  expect(slugIn(' menu ')).toBe('menu');
});
