import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import jsqr from 'jsqr';
import { decodeQR } from 'qr/decode.js';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ProofDecoder } from '../../core/designs/proof.ts';
import type { Frame } from './raster.ts';
import { findZbar, readWithZbar } from './zbar.ts';

/** What a reader of codes makes of frames: for each the text of the one code in it, or null. */
export interface Decoder {
  readonly name: ProofDecoder;
  /** Frames that are best read in one go: those of a process that has to be started. */
  readonly batch: number;
  /** Rejects with the signal's reason when it is aborted. */
  read(frames: readonly Frame[], signal?: AbortSignal): Promise<readonly (string | null)[]>;
}

let opened: Promise<readonly Decoder[]> | undefined;

/** Those of this machine, the same for the life of the thread. */
export function openDecoders(): Promise<readonly Decoder[]> {
  opened ??= findDecoders();
  return opened;
}

async function findDecoders(): Promise<readonly Decoder[]> {
  const built: readonly Decoder[] = [
    openZxing(),
    decoderOf('jsqr', readWithJsqr),
    decoderOf('qr', readWithQr),
  ];
  return (await findZbar()) ? [...built, { name: 'zbar', batch: zbarBatch, read: readWithZbar }] : built;
}

const zbarBatch = 24;

type ReadFrame = (frame: Frame) => string | null | Promise<string | null>;

function decoderOf(name: ProofDecoder, readFrame: ReadFrame): Decoder {
  return {
    name,
    batch: 1,
    async read(frames, signal) {
      const texts: (string | null)[] = [];
      for (const frame of frames) {
        signal?.throwIfAborted();
        texts.push(await readFrame(frame));
      }
      return texts;
    },
  };
}

/** ZXing-C++. Without its binary it would fetch one from the network. */
function openZxing(): Decoder {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  return decoderOf('zxing', async ({ rgba, width, height }) => {
    const pixels = { data: rgba, width, height, colorSpace: 'srgb', pixelFormat: 'rgba-unorm8' } as const;
    const codes = await readBarcodes(pixels, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
    return codes[0]?.isValid ? codes[0].text : null;
  });
}

/** As pages that scan call it: trying the negative as well takes twice the time, so that most do not. */
function readWithJsqr({ rgba, width, height }: Frame): string | null {
  return jsqr.default(rgba, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}

/** Without a limit of time, which would make a slow machine read less than a fast one. */
function readWithQr({ rgba, width, height }: Frame): string | null {
  try {
    return decodeQR({ data: rgba, width, height }, { timeLimit: Number.POSITIVE_INFINITY });
  } catch {
    return null;
  }
}
