/** What goes over the wire about statistics: plain data, times in UTC ms. */
import type { Dimension, Interval, Metric } from '../../core/stats/question.ts';
import type { Done, RawAnswer } from './wire.ts';

export type { Dimension, Interval, Metric } from '../../core/stats/question.ts';

/** Which codes are meant: one, those with a tag or in a folder, or all. Ids of code and folder. */
export interface WireCodeSet {
  readonly code?: string;
  readonly tag?: string;
  readonly folder?: string;
}

/** As `GET /api/v1/stats` takes it, by the same rules: a filter may be there several times. */
export interface WireStatQuery extends WireCodeSet, WireHitFilters {
  /** A day (`2026-03-29`, its first moment in `tz`) or RFC 3339. */
  readonly since?: string;
  readonly until?: string;
  readonly tz?: string;
  readonly interval?: Interval;
  /** With commas between them. */
  readonly metrics?: string;
  readonly by?: string;
  readonly split?: Dimension;
  readonly limit?: string;
  readonly cursor?: string;
  readonly compare?: 'previous';
}

/** Values of the dimensions of the same name. */
export interface WireHitFilters {
  readonly country?: readonly string[];
  readonly region?: readonly string[];
  readonly city?: readonly string[];
  readonly device?: readonly string[];
  readonly os?: readonly string[];
  readonly browser?: readonly string[];
  readonly referrer?: readonly string[];
  readonly hour?: readonly string[];
  readonly weekday?: readonly string[];
  /** 0 the first hour of Monday to 167 the last of Sunday. */
  readonly week_hour?: readonly string[];
  readonly kind?: readonly string[];
  readonly reason?: readonly string[];
  readonly network?: readonly string[];
}

export type WireCounts = { readonly [M in Metric]?: number };

export interface WireStatPeriod {
  readonly since: number;
  /** Exclusive. */
  readonly until: number;
  readonly totals: WireCounts;
  readonly series: readonly (WireCounts & { readonly start: number })[] | null;
}

export interface WireStatRow {
  /** As filters take it; null: not known, `(none)` in a filter. */
  readonly value: string | number | null;
  /** Of a region or city. */
  readonly country?: string | null;
  readonly region?: string | null;
  /** Of codes, whose `value` is their id. */
  readonly code?: { readonly id: string; readonly slug: string; readonly name: string };
  readonly counts: WireCounts;
  /** With `split`: different values within this row; `rows` holds `limit` of them. */
  readonly total?: number;
  /** With `split`. */
  readonly rows?: readonly WireStatRow[];
}

export interface WireBreakdown {
  readonly by: Dimension;
  /** Different values. */
  readonly total: number;
  readonly next: string | null;
  readonly rows: readonly WireStatRow[];
}

export interface WireStatistics extends WireStatPeriod {
  readonly tz: string;
  readonly interval: Interval | null;
  readonly metrics: readonly Metric[];
  readonly previous: WireStatPeriod | null;
  readonly breakdowns: readonly WireBreakdown[];
  /** Days before it change no more but for hits that arrive late. */
  readonly sealedUntil: number;
  /** What each metric means, in English, as the API says it. */
  readonly definitions: { readonly [M in Metric]?: string };
  /** Where places come from, to be named where they are shown; null without a file of places. */
  readonly attribution: { readonly text: string; readonly url: string } | null;
}

/** A hit on the live feed; fields are null where nothing is known. */
export interface WireLiveScan {
  readonly id: string;
  readonly at: number;
  readonly code: { readonly id: string; readonly slug: string; readonly name: string };
  readonly country: string | null;
  readonly city: string | null;
  readonly device: string | null;
  readonly os: string | null;
  readonly browser: string | null;
  readonly referrer: string | null;
  readonly kind: string;
}

/** In place of more hits than are told again after a break: those since then are in the log and the statistics alone. */
export interface WireMissedScans {
  readonly since: number;
}

export interface WireOverviewCode {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Path of its picture. */
  readonly picture: string;
}

/** One glance at a workspace; days are those of the zone asked for. */
export interface WireOverview {
  readonly tz: string;
  /** Since midnight, and of yesterday up to the same time of day. */
  readonly today: WireDayCounts;
  readonly yesterdaySoFar: WireDayCounts;
  /** The last 7 whole days, and the 7 before. */
  readonly week: WireDayCounts;
  readonly weekBefore: WireDayCounts;
  /** Scans a day, of the last 30 days and today. */
  readonly days: readonly { readonly start: number; readonly scans: number }[];
  /** Most more scans in the last 7 whole days (`scans`) than in the 7 before (`before`); at most 5. */
  readonly gained: readonly (WireOverviewCode & { readonly scans: number; readonly before: number })[];
  /**
   * Active codes that were scanned on average once a day or more in the 28 days before the last 7 (`before` is how often),
   * and not at all since; the most scanned first, at most 5 of `silentTotal`.
   */
  readonly silent: readonly (WireOverviewCode & {
    readonly before: number;
    /** Null where that scan is erased. */
    readonly lastScanAt: number | null;
  })[];
  readonly silentTotal: number;
  /**
   * Active codes without a proof of their present design with what they say now; at most 5 of `unprovedTotal`, the most
   * scanned of all time first.
   */
  readonly unproved: readonly WireOverviewCode[];
  readonly unprovedTotal: number;
  /** Those in the trash aside. */
  readonly codes: {
    readonly total: number;
    readonly active: number;
    readonly paused: number;
    readonly expired: number;
  };
  /** By people and API keys since yesterday's midnight; of the newest 10,000. */
  readonly changes: number;
}

export interface WireDayCounts {
  readonly scans: number;
  readonly visitors: number;
}

/** A page of numbers that anybody with the link can see. */
export interface WireReportLink {
  readonly id: string;
  readonly title: string;
  readonly set: WireCodeSet;
  /** What the set is called now; null for the whole workspace, or where it is gone. */
  readonly setName: string | null;
  /** Days that it shows at most, back from today. */
  readonly days: number;
  readonly hasPassword: boolean;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** Last opened, to the minute; null: never. */
  readonly seenAt: number | null;
}

export interface WireNewReportLink {
  readonly title: string;
  readonly set: WireCodeSet;
  /** 7 to 400. */
  readonly days: number;
  readonly password?: string;
  readonly expiresAt: number | null;
}

export interface WireReportEdit {
  readonly title?: string;
  readonly days?: number;
  /** Null: none. Either way, what the one before had opened is shut. */
  readonly password?: string | null;
  readonly expiresAt?: number | null;
}

/** What whoever opens the link sees before anything else. */
export interface WireReportHead {
  readonly title: string;
  readonly needsPassword: boolean;
  /** Choices of how many days to look back, the largest is the report's. */
  readonly days: readonly number[];
}

/** Numbers alone: no code's name, link or destination. `previous` is null where it would go back beyond the link's days. */
export type WireReport = Omit<WireStatistics, 'sealedUntil'>;

export interface StatWire {
  'GET /w/:workspace/stats': { query: WireStatQuery; result: WireStatistics };
  /** What is shown, as a file: the series, or the rows of the one dimension in `by`. */
  'GET /w/:workspace/stats/export': {
    query: WireStatQuery & { format: 'csv' | 'json' };
    result: RawAnswer;
  };
  /** Single scans. */
  'GET /w/:workspace/scans/export': {
    query: WireCodeSet & { since?: string; until?: string; include?: 'all'; format: 'csv' | 'ndjson' };
    result: RawAnswer;
  };
  /**
   * Server-sent events, each with its id: `scan` with `WireLiveScan`, `gap` with `WireMissedScans`. After a break the
   * browser sends `Last-Event-ID`, and the stream begins ten minutes before it: drop the ids that are there already. A
   * folder that is deleted ends it.
   */
  'GET /w/:workspace/scans/stream': {
    query: WireCodeSet & WireHitFilters & { tz?: string; include?: 'all' };
    result: RawAnswer;
  };
  'GET /w/:workspace/overview': { query: { tz?: string }; result: WireOverview };
}

export interface ReportWire {
  'GET /w/:workspace/reports': { result: readonly WireReportLink[] };
  /** `url` is shown this once. */
  'POST /w/:workspace/reports': {
    body: WireNewReportLink;
    result: { report: WireReportLink; url: string };
  };
  /** What is absent stays. A link that was revoked is refused. */
  'PATCH /w/:workspace/reports/:report': { body: WireReportEdit; result: WireReportLink };
  /** At once, on every node. */
  'DELETE /w/:workspace/reports/:report': { result: Done };
  'GET /reports/:token': { result: WireReportHead };
  /** A pass for `numbers`, good for an hour; without a password none is needed. */
  'POST /reports/:token/open': { body: { password: string }; result: { pass: string } };
  'GET /reports/:token/numbers': {
    query: { days?: string; tz?: string };
    headers: { 'Quietzone-Report-Pass'?: string };
    result: WireReport;
  };
}
