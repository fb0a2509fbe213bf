import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { decodeCpuMsMax, decoded, endedByWatch, refused } from './decoder-words.ts';
import { logoSideMax, refusal } from './refusal.ts';

/** More is asked for than can be decoded soon, or the process did not start in time: nothing is wrong with the file. */
export class UploadBusyError extends Error {
  override readonly name = 'UploadBusyError';
}

/** The promise of memory is for all uploads together. */
const runningMax = 1;
const waitingMax = 8;
/** From the start of the process to its end. Its own watch is faster; this is for a machine that is very busy. */
const processMsMax = 20_000;
/** Nothing that is kept is larger: pixels as they are, and the PNG around them. */
const replyBytesMax = logoSideMax * logoSideMax * 4 + 65_536;
/** Of a message that comes from there. */
const wordsMax = 300;

let running = 0;
const waiting: (() => void)[] = [];

/** The PNG that is kept of an upload, which is judged and decoded there. One at a time, and a few wait. */
export async function decodeApart(upload: Buffer): Promise<Buffer> {
  await takeTurn();
  try {
    return readReply(await runProcess(upload));
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function takeTurn(): Promise<void> {
  if (running < runningMax) {
    running += 1;
    return Promise.resolve();
  }
  if (waiting.length >= waitingMax) {
    return Promise.reject(new UploadBusyError('Too many pictures are uploaded at once; try again soon'));
  }
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

interface Ended {
  readonly reply: Buffer;
  /** What it said of its end. */
  readonly said: string;
  readonly tooLate: boolean;
}

const processFile = fileURLToPath(
  new URL(`./decoder-process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
);

/** No network, no writing, no other program, and nothing of the environment, as far as JavaScript reaches. */
const processFlags = [
  '--permission',
  '--allow-fs-read=*',
  '--allow-addons',
  '--allow-worker',
  '--no-warnings',
  '--max-old-space-size=128',
  '--max-semi-space-size=1',
];

/** Where there is one, the process is started by a shell that lets no decoder that breaks write its memory to disk. */
const shell = '/bin/sh';
const command: readonly [program: string, ...args: string[]] = existsSync(shell)
  ? [shell, '-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, ...processFlags, processFile]
  : [process.execPath, ...processFlags, processFile];

/** Without memory there is none, by an error at once; without file descriptors one without streams, by an error later. */
function startProcess(): ChildProcess {
  const [program, ...args] = command;
  try {
    return spawn(program, args, {
      env: { UV_THREADPOOL_SIZE: '2' },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
  } catch (error) {
    throw notStarted(error);
  }
}

function notStarted(cause: unknown): UploadBusyError {
  return new UploadBusyError('Pictures cannot be decoded now; try again soon', { cause });
}

function runProcess(upload: Buffer): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = startProcess();
    let tooLate = false;
    const timer = setTimeout(() => {
      tooLate = true;
      child.kill('SIGKILL');
    }, processMsMax);
    // Before all else: an error that nobody listens for ends the server.
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(notStarted(error));
    });
    const reply = collect(child, child.stdout, replyBytesMax);
    const said = collect(child, child.stderr, 4096);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ reply: Buffer.concat(reply), said: Buffer.concat(said).toString(), tooLate });
    });
    // One that ended before it had read all is told of by its end.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(upload);
  });
}

/** What a stream says, and the end of a process that says too much. No stream where the process was not started. */
function collect(child: ChildProcess, stream: Readable | null, bytesMax: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let bytes = 0;
  stream?.on('error', () => child.kill('SIGKILL'));
  stream?.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > bytesMax) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  return pieces;
}

function readReply({ reply, said, tooLate }: Ended): Buffer {
  if (reply[0] === decoded) return reply.subarray(1);
  if (reply[0] === refused) {
    throw refusal(reply.toString('utf8', 1).slice(0, wordsMax));
  }
  if (said.includes(endedByWatch.memory)) {
    throw refusal('takes far too much memory to draw: simplify it or send a small PNG');
  }
  if (said.includes(endedByWatch.time)) {
    throw refusal(`takes more than ${decodeCpuMsMax / 1000} s to draw: simplify it or send a small PNG`);
  }
  if (tooLate || said.includes(endedByWatch.busy))
    throw new UploadBusyError('Pictures take too long to decode now; try again soon');
  throw refusal('cannot be decoded: export it again');
}
