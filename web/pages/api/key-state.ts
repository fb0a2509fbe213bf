import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';
import { dayMs } from '../../stats/days.ts';

export type KeyState = 'usable' | 'revoked' | 'expired';

/** Revoked for ever; expired as soon as its time has come. */
export function keyState({ revokedAt, expiresAt }: WireKey, nowMs: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= nowMs ? 'expired' : 'usable';
}

/** Ready times that a key can have, in days; null: until it is revoked. */
export const expiryDays = [30, 90, 365, null] as const;

/** UTC ms in as many days. */
export function inDays(days: number, nowMs: number): number {
  return nowMs + days * dayMs;
}

/** The end of a day that was chosen (`2026-12-31`), in the reader's own zone; undefined for what is no day. */
export function endOfDay(day: string): number | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const ms = new Date(year, month - 1, date + 1).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}
