import { expect, test } from 'vitest';
import { qrTrackDeviceOf } from './device.ts';

test.each([
  ['iOS', 'mobile', 'iPhone'],
  ['iOS', 'tablet', 'iPad'],
  ['iPadOS', 'tablet', 'iPad'],
  ['Android', 'mobile', 'Android'],
  ['HarmonyOS', 'mobile', 'Android'],
  ['Windows', 'desktop', 'Windows'],
  ['macOS', 'desktop', 'Mac'],
  ['Ubuntu', 'desktop', 'Linux'],
  ['Chrome OS', 'desktop', 'ChromeOS'],
  ['Unknown', 'unknown', 'Other'],
] as const)('%s on a %s is shown as %s', (os, device, shown) => {
  expect(qrTrackDeviceOf(os, device)).toBe(shown);
});
