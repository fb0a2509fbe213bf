import { createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseShortLinkRequest } from '../../src/redirect/lane/parse.ts';

/** What node's own server makes of the same bytes. */
interface NodeView {
  readonly requests: readonly { method: string; target: string; rawHeaders: string[]; bodyBytes: number }[];
  readonly refused: boolean;
  readonly keptAlive: boolean;
}

/** A connection that brings these bytes and then falls silent. */
class Wire extends Duplex {
  written = '';
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written += chunk.toString('latin1');
    done();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function viewOfNode(bytes: Buffer): Promise<NodeView> {
  const requests: NodeView['requests'][number][] = [];
  let refused = false;
  const server = createServer(
    { insecureHTTPParser: false, requireHostHeader: false },
    (request, response) => {
      void collect(request).then((bodyBytes) => {
        const { method = '', url = '', rawHeaders } = request;
        requests.push({ method, target: url, rawHeaders, bodyBytes });
        response.end();
      });
    },
  );
  server.on('clientError', (_error, socket) => {
    refused = true;
    socket.destroy();
  });
  const wire = new Wire();
  server.emit('connection', wire);
  wire.push(bytes);
  for (let turns = 0; turns < 20 && requests.length === 0 && !refused; turns += 1) await turn();
  // What would come behind the first request, or end the connection, gets its time as well.
  for (let turns = 0; turns < 3; turns += 1) await turn();
  const keptAlive = !/connection: close/i.test(wire.written) && !wire.writableEnded;
  wire.destroy();
  server.close();
  return { requests, refused, keptAlive };
}

async function collect(request: IncomingMessage): Promise<number> {
  let bodyBytes = 0;
  for await (const chunk of request) bodyBytes += (chunk as Buffer).length;
  return bodyBytes;
}

const from = <T>(...values: T[]) => fc.constantFrom(...values);

const slug = from(
  'abcdef',
  'A-b_9',
  'x',
  'a'.repeat(64),
  'a'.repeat(65),
  '',
  'ab%20c',
  'a.b',
  'ä',
  '..',
  'a/b',
);
const query = from('', '?', '?a=1&b=2', '?q=%20', '?q="x"', '?#', '?a b', '?\x7f', '?ä');
const startLine = fc
  .tuple(
    from('GET', 'HEAD', 'GET', 'HEAD', 'POST', 'get', 'GET ', ' GET', 'GETX'),
    from(' ', ' ', ' ', ' ', '  ', '\t'),
    from('/p/', '/P/', '/p/', '/p', '/q/', 'http://e.com/p/', '//p/'),
    slug,
    query,
    from(
      ' HTTP/1.1',
      ' HTTP/1.1',
      ' HTTP/1.1',
      ' HTTP/1.0',
      ' HTTP/2.0',
      ' http/1.1',
      '  HTTP/1.1',
      ' HTTP/1.1 ',
      '',
    ),
  )
  .map((parts) => parts.join(''));
const header = fc.oneof(
  {
    weight: 6,
    arbitrary: from(
      'Host: e.com',
      'User-Agent: phone',
      'Accept: */*',
      'Referer: https://e.com/?a=b',
      'X-Forwarded-For: 192.0.2.1',
    ),
  },
  {
    weight: 2,
    arbitrary: from(
      'Connection: keep-alive',
      'connection: Keep-Alive',
      'Sec-Purpose: prefetch',
      'Accept-Language:de',
      'Cookie: a=b; c=d',
      'X-Empty:',
      'X-Tabs:\t a \t',
      'X-Latin: \xe4\xff',
    ),
  },
  {
    weight: 1,
    arbitrary: from(
      'Content-Length: 0',
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
      'Connection: close',
      'Connection: upgrade',
      'Upgrade: websocket',
      'Expect: 100-continue',
      'Host : e.com',
      ' Folded: x',
      '\tFolded',
      'No colon',
      ': empty',
      'Bad\x00Name: x',
      'X: a\x00b',
      'X: a\rb',
      'X: a\nb',
      'X: \x7f',
      'X\u00e4: y',
      'Te: trailers',
      'Trailer: x',
      'Keep-Alive: timeout=1',
      'Proxy-Connection: close',
      'HTTP2-Settings: x',
      'Content-length : 5',
      'X: a\x0bb',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 12 }) },
);
const ending = from(
  '\r\n\r\n',
  '\r\n\r\n',
  '\r\n\r\n',
  '\r\n',
  '\n\n',
  '\r\n\r\n\r\n',
  '\r\n\r\nX',
  '\r\n\r\nGET /p/b HTTP/1.1\r\nHost: e\r\n\r\n',
  '\r\n\n',
  '',
);
const breaks = from('\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\r\n\r\n');

const nearRequest = fc
  .tuple(startLine, fc.array(header, { maxLength: 6 }), breaks, ending)
  .map(([line, headers, lineBreak, end]) => [line, ...headers].join(lineBreak) + end);
const plainRequest = fc
  .tuple(from('GET', 'HEAD'), from('abcdef', 'A-b_9'), from('', '?a=1'), fc.array(header, { maxLength: 8 }))
  .map(([method, name, q, headers]) =>
    [`${method} /p/${name}${q} HTTP/1.1`, 'Host: e.com', ...headers, '', ''].join('\r\n'),
  );
const bytes = fc.oneof(plainRequest, nearRequest).map((text) => Buffer.from(text, 'latin1'));

test('whatever the lane takes, node takes in the same way: one request, no body, the connection kept', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(bytes, async (sample) => {
      const request = parseShortLinkRequest(sample, '192.0.2.1');
      if (!request) return;
      taken += 1;
      const { head, target, rawHeaders } = request;
      expect(await viewOfNode(sample)).toEqual({
        requests: [{ method: head ? 'HEAD' : 'GET', target, rawHeaders, bodyBytes: 0 }],
        refused: false,
        keptAlive: true,
      });
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 4_000) },
  );
  // A lane that takes nothing would pass as well.
  expect(taken).toBeGreaterThan(300);
}, 120_000);

const plain = 'GET /p/abc HTTP/1.1\r\nHost: e.com\r\nUser-Agent: phone\r\n';

test.each([
  ['an ordinary scan', `${plain}\r\n`, true],
  ['a head that is not complete', plain, false],
  ['a request behind it', `${plain}\r\n${plain}\r\n`, false],
  ['a body', `${plain}Content-Length: 1\r\n\r\nx`, false],
  ['a chunked body', `${plain}Transfer-Encoding: chunked\r\n\r\n`, false],
  ['two Host headers', `${plain}Host: f.com\r\n\r\n`, false],
  ['no Host header', 'GET /p/abc HTTP/1.1\r\nUser-Agent: phone\r\n\r\n', false],
  ['HTTP/1.0', 'GET /p/abc HTTP/1.0\r\nHost: e.com\r\n\r\n', false],
  ['a wish to close', `${plain}Connection: close\r\n\r\n`, false],
  ['an upgrade', `${plain}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`, false],
  ['a bare LF', `${plain.replaceAll('\r\n', '\n')}\n`, false],
  ['a folded line', `${plain} more\r\n\r\n`, false],
  ['a space before a colon', `${plain}X : y\r\n\r\n`, false],
  ['a control character', `${plain}X: a\x01b\r\n\r\n`, false],
  ['more than 4 KiB', `${plain}X: ${'a'.repeat(4096)}\r\n\r\n`, false],
  ['an escaped slug', 'GET /p/a%62c HTTP/1.1\r\nHost: e.com\r\n\r\n', false],
] as const)('%s is %#: taken is %s', (_what, text, isTaken) => {
  expect(parseShortLinkRequest(Buffer.from(text, 'latin1'), '') !== null).toBe(isTaken);
});
