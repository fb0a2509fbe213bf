import { expect, test } from 'vitest';
import { readJsonLines } from './read-lines.ts';

test('lines come as they are told, wherever the stream was cut', async () => {
  const bytes = new TextEncoder().encode('{"a":"ä"}\n{"b":1}\n\n{"c":2}');
  for (const size of [1, 3, 7, 100]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const lines: unknown[] = [];
    for await (const line of readJsonLines(body)) lines.push(line);
    expect(lines).toEqual([{ a: 'ä' }, { b: 1 }, { c: 2 }]);
  }
});
