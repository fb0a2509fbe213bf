import { classesOf, classOfFlags, type Kind, scanClass, unpackFlags } from '../scans/hit.ts';
import type { Metric } from './question.ts';

/** Every metric but `visitors`, which cannot be added up from parts. */
export type SumMetric = Exclude<Metric, 'visitors'>;

const partOfKind: Readonly<Record<Exclude<Kind, 'human'>, SumMetric>> = {
  bot: 'bots',
  preview: 'previews',
  prefetch: 'prefetches',
  head: 'heads',
  scanner: 'scanners',
};

/** The one part of `hits` that a hit counts in. */
export function partOfFlags(flags: number): SumMetric {
  const { kind, outcome, repeat } = unpackFlags(flags);
  if (kind !== 'human') return partOfKind[kind];
  if (outcome === 'blocked') return 'blocked';
  return repeat ? 'repeats' : 'scans';
}

export function isScan(flags: number): boolean {
  return classOfFlags(flags) === scanClass;
}

export function isSumMetric(metric: Metric): metric is SumMetric {
  return metric !== 'visitors';
}

/** For each class of hits, the columns that such a hit counts in, given the metric of each column. */
export function columnsByClass(metrics: readonly Metric[]): readonly (readonly number[])[] {
  return classesOf('all').map((hitClass) => {
    const part = partOfFlags(hitClass);
    return metrics.flatMap((metric, column) => (metric === 'hits' || metric === part ? [column] : []));
  });
}
