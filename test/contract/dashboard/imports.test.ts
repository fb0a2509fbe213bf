import { expect, test } from 'vitest';
import type { WireImport, WireImportEvent } from '../../../src/http/dashboard/wire-codes.ts';
import { scan } from '../../support/api.ts';
import { openDashboard } from '../../support/dashboard.ts';
import { eventually } from '../../support/eventually.ts';

async function openWithImport(env: Record<string, string> = { DEFAULT_PLAN: 'business' }) {
  const dashboard = await openDashboard(env);
  const { workspace, owner } = await dashboard.workspace('Bakery');
  const browser = await dashboard.browserOf(owner);
  const params = { workspace: workspace.slug };
  const importFile = async (body: WireImport) => {
    const { status, headers, body: text } = await browser.ask('POST /w/:workspace/imports', { params, body });
    return {
      status,
      type: headers.get('content-type'),
      events: status === 200 ? eventsIn(String(text)) : [],
    };
  };
  const countCodes = () => dashboard.core.store.codes.countAll(workspace.id);
  return { ...dashboard, browser, params, importFile, countCodes };
}

function eventsIn(text: string): WireImportEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const header = 'Name;Kürzel;Ziel;Schlagwörter\n';

test('a file is previewed, imported with its progress, and answered with the short link of each row', async () => {
  const { program, browser, params, importFile, countCodes } = await openWithImport();
  const csv = `\ufeff${header}"=Menu";Menu-1;https://a.example/;a,b\nCard;;https://b.example/;\n`;
  const preview = await browser.get('POST /w/:workspace/imports/preview', {
    params,
    body: { csv, type: 'url' },
  });
  expect(preview).toMatchObject({
    columns: ['Name', 'Kürzel', 'Ziel', 'Schlagwörter'],
    mapping: { name: 0, slug: 1, destination: 2, tags: 3 },
    rows: 2,
    wrong: 0,
    sample: [{ line: 2, name: '=Menu', target: 'https://a.example/', problems: [] }, { line: 3 }],
    problems: [],
  });
  expect(await countCodes()).toBe(0);
  const { status, type, events } = await importFile({ csv, type: 'url' });
  expect([status, type]).toEqual([200, 'application/x-ndjson']);
  expect(events[0]).toEqual({ kind: 'progress', done: 0, total: 2 });
  const last = events.at(-1)!;
  const lines = last.kind === 'done' ? last.csv.split('\r\n') : [];
  expect(lines[0]).toBe('line,name,slug,short_url');
  expect(lines[1]).toBe(
    `2,"'=Menu","Menu-1","http://localhost:3000/p/Menu-1"`.replace(
      'http://localhost:3000',
      program.config.baseUrl,
    ),
  );
  expect(lines).toHaveLength(4);
  expect((await scan(program, 'menu-1')).headers.get('location')).toBe('https://a.example/');
});

test('a file with a wrong row imports nothing and says which', async () => {
  const { importFile, countCodes } = await openWithImport();
  const { events } = await importFile({
    csv: `${header}A;;https://a.example/;\nB;;nonsense;\n`,
    type: 'url',
  });
  expect(events.at(-1)).toMatchObject({
    kind: 'failed',
    error: { code: 'validation_error', error: 'Nothing was imported: 1 row is wrong.' },
    rows: [{ line: 3, problems: [{ path: 'destination' }] }],
  });
  expect(await countCodes()).toBe(0);
});

test('what stands in the way of the whole file is an answer of its own', async () => {
  const { browser, params, importFile } = await openWithImport({ DEFAULT_PLAN: 'free' });
  const csv = `${header}${'A;;https://a.example/;\n'.repeat(11)}`;
  expect((await importFile({ csv, type: 'url' })).status).toBe(403);
  expect((await importFile({ csv: '', type: 'url' })).status).toBe(400);
  expect((await importFile({ csv, type: 'url', mapping: { nonsense: 0 } })).status).toBe(403);
  const body = { csv, type: 'url', mapping: { nonsense: 0 } } as const;
  expect((await browser.ask('POST /w/:workspace/imports/preview', { params, body })).status).toBe(400);
});

test('whoever goes away before it is saved has imported nothing', async () => {
  const { browser, params, countCodes, core } = await openWithImport();
  const token = (await browser.get('GET /session')).token;
  const csv = `${header}${'A;;https://a.example/;\n'.repeat(5_000)}`;
  const gone = new AbortController();
  const headers = { 'X-Quietzone-Token': token, 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, signal: gone.signal, body: JSON.stringify({ csv, type: 'url' }) };
  const response = await browser.fetch(`/app/api/w/${params.workspace}/imports`, init);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  // From the second line on its transaction runs.
  for (let text = ''; text.split('\n').length < 3; ) text += (await reader.read()).value;
  gone.abort();
  // Of one writer after the other, this one has its turn when the import is over.
  await core.store.transact(async () => undefined);
  expect(await countCodes()).toBe(0);
});

test('scans are answered while a file is imported, and counted', async () => {
  const { program, browser, params, importFile } = await openWithImport();
  await importFile({ csv: `${header}A;first;https://a.example/;\n`, type: 'url' });
  const csv = `${header}${'A;;https://a.example/;x,y\n'.repeat(1_500)}`;
  const slowest: number[] = [];
  let importing = true;
  const importWhole = importFile({ csv, type: 'url' }).finally(() => {
    importing = false;
  });
  let hits = 0;
  while (importing) {
    const start = performance.now();
    expect((await scan(program, 'first')).status).toBe(302);
    slowest.push(performance.now() - start);
    hits += 1;
  }
  expect((await importWhole).events.at(-1)).toMatchObject({ kind: 'done', codes: 1_500 });
  await eventually(async () => {
    const { codes } = await browser.get('GET /w/:workspace/codes', { params, query: { search: 'first' } });
    expect(codes.map(({ scans }) => scans)).toEqual([hits]);
  });
  expect(hits).toBeGreaterThan(10);
  // Far from what an import takes: none of them waited for it.
  expect(slowest.toSorted((a, b) => a - b)[Math.floor(hits / 2)]).toBeLessThan(500);
});
