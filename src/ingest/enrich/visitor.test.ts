import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVisitorSalts, dayOf, newSalt } from './visitor.ts';

const today = Date.UTC(2026, 10, 21, 12);
const dayMs = 86_400_000;

function saltsOf(...days: [string, string][]) {
  let made = 0;
  const salts = createVisitorSalts(() => {
    made += 1;
  });
  salts.set(days);
  return { salts, made: () => made };
}

test('a visitor is a whole number below 2^47 that depends on address, agent, workspace and salt', () => {
  const { salts } = saltsOf([dayOf(today), 'salt']);
  const visitors = new Set<number>();
  for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8::1']) {
    for (const agent of ['', 'Mozilla']) {
      for (const workspace of [1, 2]) {
        const visitor = salts.visitorOf(address, agent, workspace, today);
        expect(Number.isInteger(visitor) && visitor >= 0 && visitor < 2 ** 47).toBe(true);
        expect(salts.visitorOf(address, agent, workspace, today + 60_000)).toBe(visitor);
        visitors.add(visitor);
      }
    }
  }
  expect(visitors.size).toBe(12);
  const other = saltsOf([dayOf(today), 'other salt']).salts;
  expect(other.visitorOf('192.0.2.1', '', 1, today)).not.toBe(salts.visitorOf('192.0.2.1', '', 1, today));
});

test('an IPv4 address is the same visitor over a dual-stack socket', () => {
  const { salts } = saltsOf([dayOf(today), 'salt']);
  const [plain, mapped] = ['192.0.2.1', '::ffff:192.0.2.1'].map((a) => salts.visitorOf(a, 'M', 1, today));
  expect(mapped).toBe(plain);
});

test('each UTC day has its own salt, in whatever order the hits come', () => {
  const { salts } = saltsOf(['2026-11-20', 'a'], ['2026-11-21', 'b']);
  const reference = (day: string) => saltsOf([day, day === '2026-11-20' ? 'a' : 'b']).salts;
  const times = fc.integer({ min: Date.UTC(2026, 10, 20), max: Date.UTC(2026, 10, 22) - 1 });
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 20 }), (all) => {
      for (const at of all) {
        const expected = reference(dayOf(at)).visitorOf('192.0.2.1', 'M', 1, at);
        expect(salts.visitorOf('192.0.2.1', 'M', 1, at)).toBe(expected);
      }
    }),
  );
});

test('a day without a salt gets one of this node, once, and tells before it is used', () => {
  const { salts, made } = saltsOf([dayOf(today), 'salt']);
  const first = salts.visitorOf('192.0.2.1', 'M', 1, today + dayMs);
  expect(made()).toBe(1);
  expect(salts.all()).toHaveLength(2);
  expect(salts.visitorOf('192.0.2.1', 'M', 1, today + dayMs)).toBe(first);
  salts.visitorOf('192.0.2.1', 'M', 1, today);
  expect(salts.visitorOf('192.0.2.1', 'M', 1, today + dayMs)).toBe(first);
  expect(made()).toBe(1);
});

test('salts that are set replace the old ones at once, and those of other days are forgotten', () => {
  const { salts } = saltsOf([dayOf(today - dayMs), 'old'], [dayOf(today), 'mine']);
  const before = salts.visitorOf('192.0.2.1', 'M', 1, today);
  salts.set([[dayOf(today), 'theirs']]);
  expect(salts.visitorOf('192.0.2.1', 'M', 1, today)).not.toBe(before);
  expect(salts.all()).toEqual([[dayOf(today), 'theirs']]);
});

test('salts hold 128 random bits', () => {
  const made = Array.from({ length: 100 }, newSalt);
  expect(made.every((salt) => /^[0-9a-f]{32}$/.test(salt))).toBe(true);
  expect(new Set(made).size).toBe(100);
});
