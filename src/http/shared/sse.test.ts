import { setImmediate } from 'node:timers/promises';
import { Hono } from 'hono';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { HttpEnv } from './env.ts';
import { answerEvents, type EventSupply, renderEvent } from './sse.ts';

function ask(supply: EventSupply, onBreak: (error: unknown) => void = () => {}) {
  const app = new Hono<HttpEnv>();
  app.get('/', (c) => answerEvents(c, supply, onBreak).response);
  return app.request('/');
}

test('an event is lines of fields, whatever its data holds', () => {
  const data = { name: 'a\nb\r\n\ndata: c\u2028' };
  const text = renderEvent({ event: 'scan', id: 7, data });
  const [event, id, dataLine, ...rest] = text.split('\n');
  expect([event, id, rest]).toEqual(['event: scan', 'id: 7', ['', '']]);
  expect(text).not.toContain('\r');
  expect(JSON.parse(dataLine!.slice('data: '.length))).toEqual(data);
  expect(renderEvent({ event: 'gap', data: null })).toBe('event: gap\ndata: null\n\n');
});

test('a supply that ends or fails ends the stream properly, and is closed', async () => {
  for (const failure of [null, new Error('away')]) {
    let closed = 0;
    const told: unknown[] = [];
    const steps = [Promise.resolve(Buffer.from('data: 1\n\n')), failure ? Promise.reject(failure) : null];
    const next = async () => (await steps.shift()) ?? null;
    const response = await ask({ next, close: () => (closed += 1) }, (error) => told.push(error));
    expect(await response.text()).toBe('retry: 2000\n\ndata: 1\n\n');
    expect(closed).toBe(1);
    expect(told).toEqual(failure ? [failure] : []);
  }
});

test('a supply whose reader goes away is closed', async () => {
  const closed = Promise.withResolvers<void>();
  const next = () => closed.promise.then(() => null);
  const response = await ask({ next, close: closed.resolve });
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  await closed.promise;
});

test('a stream on which nothing happens says something every 15 seconds, and nothing more once it has ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const ended = Promise.withResolvers<null>();
  const response = await ask({ next: () => ended.promise, close: () => undefined });
  let text = '';
  const whole = (async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) text += part;
  })();
  const textAfter = async (ms: number) => {
    vi.advanceTimersByTime(ms);
    await setImmediate();
    return text;
  };
  const begin = await textAfter(0);
  expect(await textAfter(14_999)).toBe(begin);
  expect(await textAfter(1)).toBe(`${begin}:\n\n`);
  expect(await textAfter(15_000)).toBe(`${begin}:\n\n:\n\n`);
  ended.resolve(null);
  await whole;
  expect(vi.getTimerCount()).toBe(0);
});
