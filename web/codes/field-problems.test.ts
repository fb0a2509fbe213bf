import { describe, expect, test } from 'vitest';
import { AskError } from '../state/api.ts';
import { problemsOf } from './field-problems.ts';

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
    const problems = problemsOf(error);
    expect(problems.get('content.phones.0.number')).toBe('must be a telephone number');
    expect(problems.get('name')).toBe('is too long; must be one line');
  });

  test('without details, and other errors, stand at none', () => {
    expect(problemsOf(null).size).toBe(0);
    expect(problemsOf(new Error('x')).size).toBe(0);
    expect(problemsOf(new AskError(409, { code: 'slug_taken', error: 'taken' })).size).toBe(0);
  });
});
