import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

async function linesOf(...pieces: readonly Uint8Array[]): Promise<unknown[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const lines: unknown[] = [];
  for await (const line of readLines(stream)) lines.push(line);
  return lines;
}

test('objects come in whole wherever the network cut them, within a letter too', async () => {
  const bytes = new TextEncoder().encode('{"a":"ü"}\n{"b":2}\n\n{"c":3}');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    expect(await linesOf(bytes.slice(0, cut), bytes.slice(cut))).toEqual([{ a: 'ü' }, { b: 2 }, { c: 3 }]);
  }
});
