import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Core } from '../../../src/core/core.ts';
import type { ProofProgress } from '../../../src/core/designs/proof.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { type Call, qraClient } from '../../support/api.ts';
import { createTestApp, noFront } from '../../support/app.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
let key: string;
beforeAll(async () => {
  program = await startProgram();
  key = await program.key('qra');
  call = qraClient(program, key);
});
afterAll(() => program.stop());

async function create(design?: unknown): Promise<string> {
  const body = { name: 'Menu', destination: 'https://example.com/menu', design };
  return (await call('POST', '/qr', body)).body.id;
}

const events = { accept: 'text/event-stream' };

interface SentEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a client sees of JSON
  readonly data: any;
}

function parseEvents(text: string): SentEvent[] {
  return text
    .split('\n\n')
    .map((block) => /^event: (\w+)\ndata: (.*)$/m.exec(block))
    .filter((match) => match !== null)
    .map(([, event = '', data = '']) => ({ event, data: JSON.parse(data) }));
}

describe('a proof', () => {
  test('is answered, kept, and found again with the smallest safe size for a place', async () => {
    const id = await create({ preset: 'rounded' });
    expect(await call('GET', `/qr/${id}/proof`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const made = await call('POST', `/qr/${id}/proof`);
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ ok: true, stale: false, profile: 'quick', design_version: 1 });
    expect(made.body.decoders).toEqual(expect.arrayContaining(['zxing', 'jsqr', 'qr']));
    const readings = made.body.conditions.flatMap((one: { readings: object }) => Object.values(one.readings));
    expect(made.body.total).toBe(readings.length);
    expect(made.body.passed).toBe(readings.filter((reading: string) => reading === 'read').length);
    expect((await call('GET', `/qr/${id}/proof`)).body).toEqual(made.body);
    const far = await call('GET', `/qr/${id}/proof?distance=2000&dpi=203`);
    expect(far.body.safe_size).toMatchObject({ distance_mm: 2000, dpi: 203, bound_by: 'distance' });
    expect(far.body.safe_size.code_mm).toBeGreaterThan(made.body.safe_size.code_mm);
    const { module_mm: moduleMm, code_mm: codeMm } = far.body.safe_size;
    expect(codeMm).toBeCloseTo(moduleMm * (far.body.symbol.modules + 8), 1);
  });

  test.each([
    [{ profile: 'slow' }, '', 'profile'],
    [{ distance: 2_000 }, '', 'distance'],
    [{}, '?distance=49', 'distance'],
    [{}, '?dpi=1e3', 'dpi'],
  ])('%j with %s is a 400 that names the field, before anything is done', async (body, query, path) => {
    const id = await create();
    const wrong = await call('POST', `/qr/${id}/proof${query}`, body);
    expect(wrong).toMatchObject({ status: 400, body: { details: [{ path }] } });
    expect((await call('GET', `/qr/${id}/proof`)).status).toBe(404);
  });
});

describe('a proof as events', () => {
  test('tells its progress and ends with the report, which is kept with its contact sheet', async () => {
    const id = await create({ preset: 'dots' });
    const { status, headers, body } = await call('POST', `/qr/${id}/proof`, {}, events);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const sent = parseEvents(body);
    const progress = sent.slice(0, -1);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.every(({ event }) => event === 'progress')).toBe(true);
    const done = progress.map(({ data }) => data.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(new Set(progress.map(({ data }) => data.total)).size).toBe(1);
    const last = sent.at(-1)!;
    expect(last.event).toBe('report');
    expect((await call('GET', `/qr/${id}/proof`)).body).toEqual(last.data);
    const png = await call('GET', `/qr/${id}/proof/sheet.png`);
    expect(png.headers.get('content-type')).toBe('image/png');
    const pdf = await call('GET', `/qr/${id}/proof/sheet.pdf?distance=2000&dpi=203`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.body).toMatch(/^%PDF-/);
    const wrong = await call('GET', `/qr/${id}/proof/sheet.png?distance=49`);
    expect(wrong).toMatchObject({ status: 400, body: { details: [{ path: 'distance' }] } });
    // Of another design both are of no use.
    await call('PATCH', `/qr/${id}`, { design: { preset: 'leaf' } });
    expect((await call('GET', `/qr/${id}/proof`)).body).toMatchObject({ stale: true, design_version: 1 });
    expect((await call('GET', `/qr/${id}/proof/sheet.png`)).status).toBe(404);
  });

  test('of what is not there is an error answer and no stream', async () => {
    const missing = await call('POST', '/qr/nothing/proof', {}, events);
    expect(missing).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test.each([
    ['events', events, true],
    ['events of which none was sent yet', events, false],
    ['JSON', {}, true],
  ])('ends when its reader goes away, and nothing is kept: %s', async (_form, accept, isTold) => {
    const id = await create({ preset: 'ocean' });
    const server = await serveWatched(isTold);
    const abort = new AbortController();
    const answer = fetch(`${server.url}/api/v1/qr/${id}/proof`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, ...accept },
      body: JSON.stringify({ profile: 'full' }),
      signal: abort.signal,
    }).then((response) => response.text());
    await server.begun;
    abort.abort();
    await expect(answer).rejects.toThrow();
    const outcome = server.proof().then(
      () => 'finished',
      () => 'cut off',
    );
    expect(await outcome).toBe('cut off');
    expect((await call('GET', `/qr/${id}/proof`)).status).toBe(404);
    expect(server.lines).toEqual([]);
    await server.close();
  });
});

describe('a proof that a change asks for', () => {
  test.each([
    ['POST', '/qr', { name: 'New', destination: 'https://example.com/menu' }],
    ['PATCH', '/qr/ID', { design: { preset: 'leaf' } }],
    ['POST', '/qr/ID/designs/1/restore', {}],
  ])('ends when its client goes away, and nothing is saved: %s %s', async (method, path, change) => {
    const id = await create({ preset: 'ocean' });
    const [code, { body: before }] = [await call('GET', `/qr/${id}`), await call('GET', '/qr')];
    const server = await serveWatched();
    const abort = new AbortController();
    const answer = fetch(`${server.url}/api/v1${path.replace('ID', id)}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ ...change, require_proof: true }),
      signal: abort.signal,
    });
    await server.begun;
    abort.abort();
    await expect(answer).rejects.toThrow();
    await expect(server.proof()).rejects.toThrow();
    await server.close();
    expect((await call('GET', `/qr/${id}`)).body).toEqual(code.body);
    expect((await call('GET', '/qr')).body.pagination).toEqual(before.pagination);
    expect(server.lines).toEqual([]);
  });
});

/**
 * The real surfaces and server, with an eye on when a proof makes its first step, and on what comes of it.
 * @param isTold whether the surface hears of its steps
 */
async function serveWatched(isTold = true) {
  const { core } = program;
  const begun = Promise.withResolvers<void>();
  const lines: string[] = [];
  let proof: Promise<unknown> = Promise.resolve();
  const prove: Core['images']['prove'] = (source, profile, { signal, onProgress } = {}) => {
    const tell = (progress: ProofProgress) => {
      begun.resolve();
      if (isTold) onProgress?.(progress);
    };
    const work = core.images.prove(source, profile, { ...(signal && { signal }), onProgress: tell });
    proof = work;
    return work;
  };
  const images = { weigh: core.images.weigh, prove } as Core['images'];
  const app = createTestApp({
    core: { ...core, images },
    log: (level, fields, message) => level !== 'info' && lines.push(`${JSON.stringify(fields)} ${message}`),
  });
  const server = createHttpServer({ front: noFront, app });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  return { url, begun: begun.promise, proof: () => proof, lines, close: () => server.close() };
}
