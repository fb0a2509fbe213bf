import { expect, test } from 'vitest';
import { type ApiDocument, callsOf, firstCallOf, qrTrackCalls } from './ready-calls.ts';

const answer = { '200': { content: { 'application/json': {} } } };
const document: ApiDocument = {
  servers: [{ url: 'https://qr.example.com/sub/api/v1' }],
  paths: {
    '/qr': {
      get: { summary: 'List', responses: answer },
      post: {
        summary: 'Create',
        requestBody: { required: true, content: { 'application/json': { schema: {} } } },
        responses: answer,
      },
    },
    '/budget': {
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/B' } } },
        },
        responses: answer,
      },
    },
    '/logos': {
      post: { requestBody: { required: true, content: { 'image/png': {} } }, responses: answer },
    },
    '/stream': { get: { responses: { '200': { content: { 'text/event-stream': {} } } } } },
  },
  components: {
    schemas: {
      B: {
        required: ['text', 'level', 'count', 'deep'],
        properties: {
          text: { type: 'string' },
          level: { enum: ['L', 'M'] },
          count: { type: ['integer', 'null'] },
          deep: { $ref: '#/components/schemas/B' },
          left: { type: 'string' },
        },
      },
    },
  },
};

test('paths begin where the document says that its server is', () => {
  expect(callsOf(document)[0]).toEqual({ method: 'GET', path: '/sub/api/v1/qr', summary: 'List', body: '' });
});

test('what is not asked and answered in JSON is left out', () => {
  expect(callsOf(document).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /sub/api/v1/qr',
    'POST /sub/api/v1/qr',
    'POST /sub/api/v1/budget',
  ]);
});

test('a body has what the schema asks for, and ends where a schema goes round in a circle', () => {
  const body = JSON.parse(callsOf(document)[2]?.body ?? '');
  expect(body).toMatchObject({ text: '', level: 'L', count: 0 });
  expect(body).not.toHaveProperty('left');
});

test('every body that is offered is JSON', () => {
  for (const { body } of [...qrTrackCalls, ...callsOf(document)]) {
    if (body !== '') expect(() => JSON.parse(body)).not.toThrow();
  }
});

test('an empty document has no calls', () => {
  expect(callsOf({})).toEqual([]);
});

test('the first call reads, so that a key for reading may make it', () => {
  expect(firstCallOf('qra', 'https://qr.example.com').method).toBe('GET');
  expect(firstCallOf('qr-track', 'https://qr.example.com').path).toBe('/api.php');
});
