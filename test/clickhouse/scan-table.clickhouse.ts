import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { firstScanIdAt } from '../../src/core/scans/id.ts';
import type { ScanRange } from '../../src/core/store.ts';
import { openClickHouseRunner } from '../../src/store/clickhouse/runner.ts';
import { openScanTable, type ScanTable } from '../../src/store/clickhouse/scan-table.ts';
import { createScansTable } from '../../src/store/clickhouse/schema.ts';
import type { ScanTable as Row } from '../../src/store/schema.ts';
import { type ClickHouseServer, startClickHouse } from './server.ts';

let server: ClickHouseServer;

beforeAll(async () => {
  server = await startClickHouse();
});

afterAll(() => server.stop());

async function freshTable() {
  const url = server.url();
  const runner = openClickHouseRunner(url);
  onTestFinished(() => runner.close());
  await createScansTable(runner);
  await createScansTable(runner);
  return { url, runner, table: openScanTable(runner) };
}

const november = firstScanIdAt(Date.UTC(2026, 10, 30, 23, 59, 59));
const allClasses = Array.from({ length: 32 }, (_, hitClass) => hitClass);
const everything: ScanRange = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, classes: allClasses };

function row(code: number, index: number, changes: Partial<Row> = {}): Row {
  const id = november + index * 4096;
  return { code_num: code, id, geo: 7, ua: 8, ref: 1, visitor: 2 ** 46 + index, flags: 0, ...changes };
}

async function allRows(table: ScanTable, codes: readonly number[], fromId = 0, toId = everything.toId) {
  const rows: Row[] = [];
  for await (const hits of table.rows(codes, fromId, toId)) {
    for (let at = 0; at < hits.id.length; at += 1) {
      rows.push({
        code_num: hits.code[at]!,
        id: hits.id[at]!,
        geo: hits.geo[at]!,
        ua: hits.ua[at]!,
        ref: hits.ref[at]!,
        visitor: hits.visitor[at]!,
        flags: hits.flags[at]!,
      });
    }
  }
  return rows;
}

describe('the table of scans', () => {
  test('the same token twice is stored once, and is not even written twice', async () => {
    const { url, table } = await freshTable();
    // Over the end of a month: two partitions, one token.
    const rows = Array.from({ length: 2_000 }, (_, index) => row(1 + (index % 3), index));
    await table.insert(rows, 1, 's1 b1');
    await table.insert(rows, 1, 's1 b1');
    expect(await server.query(url, 'SELECT count(), uniq(_partition_id) FROM scans')).toBe('2000,2');
    expect(await table.count(1, everything)).toBe(667);
  });

  test('rows that come again under another token or none are not seen twice', async () => {
    const { url, table } = await freshTable();
    const rows = Array.from({ length: 100 }, (_, index) => row(1, index));
    for (const token of ['b1', 'b2', null]) await table.insert(rows, 1, token);
    expect(await server.query(url, 'SELECT count() FROM scans')).toBe('300');
    expect(await table.count(1, everything)).toBe(100);
    expect(await table.list(1, everything, 'newest', 98, 10)).toHaveLength(2);
    expect(await table.tail([1], 0)).toHaveLength(100);
    expect(await allRows(table, [1])).toEqual(rows);
  });

  test('a row with a value that is no number is refused, with all others of its batch', async () => {
    const { table } = await freshTable();
    await expect(table.insert([row(1, 0), row(1, 1, { flags: Number.NaN })], 1, 'b1')).rejects.toThrow();
    expect(await table.count(1, everything)).toBe(0);
  });

  test('values come back exactly, up to the largest that each can have', async () => {
    const { table } = await freshTable();
    const largest = {
      geo: 2 ** 32 - 1,
      ua: 2 ** 32 - 1,
      ref: 2 ** 32 - 1,
      visitor: 2 ** 47 - 1,
      flags: 2 ** 16 - 1,
    };
    const rows = [row(1, 0, { id: 0, ...largest }), row(2 ** 31 - 1, 0, { id: 2 ** 53 - 4096, ...largest })];
    await table.insert(rows, 1, 'b1');
    expect(await allRows(table, [1, 2 ** 31 - 1])).toEqual(rows);
  });

  test('thousands of codes and ids fit into a question', async () => {
    const { table } = await freshTable();
    const rows = Array.from({ length: 12_000 }, (_, index) => row(index + 1, index));
    await table.insert(rows, 1, 'b1');
    const codes = rows.map((each) => each.code_num);
    expect(await allRows(table, codes)).toEqual(rows);
    const hits = rows.map((each) => ({ code: each.code_num, id: each.id }));
    const others = hits.map(({ code, id }) => ({ code, id: id + 1 }));
    expect(await table.stored([...hits, ...others])).toHaveLength(12_000);
    expect(await table.tail(codes, november + 11_000 * 4096)).toHaveLength(1_000);
  });

  test('an outage is told apart from a statement that is wrong', async () => {
    const { table, runner } = await freshTable();
    await expect(runner.command('DROP TABLE no_such_table', {})).rejects.toThrow('no_such_table');
    await expect(runner.command('DROP TABLE no_such_table', {})).rejects.not.toMatchObject({
      code: 'unavailable',
    });
    server.refuse(true);
    onTestFinished(() => server.refuse(false));
    await expect(table.count(1, everything)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(table.insert([row(1, 1)], 1, 'b1')).rejects.toMatchObject({ code: 'unavailable' });
    const nobody = openClickHouseRunner('http://127.0.0.1:1/none');
    onTestFinished(() => nobody.close());
    await expect(openScanTable(nobody).count(1, everything)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

/** What the table is to be like. */
class NaiveTable {
  rows: Row[] = [];

  insert(rows: readonly Row[]): void {
    const known = new Set(this.rows.map((each) => `${each.code_num} ${each.id}`));
    for (const each of rows) if (!known.has(`${each.code_num} ${each.id}`)) this.rows.push(each);
    this.rows.sort((a, b) => a.code_num - b.code_num || a.id - b.id);
  }

  inRange(code: number, { fromId, toId, classes }: ScanRange): Row[] {
    return this.rows.filter(
      (each) =>
        each.code_num === code && each.id >= fromId && each.id < toId && classes.includes(each.flags & 31),
    );
  }

  setFlags(code: number, ids: readonly number[], flags: number): void {
    this.rows = this.rows.map((each) =>
      each.code_num === code && ids.includes(each.id) ? { ...each, flags } : each,
    );
  }

  erase(gone: (each: Row) => boolean): void {
    this.rows = this.rows.filter((each) => !gone(each));
  }
}

const code = fc.integer({ min: 1, max: 3 });
const index = fc.integer({ min: 0, max: 40 });
const flags = fc.constantFrom(0, 1, 16, 48, 33, 1024);
const range = fc.tuple(index, index).map(([a, b]) => ({
  fromId: november + Math.min(a, b) * 4096,
  toId: november + Math.max(a, b) * 4096,
}));
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('insert' as const),
      hits: fc.array(fc.tuple(code, index), { minLength: 1, maxLength: 20 }),
    }),
  },
  fc.record({ do: fc.constant('setFlags' as const), code, ids: fc.array(index, { maxLength: 10 }), flags }),
  fc.record({ do: fc.constant('erase' as const), code, range, kept: fc.array(index, { maxLength: 3 }) }),
  fc.record({
    do: fc.constant('eraseHits' as const),
    hits: fc.array(fc.tuple(code, index), { maxLength: 5 }),
  }),
);
const idOf = (at: number) => november + at * 4096;

test('whatever is inserted, changed and erased in turn, every question is answered as by a plain list', async () => {
  const question = fc.record({
    code,
    range,
    classes: fc.constantFrom(allClasses, [0], [0, 8, 16], []),
    order: fc.constantFrom('newest' as const, 'oldest' as const),
    offset: fc.integer({ min: 0, max: 3 }),
    limit: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), question, async (steps, asked) => {
      const url = server.url();
      const runner = openClickHouseRunner(url);
      await createScansTable(runner);
      const table = openScanTable(runner);
      const naive = new NaiveTable();
      for (const [at, each] of steps.entries()) {
        if (each.do === 'insert') {
          // A hit that comes twice is the same hit, unless it was given other flags meanwhile: see the next line.
          const fresh = new Map(each.hits.map(([codeNum, n]) => [`${codeNum} ${n}`, row(codeNum, n)]));
          const known = await table.stored(
            [...fresh.values()].map((hit) => ({ code: hit.code_num, id: hit.id })),
          );
          for (const hit of known) fresh.delete(`${hit.code} ${(hit.id - november) / 4096}`);
          await table.insert([...fresh.values()], 1, `b${at}`);
          naive.insert([...fresh.values()]);
        } else if (each.do === 'setFlags') {
          await table.setFlags(each.code, each.ids.map(idOf), each.flags);
          naive.setFlags(each.code, each.ids.map(idOf), each.flags);
        } else if (each.do === 'erase') {
          const kept = each.kept.map(idOf);
          await table.erase(each.code, each.range, kept);
          const doomed = naive.inRange(each.code, { ...each.range, classes: allClasses });
          naive.erase((hit) => doomed.includes(hit) && !kept.includes(hit.id));
        } else {
          await table.eraseHits(each.hits.map(([codeNum, n]) => ({ code: codeNum, id: idOf(n) })));
          naive.erase((hit) =>
            each.hits.some(([codeNum, n]) => hit.code_num === codeNum && hit.id === idOf(n)),
          );
        }
      }
      expect(await allRows(table, [3, 1, 2])).toEqual(naive.rows);
      const wanted = naive.inRange(asked.code, { ...asked.range, classes: asked.classes });
      expect(await table.count(asked.code, { ...asked.range, classes: asked.classes })).toBe(wanted.length);
      const page = await table.list(
        asked.code,
        { ...asked.range, classes: asked.classes },
        asked.order,
        asked.offset,
        asked.limit,
      );
      const ordered = asked.order === 'newest' ? wanted.toReversed() : wanted;
      expect(page).toEqual(
        ordered
          .slice(asked.offset, asked.offset + asked.limit)
          .map(({ id, geo, ua, ref, flags: given }) => ({ id, geo, ua, ref, flags: given })),
      );
      const ofCode = naive.inRange(asked.code, { ...asked.range, classes: allClasses });
      expect(await table.ids(asked.code, asked.range, 3)).toEqual(ofCode.slice(0, 3).map((hit) => hit.id));
      expect(await table.flagsIn(asked.code, asked.range, 4)).toEqual(
        ofCode.slice(0, 4).map(({ id, ua, visitor, flags: given }) => ({ id, ua, visitor, flags: given })),
      );
      await runner.close();
    }),
    { numRuns: 40 },
  );
});

test('a page is full however few rows of a long log are of its classes', async () => {
  const { table } = await freshTable();
  const rows = Array.from({ length: 6_000 }, (_, at) => row(1, at, { flags: at % 700 === 0 ? 0 : 1 }));
  await table.insert(rows, 1, 'b1');
  await table.insert(rows.slice(0, 3_000), 1, 'b2');
  const scans = rows.filter((each) => each.flags === 0).map((each) => each.id);
  const ids = async (order: 'newest' | 'oldest', offset: number, limit: number, classes: readonly number[]) =>
    (await table.list(1, { ...everything, classes }, order, offset, limit)).map((each) => each.id);
  expect(await ids('oldest', 2, 5, [0])).toEqual(scans.slice(2, 7));
  expect(await ids('newest', 1, 4, [0])).toEqual(scans.toReversed().slice(1, 5));
  expect(await ids('newest', 0, 50, [0])).toEqual(scans.toReversed());
  const all = rows.map((each) => each.id);
  expect(await ids('oldest', 1_000, 50, allClasses)).toEqual(all.slice(1_000, 1_050));
  expect(await ids('newest', 5_990, 50, allClasses)).toEqual(all.toReversed().slice(5_990));
});

test('a batch of 100,000 is one part, and a scan takes at most 15 bytes', async () => {
  const { url, table } = await freshTable();
  const random = fc.sample(fc.infiniteStream(fc.maxSafeNat()), { numRuns: 1, seed: 7 })[0]!;
  const chance = () => Number(random.next().value) / 2 ** 53;
  // Codes, places and agents by a law of Zipf, as the measurements of the other engines draw them.
  const zipf = (values: number) => Math.floor(Math.exp(Math.log(values + 1) * chance()));
  const drawRows = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      code_num: zipf(5_000),
      id: firstScanIdAt(Date.UTC(2026, 9, 1)) + (from + at) * 2_600 * 4096,
      geo: zipf(2_000),
      ua: zipf(5_000),
      ref: chance() < 0.7 ? 1 : 1 + zipf(300),
      visitor: Math.floor(chance() * 2 ** 47),
      flags: chance() < 0.88 ? 0 : 48,
    }));
  const ours = `FROM system.parts WHERE active AND table = 'scans' AND database = currentDatabase()`;
  await table.insert(drawRows(0, 100_000), 1, 'b1');
  expect(await server.query(url, `SELECT count() ${ours}`)).toBe('1');
  let ms = 0;
  for (let batch = 5; batch < 50; batch += 1) {
    const rows = drawRows(batch * 20_000, 20_000);
    const started = performance.now();
    await table.insert(rows, 10 * batch, `b${batch}`);
    ms += performance.now() - started;
  }
  await server.query(url, 'OPTIMIZE TABLE scans FINAL');
  const bytes = Number(await server.query(url, `SELECT sum(bytes_on_disk) / sum(rows) ${ours}`));
  const rate = Math.round(900_000 / (ms / 1000));
  console.log(`${bytes.toFixed(1)} bytes a scan; ${rate} scans a second in batches of 20,000`);
  expect(bytes).toBeLessThan(15);
  const from = performance.now();
  const rows = await allRows(table, [1, 2, 3]);
  console.log(`${rows.length} rows of three codes read in ${Math.round(performance.now() - from)} ms`);
  const page = performance.now();
  expect(await table.list(1, everything, 'newest', 0, 50)).toHaveLength(50);
  console.log(`a page of 50 of the busiest code in ${(performance.now() - page).toFixed(1)} ms`);
});
