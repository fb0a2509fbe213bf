import type { Quantiles } from '../quantiles.ts';
import type { Figure } from '../section.ts';
import type { Answers } from './answers.ts';
import type { IngestBeside } from './ingest.ts';
import type { Sealed } from './sealing.ts';

/** Also the ending of the ids of its figures. */
export type Name = 'sqlite' | 'postgres' | 'large';

export interface Measured {
  readonly sealed: Sealed;
  /** Page of the log by cursor and totals of 20 codes, in ms. */
  readonly page: Quantiles;
  readonly totals: Quantiles;
  readonly answers: Answers;
  readonly ingest: IngestBeside;
  /** All tables and indexes, packs as well. */
  readonly bytesPerScan: number;
}

const engines = { sqlite: 'SQLite', postgres: 'PostgreSQL', large: 'SQLite' } as const;

export function figuresOf(name: Name, measured: Measured): Figure[] {
  const engine = engines[name];
  const timed = (id: string, what: string, { p50, p99, count }: Quantiles): Figure => ({
    ...{ id: `${id}-${name}`, what: `${what}, ${engine}`, measured: p50, unit: 'ms' },
    detail: `p50 of ${count}; p99 ${p99.toFixed(1)} ms`,
  });
  const { answers, page, totals } = measured;
  return [
    timed('stat-series', '90 days of the busiest code', answers.series),
    timed('stat-series-zone', 'the same in Asia/Kolkata', answers.seriesInZone),
    timed('stat-month', 'six dimensions, 30 days, another window each time', answers.month),
    timed('stat-month-again', 'six dimensions, 30 days, the same window again', answers.monthAgain),
    timed('stat-month-zone', 'the same in Asia/Kolkata', answers.monthInZone),
    timed('stat-year', 'six dimensions, 13 months, after a start', answers.yearFirst),
    timed('stat-year-again', 'six dimensions, 13 months, again', answers.yearAgain),
    timed(
      'stat-filter',
      'one country of the busiest code by device, 30 days, from single scans',
      answers.filtered,
    ),
    ...(name === 'sqlite' ? [] : [timed('stat-page', 'log page of 50 by cursor', page)]),
    ...(name === 'sqlite' ? [] : [timed('stat-totals', 'totals of 20 codes', totals)]),
    ...sealingOf(name, measured),
    ...sizesOf(name, measured),
  ];
}

function sealingOf(name: Name, { sealed, ingest }: Measured): Figure[] {
  const { hits, seconds, packs, writes } = sealed;
  return [
    {
      ...{ id: `stat-seal-${name}`, what: `sealing all history, ${engines[name]}`, unit: '/s' },
      measured: hits / seconds,
      detail: `${packs} packs in ${seconds.toFixed(1)} s`,
    },
    {
      ...{ id: `stat-seal-write-${name}`, what: `transactions of the sealer, ${engines[name]}`, unit: 'ms' },
      measured: writes.p99,
      detail: `p99 of ${writes.count}; p50 ${writes.p50.toFixed(1)} ms, longest ${writes.max.toFixed(1)} ms`,
    },
    {
      ...{ id: `stat-ingest-${name}`, what: `ingest while the sealer runs, ${engines[name]}`, unit: '/s' },
      measured: ingest.besidePerSecond,
      detail: 'median of 6 rounds each',
      peer: { name: 'itself without the sealer', measured: ingest.alonePerSecond },
    },
  ];
}

function sizesOf(name: Name, { sealed, answers, bytesPerScan }: Measured): Figure[] {
  const { idle, busiest } = answers;
  return [
    {
      ...{
        id: `stat-bytes-${name}`,
        what: `bytes a scan with packs, all of the database, ${engines[name]}`,
        unit: 'B',
      },
      measured: bytesPerScan,
      detail: `the contents of packs alone ${(sealed.packBytes / sealed.hits).toFixed(1)}`,
    },
    {
      ...{
        id: `stat-memory-${name}`,
        what: `memory while answering, more than idle, ${engines[name]}`,
        unit: 'MB',
      },
      measured: busiest.anonymousMb - idle.anonymousMb,
      detail: `without mapped files; with them ${(busiest.residentMb - idle.residentMb).toFixed(0)} MB`,
    },
  ];
}
