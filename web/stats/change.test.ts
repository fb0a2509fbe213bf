import { expect, test } from 'vitest';
import { changeOf } from './change.ts';

test('a change is a part of what was before, and new where nothing was', () => {
  expect(changeOf(112, 100)).toEqual({ is: 'up', ratio: expect.closeTo(0.12) });
  expect(changeOf(0, 4)).toEqual({ is: 'down', ratio: 1 });
  expect(changeOf(5, 0)).toEqual({ is: 'new' });
  expect([changeOf(0, 0), changeOf(7, 7)]).toEqual([{ is: 'same' }, { is: 'same' }]);
});
