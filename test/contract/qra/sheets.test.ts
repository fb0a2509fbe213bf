import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../../src/core/workspaces/create.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { operator, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let key: string;
const ids: string[] = [];
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
  for (let n = 0; n < 5; n += 1) {
    const body = {
      name: `Table ${n}`,
      destination: 'https://example.com/menu',
      tags: [n < 2 ? 'inside' : 'outside'],
    };
    ids.push((await call('POST', '/qr', { ...body, design: n === 0 ? { preset: 'badge' } : null })).body.id);
  }
});
afterAll(() => program.stop());

/** Of a PDF, by its page objects. */
const pagesIn = (pdf: string) => (pdf.match(/\/Type ?\/Page\b(?!s)/g) ?? []).length;

const order = (body: object) => call('POST', '/sheets', body);

describe('a sheet', () => {
  test('has its codes on as many pages as their labels need', async () => {
    const layout = { columns: 2, rows: 2 };
    const { status, headers, body } = await order({ codes: ids, layout });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="sheet-[a-z0-9-]+\.pdf"$/);
    expect(body).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/);
    expect(pagesIn(body)).toBe(2);
    expect(pagesIn((await order({ codes: ids, layout, copies: 3 })).body)).toBe(4);
    expect(pagesIn((await order({ codes: ids, layout, skip: 3 })).body)).toBe(2);
    expect(pagesIn((await order({ codes: ids.slice(0, 4), layout, skip: 1 })).body)).toBe(2);
  });

  test('takes codes by filter, newest first, with captions and marks', async () => {
    const layout = { grid: 'avery-l7160' };
    const captions = ['name', 'slug', 'tag', { text: 'Scan for the menu' }];
    const sheet = await order({ filter: { tag: 'inside' }, layout, captions, crop_marks: true, ink: 'cmyk' });
    expect([sheet.status, pagesIn(sheet.body)]).toEqual([200, 1]);
    const all = await order({ filter: {}, layout: { paper: 'roll', label_width: 50, label_height: 60 } });
    expect(pagesIn(all.body)).toBe(5);
    const none = await order({ filter: { tag: 'nowhere' } });
    expect(none).toMatchObject({ status: 400, body: { details: [{ path: 'filter' }] } });
  });

  test('takes codes by their slugs, of which nobody else’s is known, in the order that is wished', async () => {
    const slug = (await call('GET', `/qr/${ids[0]}`)).body.slug as string;
    const layout = { paper: 'roll', label_width: 50, label_height: 60 };
    const own = await order({ codes: [slug.toUpperCase(), ids[1]], sort: 'slug', order: 'desc', layout });
    expect([own.status, pagesIn(own.body)]).toEqual([200, 2]);
    const all = await order({ filter: {}, sort: 'scans', layout });
    expect([all.status, pagesIn(all.body)]).toEqual([200, 5]);
    const [owner] = await program.core.store.workspaces.listUsers();
    const elsewhere = await createWorkspace(program.core, operator, {
      name: 'Elsewhere',
      ownerId: owner!.id,
    });
    const stranger = qraClient(program, await program.key('qra', elsewhere));
    const foreign = await stranger('POST', '/sheets', { codes: [slug] });
    expect(foreign).toMatchObject({ status: 400, body: { details: [{ path: 'codes.0' }] } });
  });

  test.each([
    ['sort', { filter: {}, sort: 'luck' }],
    ['order', { filter: {}, sort: 'name', order: 'up' }],
    ['codes', {}],
    ['codes', { codes: ['a'], filter: {} }],
    ['codes', { codes: [] }],
    ['codes.1', (all: string[]) => ({ codes: [all[0], '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51'] })],
    ['codes.0', { codes: ['%00'] }],
    ['filter.color', { filter: { color: 'red' } }],
    ['layout.grid', { filter: {}, layout: { grid: 'none' } }],
    ['layout.grid', { filter: {}, layout: { grid: 'avery-l7160', paper: 'letter' } }],
    ['layout.page_width', { filter: {}, layout: { paper: 'custom' } }],
    ['layout.columns', { filter: {}, layout: { columns: 50, label_width: 30 } }],
    ['captions', { filter: {}, captions: ['name', 'name', 'name', 'name', 'name'] }],
    ['captions.0', { filter: {}, captions: ['price'] }],
    ['copies', { filter: {}, copies: 0 }],
    ['codes', { filter: {}, copies: 1001 }, 'copies'],
    ['skip', { filter: {}, layout: { columns: 2, rows: 2 }, skip: 4 }],
    ['code_mm', { filter: {}, code_mm: 1 }],
    ['preset', { filter: {}, preset: 'ocean' }],
  ] as const)('with a wrong %s is refused by name: %j', async (path, wrong, instead?: string) => {
    const body = typeof wrong === 'function' ? wrong(ids) : wrong;
    const answer = await order(body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: instead ?? path }] } });
  });

  test('of 1,000 labels is sent while it is drawn, and its reader may go away', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const body = JSON.stringify({ codes: ids, copies: 200, captions: ['name'] });
    const whole = await fetch(`${program.url}/api/v1/sheets`, { method: 'POST', headers, body });
    let pieces = 0;
    let pdf = '';
    for await (const piece of whole.body!) {
      pieces += 1;
      pdf += Buffer.from(piece).toString('latin1');
    }
    expect(pieces).toBeGreaterThan(1);
    expect(pagesIn(pdf)).toBe(Math.ceil(1000 / 21));
    const abort = new AbortController();
    const cut = await fetch(`${program.url}/api/v1/sheets`, {
      method: 'POST',
      headers,
      body,
      signal: abort.signal,
    });
    await cut.body!.getReader().read();
    abort.abort();
    expect((await order({ codes: ids })).status).toBe(200);
  });
});
