import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { parseQuestion } from '../stats/ask/parse.ts';
import { requireZoneName } from '../stats/ask/require-zone.ts';
import { quarterMs } from '../stats/month.ts';
import type { Metric, StatAnswer, StatQuestion } from '../stats/question.ts';
import { localDayOf, periodBefore, startOfLocalDay } from '../stats/zone.ts';
import { zoneOf } from '../stats/zone-offsets.ts';
import { dayChoices } from './open.ts';
import type { ReportLink } from './report-link.ts';

/** What somebody with the link may choose. */
export interface ReportRange {
  /** One of `dayChoices`. */
  readonly days: number;
  /** IANA name that this system knows. */
  readonly zone: string;
}

/** @throws {AppError} validation_error that names the parameter */
export function chooseRange(
  link: ReportLink,
  asked: { readonly days: number | undefined; readonly zone: string | undefined },
): ReportRange {
  const choices = dayChoices(link);
  const days = asked.days ?? link.days;
  // Few choices, so that few answers are worth keeping.
  if (!choices.includes(days)) throw invalid('days', `must be one of ${choices.join(', ')}`);
  return { days, zone: requireZoneName(asked.zone) };
}

interface Asked {
  readonly question: StatQuestion;
  readonly answer: StatAnswer;
}

/** Counts and nothing else: no question is by what a code is called, where it leads, or which city somebody was in. */
export interface ReportNumbers {
  /** Totals and a series by day, with the time before where the link shows all of that too. */
  readonly overall: Asked;
  /** Scans by where, on what and when. */
  readonly shares: Asked;
  /** Hits by kind. */
  readonly kinds: Asked;
}

const shown = ['country', 'device', 'os', 'browser', 'week_hour'] as const;
/** There are fewer countries. */
const rowsMax = 300;

/** Scans by country and the like are counted from packs alone: a stranger cannot have single scans read. */
export async function countReport(core: Core, link: ReportLink, range: ReportRange): Promise<ReportNumbers> {
  const codes = await listNums(core, link);
  const nowMs = core.clock.now();
  // Days whose single scans were erased are known by quarter-hours alone, and the time before may end in one of them.
  const untilMs = Math.ceil((nowMs + 1) / quarterMs) * quarterMs;
  const zone = zoneOf(range.zone);
  const firstMsOf = (days: number) => startOfLocalDay(zone, localDayOf(zone, nowMs) - days + 1);
  const sinceMs = firstMsOf(range.days);
  // What is older than the link's own first day is not shown in comparison either.
  const compare = periodBefore(range.zone, { sinceMs, untilMs }).sinceMs >= firstMsOf(link.days);
  const ask = async (metrics: readonly Metric[], more: Partial<Parameters<typeof parseQuestion>[0]>) => {
    const fixed = { since: { ms: sinceMs }, until: { ms: untilMs }, zone: range.zone, metrics };
    const plain = { interval: null, by: [], split: null, filters: {}, after: null, compare: false };
    const question = parseQuestion({ ...plain, ...fixed, limit: rowsMax, ...more }, codes, nowMs);
    return { question, answer: await core.statistics.answer(question) };
  };
  return {
    overall: await ask(['scans', 'visitors', 'hits'], { interval: 'day', compare }),
    shares: await ask(['scans'], { by: shown }),
    kinds: await ask(['hits'], { by: ['kind'] }),
  };
}

/** As the owner's own statistics of the same set: codes in the trash are among them. */
async function listNums(core: Core, { workspaceId, set }: ReportLink): Promise<readonly number[]> {
  const { codes } = core.store;
  if (!('codeId' in set)) return codes.listNums(workspaceId, 'whole' in set ? {} : set);
  const code = await codes.find(workspaceId, set.codeId);
  return code ? [code.num] : [];
}
