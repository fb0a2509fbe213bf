import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSignals, renderSignals } from './scan-signals.ts';

const ids = fc
  .uniqueArray(fc.nat(Number.MAX_SAFE_INTEGER), { minLength: 1, maxLength: 1_500 })
  .map((each) => each.sort((a, b) => a - b));
const code = fc.record({ workspace: fc.nat(2 ** 31 - 1), ids });

test('what was stored comes back from payloads that PostgreSQL takes', () => {
  const check = (spool: string, codes: readonly { workspace: number; ids: number[] }[]) => {
    const signals = codes.map(({ workspace, ids }, index) => {
      return { spool, workspace, code: index + 1, ids };
    });
    const payloads = renderSignals(signals);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    const parsed = payloads.flatMap(parseSignals);
    for (const signal of parsed) {
      const { workspace, ids } = signals[signal.code - 1]!;
      expect(signal).toMatchObject({ spool, workspace });
      expect(ids).toEqual(expect.arrayContaining([...signal.ids]));
    }
    const all = parsed.flatMap((signal) => signal.ids.map((id) => [signal.code, id]));
    expect(all).toEqual(signals.flatMap((signal) => signal.ids.map((id) => [signal.code, id])));
  };
  fc.assert(fc.property(fc.uuid(), fc.array(code, { maxLength: 8 }), check), { numRuns: 30 });
});

test('one batch of neighbouring hits is one payload', () => {
  const near = Array.from({ length: 900 }, (_, index) => 245_000_000_000_000 + index * 40_960);
  const signal = { spool: 'one', workspace: 1, code: 2, ids: near };
  expect(renderSignals([signal])).toHaveLength(1);
});

test('a payload that no sink has sent tells of nothing', () => {
  for (const payload of [
    '',
    '{}',
    '[',
    '[1,[1,2,3]]',
    '["s",5]',
    '["s",[1,2,"3"]]',
    'null',
    '["s",[1.5,2,3]]',
  ]) {
    expect(parseSignals(payload)).toEqual([]);
  }
});
