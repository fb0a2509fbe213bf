import type { Metric } from './question.ts';

/** What each count means, in a sentence that every answer carries: numbers of two programs are compared by these. */
export const metricDefinitions: Readonly<Record<Metric, string>> = {
  scans:
    'Requests of the short link by people that were answered with the content, without repeats of the same visitor within the repeat window.',
  visitors:
    'Daily visitors: different visitors among the scans of each code and UTC day, added up. Somebody who scans two codes, or comes on two days, counts twice, since nobody can be recognised for longer than a UTC day.',
  hits: 'Every stored request of the short link. Each is in exactly one of scans, repeats, blocked, bots, previews, prefetches, heads and scanners.',
  repeats:
    'Answered requests by people who had been counted as a scan of the same code within the repeat window.',
  blocked: 'Requests by people that met a code which was paused, expired, suspended or in the trash.',
  bots: 'Requests by crawlers and other programs, and those without a user agent.',
  previews: 'Requests by programs that draw a preview of a link when somebody shares it.',
  prefetches: 'Requests by browsers that fetched the link before anybody asked for it.',
  heads: 'HEAD requests, which ask for the headers alone.',
  scanners: 'Requests by mail gateways and security scanners that check a link.',
};
