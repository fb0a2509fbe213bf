import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function record() {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', stream: { write: (line: string) => void lines.push(line) } });
  return { log, lines };
}

test('a line is JSON with time, level, fields and sentence', () => {
  const { log, lines } = record();
  log.warn({ freeBytes: 7 }, 'the disk is nearly full');
  log.debug('below the level');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    freeBytes: 7,
    msg: 'the disk is nearly full',
  });
});

test('raw keys, bearer tokens and passwords never reach the log, wherever they stand', () => {
  const { log, lines } = record();
  const error = new Error('no route to postgres://quiet:hunter2@db.example.com:5432/q');
  log.error(
    { err: error, header: 'Bearer abc.DEF-123', nested: { url: '/x?key=qrt_0123456789abcdef' } },
    'key qrf_live_abcDEF0123456789 refused',
  );
  const line = lines.join('');
  for (const secret of ['hunter2', 'abc.DEF', '0123456789']) expect(line).not.toContain(secret);
  const { msg, nested } = JSON.parse(line);
  expect(msg).toBe('key qrf_live_*** refused');
  expect(nested.url).toBe('/x?key=qrt_***');
});

test('fields that hold addresses or credentials are left out', () => {
  const { log, lines } = record();
  log.info({
    ip: '192.0.2.1',
    socket: { remoteAddress: '192.0.2.1' },
    req: { headers: { authorization: 'x', cookie: 'y' } },
    status: 200,
  });
  const { level, time, ...rest } = JSON.parse(lines[0]!);
  expect(rest).toEqual({ socket: {}, req: { headers: {} }, status: 200 });
});
