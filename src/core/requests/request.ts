import { dayMs } from '../stats/month.ts';

/** One call with a valid key, as the owner of the key is shown it. */
export interface KeyRequest {
  /** UUIDv7: ordered by time. */
  readonly id: string;
  readonly keyId: string;
  /** UTC ms at which it was answered. */
  readonly at: number;
  readonly method: string;
  /** With its query; secrets are left out and what is long is cut: see `showPath`. */
  readonly path: string;
  readonly status: number;
  /** Whole milliseconds until the answer began. */
  readonly ms: number;
  /** Who used the key in the console; null for a program. */
  readonly user: string | null;
}

/** Of one key; older ones are erased as new ones are stored. */
export const requestsKept = 1_000;
export const requestsKeptMs = 30 * dayMs;

const pathMax = 500;
const secretNames = /key|token|secret|pass|auth|signature/i;

/** A path that may be kept: without keys that somebody has put into it, and without values that are called secret. */
export function showPath(path: string, query: string): string {
  const pairs = query === '' ? [] : query.split('&').map(hideSecret);
  const whole = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
  const shown = whole.replace(/(qrf_live_|qrt_)[^/?&=]+/g, '$1…').toWellFormed();
  return shown.length > pathMax ? `${shown.slice(0, pathMax - 1).toWellFormed()}…` : shown;
}

function hideSecret(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  return secretNames.test(name) ? `${name}=…` : pair;
}

/** Takes note of a call; never waits, never throws. */
export type RecordRequest = (request: Omit<KeyRequest, 'id' | 'at'>) => void;
