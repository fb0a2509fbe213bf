import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { pictureSources, plainOutput, type SourceName } from '../../../test/support/pictures.ts';
import { unpackPdf } from '../../../test/support/print-tools.ts';
import type { Output, PictureFormat, PictureSource } from '../../core/designs/picture.ts';
import { renderPicture } from '../render.ts';

/** SHA-256 by format and design. `QUIETZONE_GOLDEN=write` writes them anew; look at the pictures before you keep them. */
const file = fileURLToPath(new URL('golden.json', import.meta.url));
const writes = process.env.QUIETZONE_GOLDEN === 'write';
const golden: Record<string, Record<string, string>> = writes ? {} : JSON.parse(readFileSync(file, 'utf8'));

let sources: Readonly<Record<SourceName, PictureSource>>;
beforeAll(async () => {
  sources = await pictureSources();
});

/** Those that no rasteriser has a part in: its pixels differ by a hair between processors. */
const named: readonly { format: PictureFormat; names: readonly SourceName[]; wish?: Partial<Output> }[] = [
  { format: 'svg', names: ['plain', 'turned', 'dots', 'gradient', 'boxed'] },
  { format: 'png', names: ['plain', 'turned'] },
  {
    format: 'pdf',
    names: ['plain', 'turned', 'dots', 'gradient', 'boxed'],
    wish: { mm: 40, bleedMm: 3, ink: 'cmyk' },
  },
  { format: 'eps', names: ['plain', 'turned', 'dots', 'gradient', 'boxed'], wish: { mm: 40, ink: 'cmyk' } },
  { format: 'zpl', names: ['plain'], wish: { mm: 25, dpi: 203 } },
];

/** What deflate makes of the same bytes differs between processors as well: it is undone first. */
function contentOf(format: PictureFormat, bytes: Uint8Array<ArrayBuffer>): string {
  if (format === 'pdf')
    return unpackPdf(bytes)
      .replace(/\/Length \d+/g, '')
      .replace(/xref\n.*/s, '');
  if (format !== 'png') return Buffer.from(bytes).toString('latin1');
  const at = Buffer.from(bytes).indexOf('IDAT');
  return (
    Buffer.from(bytes.subarray(0, at - 4)).toString('latin1') +
    inflateSync(bytes.subarray(at + 4)).toString('latin1')
  );
}

test.each(named)('$format files are the ones that were looked at, and the same twice', async (row) => {
  const { format, names, wish } = row;
  const found: Record<string, string> = {};
  for (const name of names) {
    const output: Output = { ...plainOutput, ...wish, format };
    const { bytes } = await renderPicture(sources[name], output);
    const again = await renderPicture(sources[name], output);
    expect(Buffer.from(again.bytes).equals(Buffer.from(bytes))).toBe(true);
    found[name] = createHash('sha256').update(contentOf(format, bytes), 'latin1').digest('hex');
  }
  if (writes) golden[format] = found;
  if (writes) writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  expect(found).toEqual(golden[format]);
});

test('files that a rasteriser has a part in are the same twice', async () => {
  for (const format of ['png', 'jpg', 'webp', 'zpl', 'pdf', 'eps'] as const) {
    const output: Output = { ...plainOutput, format, px: 200 };
    const files = [];
    for (let n = 0; n < 2; n += 1)
      files.push(Buffer.from((await renderPicture(sources.framed, output)).bytes));
    expect(files[0]!.equals(files[1]!)).toBe(true);
  }
});
