import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemsIn } from '../../src/core/content/problems.ts';
import { readFieldMessage } from './field-text.ts';

test('what the server says of most fields has words in every language', () => {
  const schema = z.strictObject({
    name: z.string().min(1).max(5),
    count: z.int().max(9),
    missing: z.string(),
  });
  const messages = problemsIn(schema, { name: 'too long', count: 12 }).map(({ message }) => message);
  expect(messages.map(readFieldMessage)).toEqual([
    { key: 'long', limit: 5 },
    { key: 'most', limit: 9 },
    { key: 'required', limit: 0 },
  ]);
  expect(readFieldMessage('use 1 to 255 characters')).toEqual({ key: 'long', limit: 255 });
});

test('what has no words of ours is shown as the server says it', () => {
  expect(readFieldMessage('must be left out where the encryption is nopass')).toBeUndefined();
});
