import { expect, test } from 'vitest';
import { plainDesign } from '../../src/core/designs/design.ts';
import { parseDesign } from '../../src/core/designs/schema.ts';
import { addStop, changeStop, moveStop, paintAs, removeStop, stopsMax } from './gradient.ts';

test('whatever is done to a gradient, it stays one that the server takes', () => {
  let paint = paintAs('#123456', 'linear');
  if (typeof paint === 'string') throw new Error('a gradient was asked for');
  for (let added = 0; added < 10; added += 1) paint = addStop(paint);
  expect(paint.stops).toHaveLength(stopsMax);
  paint = moveStop(changeStop(paint, 3, { color: '#0a0a0a' }), 3, 1);
  const offsets = paint.stops.map(({ offset }) => offset);
  expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
  const taken = parseDesign({ modules: { color: paintAs(paint, 'radial') } });
  expect(taken).toEqual({
    ...plainDesign,
    modules: { shape: 'square', color: { ...paint, type: 'radial' } },
  });
  for (let removed = 0; removed < 10; removed += 1) paint = removeStop(paint, 0);
  expect(paint.stops).toHaveLength(2);
  expect(paintAs(paint, 'solid')).toBe(paint.stops[0]!.color);
});
