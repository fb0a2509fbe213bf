import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { HttpEnv } from './env.ts';
import { bodyProblemMessages, jsonBody } from './json-body.ts';

const app = new Hono<HttpEnv>()
  .use(jsonBody<HttpEnv>((c, problem) => c.text(problem, 400)))
  .post('/', (c) => c.json({ body: c.var.body }));

async function read(body: string): Promise<unknown> {
  const response = await app.request('/', { method: 'POST', body });
  return response.status === 200 ? ((await response.json()) as { body: unknown }).body : response.text();
}

test('twenty thousand values are read, and not one more', async () => {
  const ones = (count: number) => `[${Array.from({ length: count }, () => '1').join()}]`;
  expect(await read(ones(20_000))).toHaveLength(20_000);
  expect(await read(ones(20_001))).toBe('too_many');
  expect(bodyProblemMessages.too_many).toContain('20000');
});

test.each([
  ['empty arrays', `[${'[],'.repeat(20_000)}[]]`],
  ['empty objects', `[${'{},'.repeat(20_000)}{}]`],
  ['levels', '['.repeat(50_000)],
  ['fields', `{${Array.from({ length: 7_000 }, (_, at) => `"${at}":[[]]`).join()}}`],
])('too many %s are refused before they are parsed', async (_what, body) => {
  expect(await read(body)).toBe('too_many');
});

test.each([
  ['commas and brackets', ',[{'.repeat(20_000)],
  ['quotes', '",'.repeat(20_000)],
  ['backslashes', '\\'.repeat(20_001)],
  ['a backslash at the end, and commas', `${','.repeat(30_000)}\\`],
])('a text of many %s is one value', async (_what, text) => {
  expect(await read(JSON.stringify({ text }))).toEqual({ text });
});

test('what cannot be stored is found wherever it is', async () => {
  const nul = JSON.stringify('\u0000');
  for (const body of [nul, `[1,[${nul}]]`, `{"a":{"b":${nul}}}`, `{${nul}:1}`, '["\\ud800"]'])
    expect(await read(body)).toBe('bad_text');
  expect(await read(`${'['.repeat(33)}${']'.repeat(33)}`)).toBe('too_deep');
  expect(await read(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeInstanceOf(Array);
  expect(await read('{"a":{"__proto__":{"b":1},"c":2}}')).toEqual({ a: { c: 2 } });
});
