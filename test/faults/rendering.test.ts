import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CallThread } from '../../src/compose/call-thread.ts';
import type { PictureCalls } from '../../src/compose/image-calls.ts';
import { ImageThreads } from '../../src/compose/image-threads.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { plainDesign } from '../../src/core/designs/design.ts';
import type { Output, PictureSource } from '../../src/core/designs/picture.ts';
import { presets } from '../../src/core/designs/presets.ts';
import type { SheetLabel, SheetOptions } from '../../src/core/designs/sheet.ts';
import { layoutOf } from '../../src/core/designs/sheet-layouts.ts';
import { createLogger } from '../../src/runtime/logger.ts';
import { scan } from '../support/api.ts';
import { createTestApp } from '../support/app.ts';
import { decodeWithZxing } from '../support/decode-qr.ts';
import { operator, startProgram } from '../support/program.ts';
import { makeAccess, makeCode, openTestCore } from '../support/store.ts';

const workers: Worker[] = [];
process.on('worker', (worker: Worker) => workers.push(worker));

const source: PictureSource = { text: 'https://self.test/p/menu', design: presets.dots, logo: null };
const output: Output = { format: 'png', px: 512, mm: null, dpi: 300, bleedMm: 0, ink: 'rgb', spot: null };

const log = { error: () => undefined };

function open(): ImageThreads {
  const images = new ImageThreads({ queue: 64, log });
  onTestFinished(() => images.close());
  return images;
}

function nameOutcome(each: PromiseSettledResult<unknown>): string {
  return each.status === 'fulfilled' ? 'drawn' : (each.reason as { code: string }).code;
}

test('nothing runs before the first picture, and its bytes come alone in their memory', async () => {
  const before = workers.length;
  const images = open();
  expect(workers).toHaveLength(before);
  for (const format of ['png', 'svg', 'pdf'] as const) {
    const { bytes } = await images.render(source, { ...output, format });
    expect(bytes.buffer.byteLength).toBe(bytes.length);
    if (format !== 'pdf') expect(await decodeWithZxing(Buffer.from(bytes))).toBe(source.text);
  }
  expect(workers).toHaveLength(before + 1);
});

test('what cannot be drawn is told by its field', async () => {
  const images = open();
  const tooLong = { ...source, text: 'x'.repeat(5_000), design: plainDesign };
  await expect(images.render(tooLong, output)).rejects.toMatchObject({
    ...{ name: 'AppError', code: 'validation_error', details: [{ path: 'text' }] },
  });
  const poster = { ...output, mm: 2000, dpi: 1200 };
  await expect(images.render(source, poster)).rejects.toMatchObject({
    ...{ code: 'validation_error', details: [{ path: 'mm' }] },
  });
  expect((await images.render(source, output)).width).toBe(512);
});

test('pictures under way fail with `unavailable` when their thread dies, and the next are drawn by another', async () => {
  const images = open();
  await images.render(source, output);
  const worker = workers.at(-1)!;
  const asked = Array.from({ length: 5 }, () => images.render(source, { ...output, px: 1400 }));
  const settled = Promise.allSettled(asked);
  await Promise.all([once(worker, 'exit'), worker.terminate()]);
  expect((await settled).map(nameOutcome)).toEqual([
    ...['unavailable', 'unavailable', 'drawn', 'drawn', 'drawn'],
  ]);
  expect(workers.at(-1)).not.toBe(worker);
});

test('pictures that take much memory are drawn one at a time, also in millimetres', async () => {
  const images = open();
  await images.render(source, output);
  const worker = workers.at(-1)!;
  const large = [
    { ...output, px: 2048 },
    { ...output, mm: 130, dpi: 300 },
  ];
  const settled = Promise.allSettled(large.map((each) => images.render(source, each)));
  await Promise.all([once(worker, 'exit'), worker.terminate()]);
  expect((await settled).map(nameOutcome)).toEqual(['unavailable', 'drawn']);
});

const threadOptions = { file: 'image-render-thread', what: 'Pictures', youngMb: 32 } as const;

test('a call that says nothing for too long fails with `unavailable`, and its thread is replaced', async () => {
  const causes: Error[] = [];
  const thread = new CallThread<PictureCalls>({
    ...{ ...threadOptions, underWayMax: 1, waitingMax: 4, silenceMs: 1 },
    onDeath: (cause) => causes.push(cause),
  });
  onTestFinished(() => thread.close());
  const asked = thread.call('render', [source, output]);
  const worker = workers.at(-1)!;
  await expect(asked).rejects.toMatchObject({ code: 'unavailable', cause: expect.any(Error) });
  expect(causes.map(({ message }) => message)).toEqual(['render said nothing for 1 ms']);
  expect(thread.counters).toEqual({ refused: 0, deaths: 1 });
  if (worker.threadId !== -1) await once(worker, 'exit');
});

test('a thread that cannot start is tried once more after a moment, and then whoever waits is told', async () => {
  const causes: Error[] = [];
  const thread = new CallThread<PictureCalls>({
    ...{ ...threadOptions, file: 'no-such-thread', underWayMax: 1, waitingMax: 20 },
    onDeath: (cause) => causes.push(cause),
  });
  onTestFinished(() => thread.close());
  const before = workers.length;
  const asked = Array.from({ length: 10 }, () => thread.call('render', [source, output]));
  for (const each of await Promise.allSettled(asked)) {
    expect(each).toMatchObject({ reason: { code: 'unavailable', cause: expect.any(Error) } });
  }
  expect(workers).toHaveLength(before + 2);
  expect(causes).toHaveLength(2);
  expect(causes[0]?.message).toContain('no-such-thread');
});

test('a thread that dies is told of in the log, and so is the picture that failed by it', async () => {
  const core = await openTestCore();
  const { slug } = await makeCode(core, await makeAccess(core), { design: { preset: 'dots' } });
  const lines: string[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line).msg);
  const images = new ImageThreads({ queue: 64, log: createLogger({ level: 'error', stream: { write } }) });
  onTestFinished(() => images.close());
  const app = createTestApp({
    core: { ...core, images },
    log: (level, _fields, message) => void (level === 'error' && lines.push(message)),
  });
  expect((await app.request(`/img/${slug}.png`)).status).toBe(200);
  const worker = workers.at(-1)!;
  const asked = app.request(`/img/${slug}.png?size=2000`);
  await vi.waitFor(() => expect(images.states()[0]).toMatchObject({ underWay: 1 }), { interval: 1 });
  await Promise.all([once(worker, 'exit'), worker.terminate()]);
  const answer = await asked;
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(lines).toEqual(['a thread of images ended; the next call starts another', 'image failed']);
  expect(images.states()[0]).toMatchObject({ thread: 'pictures', deaths: 1 });
});

test('a weighing that fails for what nobody had thought of is in the log, and one that is stopped is not', async () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line).msg);
  const images = new ImageThreads({ queue: 64, log: createLogger({ level: 'error', stream: { write } }) });
  onTestFinished(() => images.close());
  const abort = new AbortController();
  const stopped = images.weigh(source, abort.signal);
  abort.abort(new Error('too late'));
  await expect(stopped).rejects.toThrow('too late');
  await expect(images.weigh({ ...source, text: 'x'.repeat(5_000) })).rejects.toMatchObject({
    code: 'validation_error',
  });
  expect(lines).toEqual([]);
  await expect(images.weigh({ ...source, design: null as never })).rejects.toThrow('Pictures failed');
  expect(lines).toEqual(['a design could not be weighed']);
});

test('a thread without work ends, and the next picture starts another', async () => {
  const thread = new CallThread<PictureCalls>({
    ...{ ...threadOptions, underWayMax: 1, waitingMax: 4, idleMs: 1 },
  });
  onTestFinished(() => thread.close());
  await thread.call('render', [source, output]);
  const first = workers.at(-1)!;
  if (first.threadId !== -1) await once(first, 'exit');
  expect((await thread.call('render', [source, output])).width).toBe(512);
  expect(workers.at(-1)).not.toBe(first);
});

test('beyond 4 proofs that wait the next is refused; an aborted one gives its place back and holds up no picture', async () => {
  const images = open();
  const stop = new AbortController();
  let told = () => undefined as unknown;
  const begun = new Promise((resolve) => {
    told = () => resolve(undefined);
  });
  const watch = { signal: stop.signal, onProgress: () => told() };
  const proofs = Array.from({ length: 5 }, () => images.prove(source, 'full', watch));
  const settled = Promise.allSettled(proofs);
  await expect(images.prove(source, 'full')).rejects.toMatchObject({ code: 'unavailable' });
  await begun;
  expect((await images.render(source, output)).width).toBe(512);
  const reason = new Error('gone');
  stop.abort(reason);
  for (const each of await settled) expect(each).toEqual({ status: 'rejected', reason });
  await expect(images.prove(source, 'full', watch)).rejects.toBe(reason);
  expect((await images.prove(source, 'quick')).total).toBeGreaterThan(0);
}, 60_000);

const layout = layoutOf({ grid: 'avery-l7160' });
if ('problem' in layout) throw new Error(layout.problem);
const sheet: SheetOptions = { layout, codeMm: null, cropMarks: true, ink: 'rgb', skip: 0, title: 'Labels' };
const label: SheetLabel = { source, captions: ['Menu'] };
/** Each of a workspace of its own. */
const own = () => ({ workspaceId: crypto.randomUUID() });

test('a sheet takes its labels no faster than it is read, and leaves its thread when nobody reads on', async () => {
  const images = open();
  let [taken, returned] = [0, false];
  function* endless() {
    try {
      for (;;) {
        taken += 1;
        yield label;
      }
    } finally {
      returned = true;
    }
  }
  for await (const piece of images.drawSheet(endless(), sheet, own())) {
    expect(Buffer.from(piece).toString('latin1', 0, 5)).toBe('%PDF-');
    break;
  }
  // Pieces of 64 kB, 4 ahead of the reader, and the labels of a message.
  expect(taken).toBeLessThan(5_000);
  expect(returned).toBe(true);
  const done: number[] = [];
  const onProgress = (n: number) => done.push(n);
  const pieces: Uint8Array[] = [];
  const thirty = Array.from({ length: 30 }, () => label);
  for await (const piece of images.drawSheet(thirty, sheet, { ...own(), onProgress })) pieces.push(piece);
  expect(Buffer.concat(pieces).toString('latin1')).toMatch(/^%PDF-[\s\S]+%%EOF\s*$/);
  expect(done).toEqual(thirty.map((_, n) => n + 1));
});

test('a reader who leaves before there is a piece gives the place of a sheet back', async () => {
  const images = open();
  const stop = new AbortController();
  async function* never(): AsyncGenerator<SheetLabel> {
    yield label;
    await once(stop.signal, 'abort');
  }
  const readers = Array.from({ length: 6 }, async () => {
    for await (const piece of images.drawSheet(never(), sheet, { ...own(), signal: stop.signal }))
      expect(piece.length).toBeGreaterThan(0);
  });
  const settled = Promise.allSettled(readers);
  const reason = new Error('gone');
  stop.abort(reason);
  for (const each of await settled) expect(each).toEqual({ status: 'rejected', reason });
  for await (const piece of images.drawSheet([label], sheet, own())) expect(piece.length).toBeGreaterThan(0);
});

test('a sheet whose reader stands still, and one that waits behind it, leave the places to other workspaces', async () => {
  const images = open();
  function* endless() {
    for (;;) yield label;
  }
  const start = (workspaceId: string, signal?: AbortSignal) =>
    images.drawSheet(endless(), sheet, { workspaceId, signal })[Symbol.asyncIterator]().next();
  await start('a');
  const leave = new AbortController();
  const waiting = start('a', leave.signal);
  for (let n = 0; n < 4; n += 1)
    await expect(start('a')).rejects.toMatchObject({
      ...{ code: 'unavailable', message: expect.stringContaining('Two sheets of this workspace') },
    });
  for (const other of ['b', 'c']) expect((await start(other)).done).toBe(false);
  const reason = new Error('gone');
  leave.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test('however many pages one workspace looks at, another has its own drawn', async () => {
  const images = open();
  const draw = (workspaceId: string) => images.drawSheetPage([label], sheet, { workspaceId });
  const many = await Promise.allSettled([...Array.from({ length: 20 }, () => draw('a')), draw('b')]);
  const refused = many.filter(({ status }) => status === 'rejected');
  expect([refused.length, many.at(-1)?.status]).toEqual([16, 'fulfilled']);
  const message = expect.stringContaining('4 previews of this workspace');
  for (const each of refused) expect(each).toMatchObject({ reason: { code: 'unavailable', message } });
});

test('a page that nobody looks at any more is not drawn, and those behind it are', async () => {
  const images = open();
  const poster = { paper: 'custom', pageWidth: 1_000, pageHeight: 1_000, columns: 70, rows: 70 } as const;
  const layout = layoutOf({ ...poster, labelWidth: 12, labelHeight: 12 });
  if ('problem' in layout) throw new Error(layout.problem);
  const labels = Array.from({ length: 4_900 }, () => ({ ...label, captions: [] }));
  const workspaceId = 'bakery';
  await images.drawSheetPage([label], sheet, { workspaceId });
  const stop = new AbortController();
  const large = images.drawSheetPage(labels, { ...sheet, layout }, { workspaceId, signal: stop.signal });
  const next = images.drawSheetPage([label], sheet, { workspaceId });
  const reason = new Error('gone');
  stop.abort(reason);
  await expect(large).rejects.toBe(reason);
  // Nearly a minute, if all of it were drawn.
  expect((await next).png.length).toBeGreaterThan(1_000);
});

test('a contact sheet that nobody waits for any more is dropped', async () => {
  const images = open();
  const report = await images.prove(source, 'quick');
  const stop = new AbortController();
  const asked = [1, 2].map(() => images.contactSheet(source, report, 'png', stop.signal));
  const settled = Promise.allSettled(asked);
  const reason = new Error('gone');
  stop.abort(reason);
  for (const each of await settled) expect(each).toEqual({ status: 'rejected', reason });
  expect((await images.contactSheet(source, report, 'png')).length).toBeGreaterThan(10_000);
}, 60_000);

test('a sheet fails with what its labels fail with, and what its options have wrong', async () => {
  const images = open();
  const read = async (labels: Iterable<SheetLabel>, options = sheet) => {
    for await (const piece of images.drawSheet(labels, options, own()))
      expect(piece.length).toBeGreaterThan(0);
  };
  function* broken() {
    yield label;
    throw new Error('the store is away');
  }
  await expect(read(broken())).rejects.toThrow('the store is away');
  await expect(read([label], { ...sheet, skip: 99 })).rejects.toMatchObject({ code: 'validation_error' });
  await expect(read([])).rejects.toMatchObject({ code: 'validation_error' });
  await read([label]);
});

test('closing refuses what waits and what is asked later', async () => {
  const images = open();
  const asked = Array.from({ length: 5 }, () => images.render(source, { ...output, px: 2048 }));
  const settled = Promise.allSettled(asked);
  await images.close();
  for (const each of await settled) expect(each).toMatchObject({ reason: { code: 'unavailable' } });
  await expect(images.render(source, output)).rejects.toMatchObject({ code: 'unavailable' });
});

test('pictures beyond the queue get a 503 with Retry-After, and codes redirect meanwhile', async () => {
  const program = await startProgram({ IMAGE_QUEUE: '8', IMAGE_CACHE_MB: '0' });
  onTestFinished(() => program.stop());
  const [workspace] = await program.core.store.workspaces.list();
  const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
  const { slug } = await createCode(program.core, access, {
    ...{ type: 'url', destination: 'https://example.com/', design: { preset: 'sunset' } },
  });
  await fetch(`${program.url}/img/${slug}.png`);
  let open = 0;
  const ask = async (n: number) => {
    open += 1;
    const response = await fetch(`${program.url}/img/${slug}.png?size=${1500 + n}`);
    await response.arrayBuffer();
    open -= 1;
    return { status: response.status, retryAfter: response.headers.get('retry-after') };
  };
  const pictures = Promise.all(Array.from({ length: 30 }, (_, n) => ask(n)));
  for (let n = 0; n < 30; n += 1) expect((await scan(program, slug)).status).toBe(302);
  expect(open).toBeGreaterThan(0);
  const answers = await pictures;
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  for (const { retryAfter } of refused) expect(Number(retryAfter)).toBeGreaterThan(0);
  const drawn = answers.filter(({ status }) => status === 200);
  expect(drawn.length).toBeGreaterThanOrEqual(8);
  expect(drawn.length + refused.length).toBe(30);
  const metrics = (await (await fetch(`${program.url}/metrics`)).text()).split('\n');
  for (const line of [
    `quietzone_pictures_total{format="png",outcome="done"} ${drawn.length + 1}`,
    `quietzone_pictures_total{format="png",outcome="unavailable"} ${refused.length}`,
    `quietzone_image_jobs_refused_total{thread="pictures"} ${refused.length}`,
    'quietzone_image_jobs_waiting{thread="pictures"} 0',
    'quietzone_image_thread_deaths_total{thread="pictures"} 0',
    'quietzone_picture_cache_bytes 0',
  ]) {
    expect(metrics).toContain(line);
  }
}, 60_000);
