import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMatrix } from '../matrix.ts';
import type { Frame } from './raster.ts';

const program = 'zbarimg';
const timeLimitMs = 20_000;
const findLimitMs = 3_000;

/** A reader that was found cannot be used now: nothing is wrong with the picture. */
export class DecoderUnavailableError extends Error {
  override readonly name = 'DecoderUnavailableError';

  constructor(options?: ErrorOptions) {
    super('The proof cannot use zbarimg now; try again soon', options);
  }
}

/** Whether ZBar's program is installed. */
export async function findZbar(): Promise<boolean> {
  const { failed, status } = await run(['--version'], findLimitMs);
  return !failed && status === 0;
}

/**
 * The program says what it read, but in a way that can be trusted with every text not in which file. So a code that says
 * `separatorText` stands between any two frames.
 */
const separatorText = '60718293645081726354';
const separator = drawSeparator();
/** `binary`: the bytes as they are; the program's own guess takes short words with umlauts for Japanese. */
const settings = ['-q', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', '-Sqrcode.binary'];

/** @throws {DecoderUnavailableError} where the program does not come to look at all frames */
export async function readWithZbar(
  frames: readonly Frame[],
  signal?: AbortSignal,
): Promise<readonly (string | null)[]> {
  signal?.throwIfAborted();
  try {
    const parts = await readAll(frames, signal);
    // Each separator is read: where one is missing, nobody looked at the frame before it, which is not to miss it.
    if (parts.length > frames.length) return frames.map((_, index) => findText(parts[index]));
  } catch (error) {
    signal?.throwIfAborted();
    throw new DecoderUnavailableError({ cause: error });
  }
  signal?.throwIfAborted();
  throw new DecoderUnavailableError();
}

/** What was read before each separator, and behind the last. */
async function readAll(
  frames: readonly Frame[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'quietzone-proof-'));
  try {
    const between = join(folder, 'separator.pgm');
    await writeFile(between, separator);
    const files = frames.map((_, index) => join(folder, `${index}.pgm`));
    for (const [index, frame] of frames.entries()) await writeFile(files[index] ?? '', renderPgm(frame));
    const named = files.flatMap((file) => [file, between]);
    const { output } = await run([...settings, ...named], timeLimitMs, signal);
    return output.split(`${separatorText}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program ends each text with a line break. */
function findText(part: string | undefined): string | null {
  return part === undefined || part === '' ? null : part.replace(/\n$/, '');
}

interface Run {
  readonly output: string;
  readonly failed: boolean;
  readonly status: number | null;
}

/** What it said until it ended, or was ended. `failed`: it could not be started, or not be listened to. */
function run(args: readonly string[], limitMs: number, signal?: AbortSignal): Promise<Run> {
  return new Promise((resolve) => {
    const child = start(args, limitMs, signal);
    const chunks: Buffer[] = [];
    let failed = child === undefined;
    const end = (status: number | null) =>
      resolve({ output: Buffer.concat(chunks).toString('utf8'), failed, status });
    if (child === undefined) return end(null);
    // Before all else: an error that nobody listens for ends the process.
    child.on('error', () => {
      failed = true;
      if (child.pid === undefined) end(null);
    });
    child.on('close', end);
    // None where there are no file descriptors left.
    child.stdout?.on('error', () => {
      failed = true;
    });
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  });
}

/** None where memory is short: that is thrown at once, and everything else told later. */
function start(args: readonly string[], limitMs: number, signal?: AbortSignal): ChildProcess | undefined {
  try {
    return spawn(program, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    });
  } catch {
    return undefined;
  }
}

/** Luma as of BT.601, in 256ths: a portable grey map, which needs no library to read. */
function renderPgm({ width, height, rgba }: Frame): Buffer {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const bytes = Buffer.alloc(head.length + width * height);
  head.copy(bytes);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * 4;
    const luma = 77 * (rgba[at] ?? 0) + 150 * (rgba[at + 1] ?? 0) + 29 * (rgba[at + 2] ?? 0);
    bytes[head.length + pixel] = luma >> 8;
  }
  return bytes;
}

function drawSeparator(): Buffer {
  const { size, modules } = encodeMatrix(separatorText, 'M');
  const modulePx = 4;
  const quiet = 4;
  const side = (size + 2 * quiet) * modulePx;
  const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < size * modulePx; y += 1) {
    for (let x = 0; x < size * modulePx; x += 1) {
      const dark = modules[Math.floor(y / modulePx) * size + Math.floor(x / modulePx)] === 1;
      const at = ((y + quiet * modulePx) * side + x + quiet * modulePx) * 4;
      if (dark) rgba.fill(0, at, at + 3);
    }
  }
  return renderPgm({ width: side, height: side, rgba });
}
