import { expect, test } from 'vitest';
import { type Work, workLines } from './work-lines.ts';

type Begin = Work<number, string>['begin'];

function linesOf(begin: Begin, signal = new AbortController().signal): AsyncGenerator<string> {
  return workLines<number, string>({
    begin,
    renderProgress: (done) => ({ done }),
    renderEnd: async (work) => ({ end: await work.catch(() => 'failed') }),
    signal,
  });
}

async function read(lines: AsyncGenerator<string>): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const line of lines) {
    expect(line.endsWith('\n')).toBe(true);
    read.push(JSON.parse(line));
  }
  return read;
}

test('the last line tells what came of the work, whether it told of its progress or not', async () => {
  expect(await read(linesOf(async () => 'made'))).toEqual([{ end: 'made' }]);
  const told = linesOf(async ({ onProgress }) => {
    onProgress(1);
    return 'made';
  });
  expect(await read(told)).toEqual([{ done: 1 }, { end: 'made' }]);
});

test('of progress that nobody has read, the last is told', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let tell: (done: number) => void = () => {};
  const lines = linesOf(({ onProgress }) => {
    tell = onProgress;
    onProgress(0);
    return promise;
  });
  expect((await lines.next()).value).toBe('{"done":0}\n');
  for (const done of [1, 2, 3]) tell(done);
  expect((await lines.next()).value).toBe('{"done":3}\n');
  tell(4);
  resolve('made');
  expect(await read(lines)).toEqual([{ done: 4 }, { end: 'made' }]);
});

test('what fails before the first line is thrown, and what fails later is the last line', async () => {
  const early = linesOf(() => Promise.reject(new Error('refused')));
  await expect(early.next()).rejects.toThrow('refused');
  const late = linesOf(async ({ onProgress }) => {
    onProgress(1);
    throw new Error('broken');
  });
  expect(await read(late)).toEqual([{ done: 1 }, { end: 'failed' }]);
});

test.each(['stops reading', 'goes away'])('whoever %s ends the work', async (how) => {
  const client = new AbortController();
  const seen = Promise.withResolvers<AbortSignal>();
  const lines = linesOf(({ signal, onProgress }) => {
    onProgress(0);
    seen.resolve(signal);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }, client.signal);
  await lines.next();
  const signal = await seen.promise;
  expect(signal.aborted).toBe(false);
  if (how === 'goes away') client.abort();
  else await lines.return(undefined);
  expect(signal.aborted).toBe(true);
});
