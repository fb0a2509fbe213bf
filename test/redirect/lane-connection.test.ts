import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Reply } from '../../src/redirect/answer.ts';
import { createLane, type Lane } from '../../src/redirect/lane/lane.ts';
import { eventually } from '../support/eventually.ts';

const page = { status: 404, headers: ['Content-Length', '4000'], body: 'x'.repeat(4000) };
const request = 'GET /p/abc HTTP/1.1\r\nHost: e.com\r\n\r\n';

let server: Server;
let lane: Lane;
let sockets: Socket[] = [];
let handedOver: string[] = [];

/** A lane behind a real socket; `answer` decides when its requests are answered. */
async function listen(answer: (reply: Reply) => void): Promise<Socket> {
  sockets = [];
  handedOver = [];
  lane = createLane({
    answer: (_request, reply) => answer(reply),
    handOver: (socket, chunk) => {
      handedOver.push(chunk.toString());
      socket.destroy();
    },
    firstByteMs: 10_000,
    idleMs: 10_000,
  });
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    lane.take(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await new Promise((resolve) => client.once('connect', resolve));
  return client;
}

afterEach(async () => {
  lane.destroyAll();
  await new Promise((resolve) => server.close(resolve));
});

const asked = (count: number, replies: Reply[]) =>
  eventually(() => expect(replies.length).toBeGreaterThanOrEqual(count));

test('a client that asks and never reads gets no more memory than a buffer', async () => {
  let onAnswer = () => undefined as unknown;
  const client = await listen((reply) => {
    reply.send(page);
    onAnswer();
  });
  client.pause();
  // The system's own buffers take some megabytes first.
  for (let answered = 0; answered < 10_000 && sockets[0]?.isPaused() !== true; answered += 1) {
    const next = new Promise<void>((resolve) => {
      onAnswer = resolve;
    });
    client.write(request);
    await next;
  }
  expect(sockets[0]!.isPaused()).toBe(true);
  expect(sockets[0]!.writableLength).toBeLessThan(100_000);
  expect(handedOver).toEqual([]);
  client.destroy();
});

test('what is still there is cut off when the grace is over', async () => {
  const client = await listen(() => undefined);
  client.write(request);
  await eventually(() => expect(sockets).toHaveLength(1));
  lane.close();
  const closed = new Promise((resolve) => client.once('close', resolve));
  lane.destroyAll();
  client.on('error', () => undefined).resume();
  client.end();
  await closed;
});

test('a connection that died while its request was answered is not handed over', async () => {
  const replies: Reply[] = [];
  const client = await listen((reply) => replies.push(reply));
  client.setNoDelay(true).write(request);
  await asked(1, replies);
  client.write('GET /readyz HTTP/1.1\r\nHost: e.com\r\n\r\n');
  const gone = new Promise((resolve) => sockets[0]!.once('close', resolve));
  client.resetAndDestroy();
  await gone;
  replies[0]!.send(page);
  expect(handedOver).toEqual([]);
});

test('requests sent together with the end of the connection are all answered', async () => {
  const replies: Reply[] = [];
  const client = await listen((reply) => replies.push(reply));
  let text = '';
  client
    .setNoDelay(true)
    .setEncoding('latin1')
    .on('data', (chunk) => {
      text += chunk;
    });
  const ended = new Promise((resolve) => client.once('end', resolve));
  client.write(request);
  await asked(1, replies);
  client.end(request);
  await eventually(() => expect(sockets[0]!.isPaused() || sockets[0]!.readableEnded).toBe(true));
  replies[0]!.send(page);
  if (handedOver.length === 0) {
    await asked(2, replies);
    replies[1]!.send(page);
    await ended;
    expect(text.match(/HTTP\/1\.1 404/g)).toHaveLength(2);
  }
  client.destroy();
});

test('a request that meets the closing lane is not taken', async () => {
  const replies: Reply[] = [];
  const client = await listen((reply) => replies.push(reply));
  client.setNoDelay(true).write(request);
  await asked(1, replies);
  replies[0]!.send(page);
  lane.close();
  const closed = new Promise((resolve) => client.once('close', resolve));
  client.on('error', () => undefined);
  client.end(request);
  client.resume();
  await closed;
  expect(replies).toHaveLength(1);
});
