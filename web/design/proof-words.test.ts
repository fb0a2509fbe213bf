import { expect, test } from 'vitest';
import type { WireProof } from '../../src/http/dashboard/wire-designs.ts';
import { countRead, printMm } from './proof-words.ts';

const condition = { id: 'blur-1', damage: 'blur', label: '', format: 'svg' } as const;
const report = {
  conditions: [
    { ...condition, readings: { zxing: 'read', jsqr: 'read' } },
    { ...condition, readings: { zxing: 'read', jsqr: 'missed' } },
    { ...condition, readings: { zxing: 'misread', jsqr: 'missed' } },
  ],
} as unknown as WireProof['report'];

test('a condition counts as read by some and by every reader', () => {
  expect(countRead(report)).toEqual({ some: 2, every: 1, all: 3 });
});

test('the smallest size is told in whole mm, never less than what is safe', () => {
  const proofWith = (codeMm: number) => ({ safeSize: { codeMm } }) as unknown as WireProof;
  expect([21.01, 22, 22 + 1e-12].map((mm) => printMm(proofWith(mm)))).toEqual([22, 22, 22]);
  expect(printMm({ safeSize: null } as unknown as WireProof)).toBe(null);
});
