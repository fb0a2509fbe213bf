import type { WireKey } from '../../../src/http/dashboard/wire-codes.ts';

type Dialect = WireKey['dialect'];

/** What the two APIs are called, and what each is for, in the words of `api`. */
export const dialectWords = {
  qra: { name: 'dialectQra', about: 'dialectQraAbout' },
  'qr-track': { name: 'dialectQrTrack', about: 'dialectQrTrackAbout' },
} as const satisfies Readonly<Record<Dialect, object>>;

export const dialects = Object.keys(dialectWords) as readonly Dialect[];
