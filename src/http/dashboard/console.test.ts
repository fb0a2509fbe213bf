import { expect, test } from 'vitest';
import type { ConsoleUse } from '../shared/key-requests.ts';
import { askApi, type Dispatch } from './console.ts';

const url = new URL('https://q.test/api/v1/qr');
// Nobody looks at it here: it only has to arrive.
const use = { user: 'ann@example.com' } as ConsoleUse;
const gone = new AbortController().signal;

const ask = (dispatch: Dispatch, call: { method: string; body?: string } = { method: 'GET' }) =>
  askApi(dispatch, use, url, call, gone);

const typed = (type: string) => ({ headers: { 'Content-Type': type } });

test('an answer is cut after a megabyte, without half a character, and its maker is told', async () => {
  const letter = new TextEncoder().encode('€'.repeat(100_000));
  let [sent, isCancelled] = [0, false];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += letter.length;
      controller.enqueue(letter);
    },
    cancel() {
      isCancelled = true;
    },
  });
  const { body: text, cut } = await ask(async () => new Response(body, typed('text/csv')));
  expect([text.length, cut, isCancelled]).toEqual([333_333, true, true]);
  expect(text.endsWith('€')).toBe(true);
  expect(sent).toBeLessThan(3_000_000);
});

test('a stream is cut after 200 kB', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(50_000).fill(58)),
  });
  const answer = await ask(async () => new Response(body, typed('text/event-stream; charset=utf-8')));
  expect([answer.body.length, answer.cut, answer.encoding]).toEqual([200_000, true, 'text']);
});

test('a stream that says no more is cut when its time is over, and its maker is told', async () => {
  const { promise: cancelled, resolve } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(': hello\n\n')),
    cancel: () => resolve(),
  });
  const dispatch = async () => new Response(body, typed('text/event-stream'));
  const answer = await askApi(dispatch, use, url, { method: 'GET' }, gone, 10);
  expect(answer).toMatchObject({ status: 200, body: ': hello\n\n', cut: true, encoding: 'text' });
  await cancelled;
});

test('an answer that breaks off is shown as far as it came', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"data":[')),
    pull: (controller) => controller.error(new Error('broken')),
  });
  expect(await ask(async () => new Response(body, typed('application/json')))).toMatchObject({ cut: true });
});

test('an answer without a body is empty text, and bytes are Base64', async () => {
  const nothing = await ask(async () => new Response(null, { status: 204 }));
  expect(nothing).toMatchObject({ status: 204, body: '', encoding: 'text', cut: false });
  const bytes = await ask(async () => new Response(new Uint8Array([255, 0]), typed('image/png')));
  expect(bytes).toMatchObject({ body: '/wA=', encoding: 'base64', headers: [['content-type', 'image/png']] });
});

test('the call is told apart by nothing but what comes beside it, and a body goes along as JSON', async () => {
  const seen: unknown[] = [];
  await ask(
    async (request, given) => {
      seen.push(given, request.method, Object.fromEntries(request.headers), await request.text());
      return new Response('');
    },
    { method: 'POST', body: '{}' },
  );
  expect(seen).toEqual([use, 'POST', { 'content-type': 'application/json' }, '{}']);
  await expect(ask(async () => new Response(''), { method: 'GET', body: '{}' })).rejects.toThrow(
    /GET takes none/,
  );
});
