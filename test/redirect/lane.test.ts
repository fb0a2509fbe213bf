import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { authenticate } from '../../src/core/keys/authenticate.ts';
import { eventually } from '../support/eventually.ts';
import { phoneAgent, startProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let slug = '';
let totals: () => Promise<number>;

beforeAll(async () => {
  program = await startProgram({ SCAN_TIMING: '1' });
  const access = await authenticate(program.core, 'qra', await program.key('qra'));
  const code = await createCode(program.core, access!, { type: 'url', destination: 'https://example.com/' });
  slug = code.slug;
  totals = async () => (await program.core.store.scans.totals([code.num], [0])).get(code.num) ?? 0;
});
afterAll(() => program.stop());

const scan = (more = '') =>
  `GET /p/${slug} HTTP/1.1\r\nHost: e.com\r\nUser-Agent: ${phoneAgent}\r\n${more}\r\n`;
const ready = 'GET /readyz HTTP/1.1\r\nHost: e.com\r\n\r\n';

/** A connection whose answers are read one by one. */
async function open(): Promise<{
  socket: Socket;
  write(text: string): void;
  answers(count: number): Promise<string[]>;
}> {
  const { hostname, port } = new URL(program.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    write: (request) => void socket.write(request, 'latin1'),
    answers: (count) =>
      eventually(() => {
        const found = text === '' ? [] : text.split(/(?=HTTP\/1\.1 \d{3} )/);
        if (found.length < count) throw new Error(`${found.length} of ${count} answers: ${text}`);
        return found;
      }),
  };
}

const statusOf = (answer: string) => answer.slice(9, 12);

test('a scan, an API call and a scan again on one connection are answered in turn', async () => {
  const { socket, write, answers } = await open();
  const before = await totals();
  write(scan());
  expect(await answers(1)).toMatchObject([expect.stringContaining('Location: https://example.com/\r\n')]);
  write(ready);
  expect((await answers(2)).map(statusOf)).toEqual(['302', '200']);
  write(scan());
  expect((await answers(3)).map(statusOf)).toEqual(['302', '200', '302']);
  socket.destroy();
  await eventually(async () => expect(await totals()).toBe(before + 2));
});

test('requests sent without waiting are all answered, in their order, in one chunk and in several', async () => {
  const { socket, write, answers } = await open();
  write(scan() + ready + scan());
  expect((await answers(3)).map(statusOf)).toEqual(['302', '200', '302']);
  socket.destroy();
  const second = await open();
  second.socket.setNoDelay(true);
  second.write(scan());
  second.write(ready);
  second.write(scan());
  expect((await second.answers(3)).map(statusOf)).toEqual(['302', '200', '302']);
  second.socket.destroy();
});

test('a request that comes in pieces is answered', async () => {
  const { socket, write, answers } = await open();
  socket.setNoDelay(true);
  const text = scan();
  write(text.slice(0, 9));
  await new Promise((resolve) => setImmediate(resolve));
  write(text.slice(9));
  expect((await answers(1)).map(statusOf)).toEqual(['302']);
  socket.destroy();
});

test('HEAD gets the head alone, also of a page, and the connection goes on', async () => {
  const { socket, write, answers } = await open();
  write(`HEAD /p/nosuch HTTP/1.1\r\nHost: e.com\r\n\r\n`);
  const [page = ''] = await answers(1);
  expect(page).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
  expect(page).toMatch(/Content-Length: [1-9]/);
  expect(page).toMatch(/\r\n\r\n$/);
  write(scan());
  expect((await answers(2)).map(statusOf)).toEqual(['404', '302']);
  socket.destroy();
});

test('a client that has said its last still gets its answer, and then the end', async () => {
  const { socket, answers } = await open();
  const ended = new Promise((resolve) => socket.once('end', resolve));
  socket.end(scan(), 'latin1');
  expect((await answers(1)).map(statusOf)).toEqual(['302']);
  await ended;
});

test('a client that goes away before its answer is counted all the same, and harms nobody', async () => {
  const before = await totals();
  const { socket, write } = await open();
  write(scan());
  socket.resetAndDestroy();
  const other = await open();
  other.write(scan());
  expect((await other.answers(1)).map(statusOf)).toEqual(['302']);
  other.socket.destroy();
  await eventually(async () => expect(await totals()).toBeGreaterThan(before));
});

test('both ways in give the same answer, but for the connection', async () => {
  const { socket, write, answers } = await open();
  write(scan());
  const [lane = ''] = await answers(1);
  write(scan('TE: trailers\r\n'));
  const node = (await answers(2))[1] ?? '';
  const fields = (answer: string) =>
    answer
      .split('\r\n')
      .filter((line) => !/^(Date|Connection|Keep-Alive):/i.test(line))
      .toSorted();
  expect(fields(lane)).toEqual(fields(node));
  expect(lane).toMatch(/\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/);
  socket.destroy();
});

test('a server that stops lets go of idle connections at once', async () => {
  const stopping = await startProgram();
  const { hostname, port } = new URL(stopping.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('end', () => socket.end()).resume();
  await stopping.stop();
  await closed;
});

test('a tunnel that is asked for and reset at once harms nobody', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { socket, write } = await open();
    write('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((resolve) => setImmediate(resolve));
    socket.resetAndDestroy();
  }
  const { socket, write, answers } = await open();
  write(scan());
  expect((await answers(1)).map(statusOf)).toEqual(['302']);
  socket.destroy();
});

test('a client that never closes its side does not hold up the end', async () => {
  const stopping = await startProgram({ SHUTDOWN_SECONDS: '2' });
  const { hostname, port } = new URL(stopping.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined).resume();
  await stopping.stop();
  socket.end();
  await closed;
}, 20_000);

test('a link that a client may refuse comes with its page: a call button behind tel:', async () => {
  const access = await authenticate(program.core, 'qra', await program.key('qra'));
  const phone = { type: 'phone', content: { phone: '+436601234567' } } as const;
  const { slug: phoneSlug } = await createCode(program.core, access!, phone);
  const answer = await fetch(`${program.url}/p/${phoneSlug}`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, 'tel:+436601234567']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.text()).toContain('href="tel:+436601234567"');
});
