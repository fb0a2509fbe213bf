import type { WireStatistics } from '../../src/http/dashboard/wire-stats.ts';

/**
 * In place of an answer that is on its way: land, hours and headings are drawn already, and the answer has only to fill
 * them. It is told from an answer that lacks something by being this very object.
 */
export const nothingYet: WireStatistics = {
  since: 0,
  until: 0,
  totals: {},
  series: null,
  tz: 'UTC',
  interval: null,
  metrics: [],
  previous: null,
  breakdowns: [],
  sealedUntil: 0,
  definitions: {},
  attribution: null,
};
