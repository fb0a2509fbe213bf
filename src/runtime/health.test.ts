import { expect, test } from 'vitest';
import { createHealth } from './health.ts';

test('the whole is as well as its worst part, and recovers with it', () => {
  const health = createHealth();
  expect(health.report()).toEqual({ status: 'ok', checks: {} });
  health.set('disk', 'ok');
  health.set('spool', 'degraded', '3 scans wait for the disk');
  expect(health.report()).toEqual({
    status: 'degraded',
    checks: { disk: { status: 'ok' }, spool: { status: 'degraded', detail: '3 scans wait for the disk' } },
  });
  health.set('store', 'down');
  expect(health.report().status).toBe('down');
  health.set('store', 'ok');
  health.set('spool', 'ok');
  expect(health.report().status).toBe('ok');
});
