import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';

const run = promisify(execFile);
const toolLimitMs = 30_000;
const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')));
let pdfium: Promise<PDFiumLibrary> | undefined;

/** The first page as an independent reader draws it, on white. */
export async function rasterisePdf(file: Uint8Array<ArrayBuffer>, px: number) {
  pdfium ??= PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer });
  const document = await (await pdfium).loadDocument(file);
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const height = Math.round((px * originalHeight) / originalWidth);
    const drawn = await page.render({ width: px, height, render: async ({ data }) => data });
    return { data: new Uint8ClampedArray(drawn.data), width: drawn.width, height: drawn.height };
  } finally {
    document.destroy();
  }
}

/** The file with its streams unpacked, one byte a character, so that it can be read as text. */
export function unpackPdf(file: Uint8Array<ArrayBuffer>): string {
  const bytes = Buffer.from(file);
  let text = '';
  let at = 0;
  for (;;) {
    const start = bytes.indexOf('>>\nstream\n', at);
    if (start === -1) return text + bytes.toString('latin1', at);
    const data = start + '>>\nstream\n'.length;
    const entries = bytes.toString('latin1', bytes.lastIndexOf('<<', start), start);
    const end = data + Number(/\/Length (\d+)/.exec(entries)?.[1]);
    text += `${bytes.toString('latin1', at, data)}${inflateSync(bytes.subarray(data, end)).toString('latin1')}`;
    at = end;
  }
}

export type PrintTool = 'gs' | 'pdftoppm' | 'zbarimg';

/** Whether the program is installed. */
export async function hasTool(tool: PrintTool): Promise<boolean> {
  return await run('sh', ['-c', `command -v ${tool}`]).then(
    () => true,
    () => false,
  );
}

/** Runs the program in a folder of its own with the file in it; gives what `result` holds then, or what it printed. */
export async function runTool(
  tool: PrintTool,
  file: { readonly name: string; readonly bytes: Uint8Array },
  args: readonly string[],
  result?: string,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'quietzone-print-'));
  try {
    await writeFile(join(folder, file.name), file.bytes);
    const { stdout } = await run(tool, args, { cwd: folder, timeout: toolLimitMs });
    return result === undefined ? Buffer.from(stdout) : await readFile(join(folder, result));
  } finally {
    await rm(folder, { recursive: true });
  }
}
