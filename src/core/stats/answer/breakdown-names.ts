import type { PlaceName, ReferrerName, StatSnapshot } from '../port.ts';
import type { DimensionValues, Family, NameRecord } from './breakdown-values.ts';

export const namedFamilies = ['place', 'agent', 'referrer'] as const;
export type NamedFamily = (typeof namedFamilies)[number];

const rememberedMax = 50_000;
/** Numbers asked for at once. */
const idsPerQuery = 5_000;

/** Names that outlive an answer. Places and referrers never change; agents can be named anew and are not in it. */
export class NameMemory {
  readonly places = new Map<number, PlaceName>();
  readonly referrers = new Map<number, ReferrerName>();
}

/** Names of what the hits of one answer refer to, as far as its dimensions need them. */
export class Names {
  readonly #snapshot: StatSnapshot;
  readonly #memory: NameMemory;
  readonly #dimensions: ReadonlyMap<Family, readonly DimensionValues[]>;

  constructor(snapshot: StatSnapshot, memory: NameMemory, dimensions: Iterable<DimensionValues>) {
    this.#snapshot = snapshot;
    this.#memory = memory;
    this.#dimensions = Map.groupBy(dimensions, ({ family }) => family);
  }

  /** Makes sure that the dimensions of the family know these numbers. */
  async load(family: NamedFamily, numbers: ArrayLike<number>): Promise<void> {
    const dimensions = this.#dimensions.get(family) ?? [];
    if (dimensions.length === 0) return;
    const missing = findMissing(dimensions, numbers);
    for (let start = 0; start < missing.length; start += idsPerQuery) {
      const ids = missing.slice(start, start + idsPerQuery);
      const records = await this.#read(family, ids);
      for (const id of ids) for (const dimension of dimensions) dimension.name(id, records.get(id));
    }
  }

  #read(family: NamedFamily, ids: readonly number[]): Promise<ReadonlyMap<number, NameRecord>> {
    if (family === 'place')
      return remembered(this.#memory.places, ids, (unknown) => this.#snapshot.places(unknown));
    if (family === 'referrer')
      return remembered(this.#memory.referrers, ids, (unknown) => this.#snapshot.referrers(unknown));
    return remembered(new Map(), ids, (unknown) => this.#snapshot.agents(unknown));
  }
}

function findMissing(dimensions: readonly DimensionValues[], numbers: ArrayLike<number>): number[] {
  const first = dimensions[0] as DimensionValues;
  const missing = new Set<number>();
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number;
    if (!first.hasName(number)) missing.add(number);
  }
  return [...missing];
}

/** Reads what the memory does not have, and gives what it has then. */
async function remembered<T extends { readonly id: number }>(
  memory: Map<number, T>,
  ids: readonly number[],
  read: (ids: readonly number[]) => Promise<readonly T[]>,
): Promise<ReadonlyMap<number, T>> {
  const unknown = ids.filter((id) => !memory.has(id));
  if (unknown.length === 0) return memory;
  const records = await read(unknown);
  if (memory.size + records.length > rememberedMax) {
    const kept = ids.flatMap((id) => memory.get(id) ?? []);
    memory.clear();
    for (const record of kept) memory.set(record.id, record);
  }
  for (const record of records) memory.set(record.id, record);
  return memory;
}
