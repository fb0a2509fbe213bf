import { expect, test } from 'vitest';
import { gapIn, jsonProblem, readableBody, takesBody } from './console-body.ts';

test('no body is no mistake, and half a body is one', () => {
  expect(jsonProblem(' \n')).toBeNull();
  expect(jsonProblem('{"a": [1, 2]}')).toBeNull();
  expect(jsonProblem('{"a": ')).toMatch(/JSON|end|position/i);
});

test('an answer that is no JSON is shown as it came', () => {
  expect(readableBody('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readableBody('id,name\n1,<b>x</b>')).toBe('id,name\n1,<b>x</b>');
  expect(readableBody('')).toBe('');
});

test('a path with something left to put in says what', () => {
  expect(gapIn('/api/v1/qr/{id}/scans')).toBe('{id}');
  expect(gapIn('/api.php?uuid=UUID')).toBe('UUID');
  expect(gapIn('/api.php?uuid=0197-ab')).toBeNull();
});

test('reading and deleting carry no body', () => {
  expect(['GET', 'DELETE', 'POST', 'PATCH'].filter(takesBody)).toEqual(['POST', 'PATCH']);
});
