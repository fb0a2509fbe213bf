import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dimensions, metrics } from '../../../src/core/stats/question.ts';
import { qraClient, scan } from '../../support/api.ts';
import { hasCurl, shell } from '../../support/curl.ts';
import { eventually } from '../../support/eventually.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

const manual = readFileSync(new URL('../../../docs/statistics.md', import.meta.url), 'utf8');
const examples = [...manual.matchAll(/```sh\n(.*?)```/gs)].map(([, text = '']) => text.trim());

let program: TestProgram;
let key: string;
let id: string;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  const call = qraClient(program, key);
  const code = { name: 'Menu', destination: 'https://example.com/', tags: ['hall'] };
  const { body } = await call('POST', '/qr', code);
  id = body.id;
  await scan(program, body.slug);
  await eventually(async () => expect((await call('GET', `/qr/${id}`)).body.scan_count).toBe(1));
});
afterAll(() => program.stop());

describe.skipIf(!hasCurl)('the examples of the manual (skipped where curl is not installed)', () => {
  const stats = examples.filter((text) => text.includes('/stats'));

  test('there are some of each kind', () => {
    expect(stats.length).toBeGreaterThanOrEqual(8);
    expect(examples.length).toBeGreaterThan(stats.length);
  });

  test.each(stats)('%s', async (text) => {
    const body = JSON.parse(await shell(`ID=${id}\n${text}`, program.url, key));
    expect(Object.keys(body)).toEqual([
      ...['since', 'until', 'tz', 'interval', 'metrics', 'totals'],
      ...['previous', 'series', 'breakdowns', 'sealed_until', 'definitions'],
    ]);
  });

  test('export a code as CSV, and the workspace as NDJSON', async () => {
    const [text = ''] = examples.filter((example) => example.includes('scans.csv'));
    const script = `cd "$(mktemp -d)"\nID=${id}\n${text}\ncat scans.csv`;
    expect(await shell(script, program.url, key)).toMatch(/^id,ts,code_id,[^\n]*\r\n\d+,\d{4}-[^\n]*\r\n$/m);
  });

  test('make a report link', async () => {
    const [text = ''] = examples.filter((example) => example.includes('/reports'));
    const { url, set } = JSON.parse(await shell(text, program.url, key));
    expect([set, new URL(url).pathname]).toEqual([
      { tag: 'hall' },
      expect.stringMatching(/^\/app\/report\/\w{32}$/),
    ]);
  });
});

test('the manual names every metric and every dimension', () => {
  for (const name of [...metrics, ...dimensions]) expect(manual).toContain(`\`${name}\``);
});
