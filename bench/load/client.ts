/**
 * An HTTP load generator: keep-alive connections that send the given requests in turn, each as soon as its last
 * answer is there. Reads its job as JSON from the file named on the command line and prints its result as JSON.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { quantilesOf } from '../quantiles.ts';
import type { LoadJob, LoadResult } from './load.ts';

const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as LoadJob;
const requests = job.requests.map((text) => Buffer.from(text, 'latin1'));
const latencies: number[] = [];
let errors = 0;
let next = 0;
let ended = false;

const headEnd = Buffer.from('\r\n\r\n');

function open(): Socket {
  const socket = connect(job.port, '127.0.0.1').setNoDelay(true);
  let sentAt = 0;
  let rest: Buffer = Buffer.alloc(0);
  const send = () => {
    sentAt = performance.now();
    socket.write(requests[next++ % requests.length] as Buffer);
  };
  const fail = () => {
    if (!ended) errors += 1;
  };
  socket.on('connect', send);
  socket.on('error', fail);
  socket.on('close', () => !ended && fail());
  socket.on('data', (data: Buffer) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    const length = answerLength(rest);
    if (length === null || rest.length < length) return;
    latencies.push(performance.now() - sentAt);
    // A status of 400 or more, at `HTTP/1.1 `.
    if ((rest[9] ?? 0) >= 0x34) errors += 1;
    rest = rest.subarray(length);
    if (!ended) send();
  });
  return socket;
}

/** Of head and body (RFC 9112, 6.3); null while the head is not complete. */
function answerLength(bytes: Buffer): number | null {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return end + 4 + Number(length);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return end + 4;
  const last = bytes.indexOf('\r\n0\r\n\r\n', end + 2);
  return last < 0 ? null : last + 7;
}

const startedAt = performance.now();
const sockets = Array.from({ length: job.connections }, open);
setTimeout(() => {
  ended = true;
  const seconds = (performance.now() - startedAt) / 1000;
  const { p50, p99, max } = quantilesOf(latencies);
  const perSecond = latencies.length / seconds;
  const result: LoadResult = {
    answers: latencies.length,
    perSecond,
    p50Ms: p50,
    p99Ms: p99,
    maxMs: max,
    errors,
  };
  for (const socket of sockets) socket.destroy();
  process.stdout.write(`${JSON.stringify(result)}\n`);
}, job.seconds * 1000);
