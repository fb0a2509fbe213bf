import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPacks } from '../../src/compose.ts';
import { loadConfig } from '../../src/config/load.ts';
import { sealUpTo } from '../../src/core/stats/seal/seal.ts';
import { firstOpenDay } from '../../src/ingest/sealer/day-end.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { makeCodes } from '../support/scan-load.ts';
import { storePastHits } from '../support/sealed-hits.ts';
import { makeFolder, run, runHere } from './quietzone-process.ts';

/** Codes with scans of the last twenty days, all of them sealed. */
async function prepare() {
  const cwd = makeFolder();
  const dataDir = `${cwd}/data`;
  const slugs = await makeCodes(dataDir, 3);
  await storePastHits({ dataDir, slugs, hits: 900, days: 20 });
  const packs = await openPacks(loadConfig({ DATA_DIR: dataDir }, cwd));
  onTestFinished(() => packs.close());
  await packs.claim('test', Date.now(), 60_000);
  await sealUpTo(packs, 'test', firstOpenDay(Date.now()));
  await packs.release('test');
  return { cwd, dataDir, slugs, packs };
}

function breakPack(dataDir: string): void {
  const db = openSqlite(`${dataDir}/quietzone.db`);
  const { id } = db.prepare('select id from packs order by id limit 1').get() as { id: number };
  const other = db.prepare('select * from packs where id > ? order by id desc limit 1').get(id) as object;
  db.prepare(
    'update packs set marginals = @marginals, hours = @hours, detail = @detail where id = @first',
  ).run({ ...other, first: id });
  db.close();
}

describe('the packs of statistics', { timeout: 60_000 }, () => {
  test('status tells how far days are sealed and how large the packs are', async () => {
    const { cwd, dataDir, slugs } = await prepare();
    await storePastHits({ dataDir, slugs, hits: 3, days: 1 });
    const status = JSON.parse((await runHere(['stats', 'status', '--json'], { cwd })).out);
    expect(status).toEqual({
      sealedUntil: firstOpenDay(Date.now()) * 86_400_000,
      lateHits: 3,
      packs: expect.any(Number),
      codes: 3,
      bytes: expect.any(Number),
    });
    expect(status.packs).toBeGreaterThanOrEqual(3);
    expect(status.bytes).toBeGreaterThan(900);
    const { code, out, err } = await run(['stats', 'status'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^sealed until {7}\d{4}-\d\d-\d\d 00:00 UTC\nlate hits waiting {2}3\npacks {14}\d+ of 3 codes\nsize {15}\d\.\d kB\n$/,
    );
  });

  test('before anything is sealed status says so, and there is nothing to verify', async () => {
    const cwd = makeFolder();
    const { out } = await runHere(['stats', 'status', '--json'], { cwd });
    expect(JSON.parse(out)).toEqual({ sealedUntil: null, lateHits: 0, packs: 0, codes: 0, bytes: 0 });
    expect(await runHere(['stats', 'verify'], { cwd })).toEqual({
      code: 0,
      out: '',
      err: '0 packs counted again from single hits; nothing is wrong.\n',
    });
  });

  test('verify finds a pack that is wrong, and rebuild makes it right', async () => {
    const { cwd, dataDir, slugs } = await prepare();
    const good = await run(['stats', 'verify', '--all'], { cwd });
    expect(good).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^\d packs .* nothing is wrong\.\n$/),
    });
    breakPack(dataDir);
    const bad = await runHere(['stats', 'verify', '--sample', '50'], { cwd });
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(new RegExp(`^${slugs[0]} {2}\\d{4}-\\d\\d {2}\\S.*\n$`));
    expect(bad.err).toMatch(
      /^quietzone: 1 of \d packs is wrong; `quietzone stats rebuild` makes them anew\.\n$/,
    );
    const rebuild = await run(['stats', 'rebuild'], { cwd });
    expect(rebuild).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^\d packs made anew; 1 had to be changed\.\n$/),
    });
    expect(await runHere(['stats', 'verify', '--all'], { cwd })).toMatchObject({ code: 0 });
    const again = await runHere(['stats', 'rebuild'], { cwd });
    expect(again.err).toMatch(/^\d packs made anew; all are as they were\.\n$/);
  });

  test('rebuild waits for a sealer that is at work', async () => {
    const { cwd, packs } = await prepare();
    const holder = randomUUID();
    expect(await packs.claim(holder, Date.now(), 60_000)).toBe(true);
    const waiting = Promise.withResolvers<void>();
    const rebuild = runHere(['stats', 'rebuild'], { cwd, onErr: () => waiting.resolve() });
    await Promise.race([waiting.promise, rebuild]);
    await packs.release(holder);
    expect(await rebuild).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^A server is sealing; waiting until it has finished\.\n\d packs made anew/),
    });
  });

  test('nonsense is a usage error', async () => {
    const cwd = makeFolder();
    const refused = await runHere(['stats', 'verify', '--sample', '0'], { cwd });
    expect(refused).toEqual({
      code: 2,
      out: '',
      err: 'quietzone: --sample 0: use a number of packs such as 200, or --all.\n',
    });
  });
});

describe('erasing single hits', { timeout: 60_000 }, () => {
  const day = (back: number) =>
    new Date((firstOpenDay(Date.now()) - back) * 86_400_000).toISOString().slice(0, 10);
  const erase = (since: string, until: string, ...more: string[]) => [
    ...['scans', 'erase', '--since', since, '--until', until],
    ...more,
  ];

  test('the hits of whole days go, of one code or of all, and packs stay as they are', async () => {
    const { cwd, dataDir, slugs } = await prepare();
    const db = openSqlite(`${dataDir}/quietzone.db`, { readonly: true });
    onTestFinished(() => void db.close());
    const read = () => ({
      hits: db.prepare('select count(*) from scans').pluck().get(),
      packs: db.prepare('select id, marginals, hours, detail from packs').all(),
    });
    const before = read();
    const one = await run(erase(day(10), day(8), '--code', slugs[0]!, '--yes'), { cwd });
    expect(one).toEqual({
      code: 0,
      out: '',
      err: '30 single hits were erased. Totals and statistics are as they were.\n',
    });
    expect(read()).toEqual({ ...before, hits: 870 });
    const all = await runHere(erase(day(20), day(0), '--yes'), { cwd });
    expect(all).toMatchObject({ code: 0, err: expect.stringMatching(/^870 single hits were erased\./) });
    expect(read()).toEqual({ ...before, hits: 0 });
    const again = await runHere(erase(day(20), day(0), '--yes'), { cwd });
    expect(again.err).toMatch(/^There are no single hits from .*: nothing to erase\.\n$/);
    const verified = await runHere(['stats', 'verify', '--all'], { cwd });
    expect(verified).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /nothing is wrong\. \d\d days were skipped: their single hits are erased\.\n$/,
      ),
    });
    const rebuilt = await runHere(['stats', 'rebuild'], { cwd });
    expect(rebuilt.err).toMatch(
      /all are as they were\. \d\d days were skipped: their single hits are erased\.\n$/,
    );
  });

  test('where nobody can be asked nothing is erased without --yes', async () => {
    const { cwd } = await prepare();
    const refused = await run(erase(day(10), day(9)), { cwd });
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(
      /^quietzone: Erase 45 single hits from .* for ever\? Nobody is here to ask: say --yes\.\n$/,
    );
    expect((await runHere(erase(day(10), day(9), '--yes'), { cwd })).err).toMatch(
      /^45 single hits were erased\./,
    );
  });

  test('days that are not sealed, and days that are none, are refused', async () => {
    const { cwd } = await prepare();
    const open = await runHere(erase(day(1), day(-2), '--yes'), { cwd });
    expect(open).toMatchObject({ code: 1, err: expect.stringContaining(`Days are sealed up to ${day(1)}`) });
    expect(open.err).toMatch(new RegExp(` Use --until ${day(0)} at the latest\\.\n$`));
    for (const [since, until, what] of [
      ['2026-02-30', day(1), '--since 2026-02-30: use a day such as 2026-03-01.'],
      [day(1), 'yesterday', '--until yesterday: use a day such as 2026-03-01.'],
      [day(1), day(1), '--until is the first day that stays: it must be after --since.'],
    ] as const) {
      expect(await runHere(erase(since, until, '--yes'), { cwd })).toEqual({
        code: 2,
        out: '',
        err: `quietzone: ${what}\n`,
      });
    }
    const missing = await runHere(erase(day(2), day(1), '--code', 'nobody', '--yes'), { cwd });
    expect(missing).toMatchObject({ code: 1, err: 'quietzone: QR code not found\n' });
  });

  test('a day with late hits is left until they are in the statistics, and that is said', async () => {
    const { cwd, dataDir, slugs } = await prepare();
    await storePastHits({ dataDir, slugs, hits: 3, days: 1 });
    const ended = await runHere(erase(day(2), day(0), '--yes'), { cwd });
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(
      /^45 single hits were erased\..*\nquietzone: 48 single hits are left: late hits /,
    );
  });
});
