import { unpackFlags } from '../../scans/hit.ts';
import { timeOfScanId } from '../../scans/id.ts';
import type { ScanRow } from '../../scans/scan.ts';
import type { StatFilter } from '../question.ts';
import { isTimeDimension, timeDimensions } from '../time-dimensions.ts';
import { localMsOf } from '../zone.ts';
import type { Zone } from '../zone-offsets.ts';

type Value = StatFilter['values'][number];
type HitDimension = Exclude<StatFilter['dimension'], 'code'>;

/** Whether a hit is one that statistics with these filters would count, those by code aside. */
export function createHitTest(filters: readonly StatFilter[], zone: Zone): (row: ScanRow) => boolean {
  const tests = filters.flatMap(({ dimension, values }) => {
    if (dimension === 'code') return [];
    const accepted = new Set(values);
    const read = valueReader(dimension, zone);
    return [(row: ScanRow) => accepted.has(read(row))];
  });
  return (row) => tests.every((test) => test(row));
}

function valueReader(dimension: HitDimension, zone: Zone): (row: ScanRow) => Value {
  if (isTimeDimension(dimension)) {
    const { numberOf } = timeDimensions[dimension];
    return ({ id }) => numberOf(localMsOf(zone, timeOfScanId(id)));
  }
  if (dimension === 'kind' || dimension === 'reason' || dimension === 'network')
    return ({ flags }) => unpackFlags(flags)[dimension];
  return (row) => row[dimension];
}
