import type { Code } from '../../core/codes/code.ts';
import type { Settings } from '../../core/core.ts';
import type { ListedReport } from '../../core/reports/links.ts';
import type { ReportNumbers } from '../../core/reports/numbers.ts';
import { namedSetOf } from '../../core/reports/report-link.ts';
import { showStatistics } from '../shared/show-statistics.ts';
import type { JsonOf } from './route.ts';
import type { WireReport, WireReportLink } from './wire-stats.ts';

export function renderReportLink({ link, setName }: ListedReport): WireReportLink {
  const { id, title, set, days, passwordHash, createdByName: createdBy } = link;
  const { createdAt, expiresAt, revokedAt, seenAt } = link;
  const times = { createdAt, expiresAt, revokedAt, seenAt };
  return {
    id,
    title,
    set: namedSetOf(set),
    setName,
    days,
    hasPassword: passwordHash !== null,
    createdBy,
    ...times,
  };
}

const noCodes: ReadonlyMap<number, Code> = new Map();

export function renderReport({ placeSource }: Settings, numbers: ReportNumbers): JsonOf<WireReport> {
  const show = (asked: ReportNumbers['overall']) =>
    showStatistics({ ...asked, codes: noCodes }, (ms: number) => ms);
  const { sealedUntil: _ours, ...overall } = show(numbers.overall);
  const parts = [show(numbers.shares), show(numbers.kinds)];
  const report: WireReport = {
    ...overall,
    breakdowns: parts.flatMap(({ breakdowns }) => breakdowns.map((one) => ({ ...one, next: null }))),
    attribution: placeSource,
  };
  return JSON.stringify(report) as JsonOf<WireReport>;
}
