import { describe, expect, test } from 'vitest';
import { AskError } from '../state/api.ts';
import { problemIn, problemsOf } from './field-problems.ts';
import { hasField, readSchema } from './schema-model.ts';

const say = ({ message }: { readonly message: string }) => message;

describe('what the server refused', () => {
  test('stands at the field that its path names', () => {
    const error = new AskError(400, {
      code: 'validation_error',
      error: 'content.phones.0.number: must be a telephone number',
      details: [
        { path: 'content.phones.0.number', message: 'must be a telephone number' },
        { path: 'name', message: 'is too long' },
        { path: 'name', message: 'must be one line' },
      ],
    });
    const problems = problemsOf(error, say);
    expect(problems.get('content.phones.0.number')).toBe('must be a telephone number');
    expect(problems.get('name')).toBe('is too long must be one line');
  });

  test('without details, and other errors, stand at none', () => {
    expect(problemsOf(null, say).size).toBe(0);
    expect(problemsOf(new Error('x'), say).size).toBe(0);
    expect(problemsOf(new AskError(409, { code: 'in_use', error: 'in use' }), say).size).toBe(0);
  });

  test('of the slug alone stands at the slug', () => {
    const taken = new AskError(409, { code: 'slug_taken', error: 'This slug is taken. Try menu-2.' });
    expect([...problemsOf(taken, say)]).toEqual([['slug', 'This slug is taken. Try menu-2.']]);
  });

  test('of an entry stands at the one input that its list has', () => {
    const problems = new Map([['tags.2', 'is too long']]);
    expect(problemIn(problems, 'tags')).toBe('is too long');
    expect(problemIn(problems, 'tag')).toBeUndefined();
  });
});

test('a form knows which places of a content it shows: inputs, lists and their entries', () => {
  const schema = {
    properties: {
      title: { type: 'string' },
      phones: { type: 'array', items: { properties: { number: { type: 'string' } }, type: 'object' } },
      address: { type: 'object', properties: { city: { type: 'string' } } },
    },
  };
  const fields = readSchema(schema);
  const shown = ['title', 'phones', 'phones.0', 'phones.0.number', 'address.city'];
  const unknown = ['', 'other', 'title.x', 'phones.x', 'phones.0.other', 'address.street'];
  expect(shown.filter((path) => hasField(fields, path.split('.')))).toEqual(shown);
  expect(unknown.filter((path) => hasField(fields, path.split('.')))).toEqual([]);
});
