import { expect, test } from 'vitest';
import { dayOfId, firstIdOfDay } from '../../core/stats/month.ts';
import {
  daysOfBits,
  firstDay,
  idsPerDay,
  joinRanges,
  monthOfPackId,
  packIdOf,
  packIdsOf,
  rangesWithout,
} from './scan-days.ts';

const day = 20_778;
const idOf = firstIdOfDay;

test('a day begins with its first id and ends before that of the next', () => {
  expect(dayOfId(idOf(day))).toBe(day);
  expect(dayOfId(idOf(day + 1) - 1)).toBe(day);
  expect(firstDay + Math.floor((idOf(day + 1) - 1) / idsPerDay)).toBe(day);
  expect(idOf(0)).toBe(0);
});

test('packs of a code lie between those of its neighbours, whatever months are asked for', () => {
  expect(packIdsOf(7)).toEqual([packIdOf(7, 0), packIdOf(8, 0) - 1]);
  expect(packIdsOf(7, -3, 9_000)).toEqual(packIdsOf(7));
  expect(packIdsOf(7, 2, 3)).toEqual([packIdOf(7, 2), packIdOf(7, 3)]);
  expect(monthOfPackId(packIdOf(1_000_000, 22))).toBe(22);
});

test('bits of a month are its days, the 31st as well', () => {
  // October 2026 begins on day 20,727.
  expect(daysOfBits(21, 1 | (1 << 30))).toEqual([20_727, 20_757]);
  expect(daysOfBits(21, 0)).toEqual([]);
});

test('a range without days leaves exactly their ids out', () => {
  const range = { fromId: idOf(day) + 5, toId: idOf(day + 10) - 5 };
  expect(rangesWithout(range, [])).toEqual([range]);
  expect(rangesWithout(range, [day + 4, day, day + 3, day + 20, day - 4])).toEqual([
    { fromId: idOf(day + 1), toId: idOf(day + 3) },
    { fromId: idOf(day + 5), toId: range.toId },
  ]);
  expect(rangesWithout(range, [day + 9])).toEqual([{ fromId: range.fromId, toId: idOf(day + 9) }]);
  expect(rangesWithout({ fromId: 9, toId: 9 }, [])).toEqual([]);
});

test('ranges that touch become one', () => {
  const ranges = [
    { fromId: 1, toId: 3 },
    { fromId: 3, toId: 5 },
    { fromId: 6, toId: 7 },
  ];
  expect(joinRanges(ranges)).toEqual([{ fromId: 1, toId: 5 }, ranges[2]]);
});
