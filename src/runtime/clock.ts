import type { Clock } from '../core/core.ts';

export const systemClock: Clock = { now: () => Date.now() };
