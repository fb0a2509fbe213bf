import { beforeAll, expect, test } from 'vitest';
import { pictureSources, type SourceName } from '../../../test/support/pictures.ts';
import { unpackPdf } from '../../../test/support/print-tools.ts';
import type { PictureSource } from '../../core/designs/picture.ts';
import { composeScene } from '../draw/compose-scene.ts';
import { fitSymbol } from '../fit.ts';
import { outlineText } from '../words/outline.ts';
import { PdfPage } from './page.ts';
import { paintScene } from './paint-scene.ts';
import { PdfFile } from './writer.ts';

let sources: Readonly<Record<SourceName, PictureSource>>;
beforeAll(async () => {
  sources = await pictureSources();
});

function drawPage(name: SourceName): PdfPage {
  const page = new PdfPage(60, 80);
  const scene = composeScene(sources[name], fitSymbol(sources[name]), outlineText);
  for (const yMm of [0, 40]) {
    paintScene(page, scene, { xMm: 10, yMm, widthMm: 30 }, { mode: 'rgb', spot: null });
  }
  return page;
}

function writeFile(pages: readonly PdfPage[], facts: { title: string; createdAtMs?: number }) {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const file = new PdfFile((chunk) => chunks.push(chunk), facts);
  for (const page of pages) file.addPage(page);
  file.end();
  return Buffer.concat(chunks);
}

test('what pages have in common is in the file once: the logo, its transparency and its gradient', () => {
  const framed = drawPage('framed');
  const text = unpackPdf(writeFile([framed, drawPage('framed'), drawPage('dots'), framed], { title: 'x' }));
  expect(text.match(/\/Subtype \/Image/g)).toHaveLength(2);
  expect(text.match(/\/SMask \d+ 0 R/g)).toHaveLength(1);
  expect(text.match(/\/ShadingType/g)).toHaveLength(1);
  expect(text.match(/\/Type \/Page /g)).toHaveLength(4);
  expect(text).toContain('/Count 4');
});

test('a page is written when it is added, and nothing of it is written again', () => {
  const written: number[] = [];
  const file = new PdfFile((chunk) => written.push(chunk.length), { title: 'x' });
  const total = () => written.reduce((sum, length) => sum + length, 0);
  const sizes = [0, 1, 2, 3].map(() => {
    const before = total();
    file.addPage(drawPage('logo'));
    return total() - before;
  });
  // The first one brings the logo; the others differ by the digits of their numbers alone.
  expect(sizes[0]).toBeGreaterThan(sizes[1]! + 1000);
  expect(Math.max(...sizes.slice(1)) - Math.min(...sizes.slice(1))).toBeLessThan(16);
  const before = total();
  file.end();
  expect(total() - before).toBeLessThan(1500);
});

test('the table at the end says of every object where it begins, and no object is missing (7.5.4)', () => {
  const bytes = writeFile([drawPage('gradient'), drawPage('logo')], { title: 'x' });
  const text = bytes.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, count, rows = ''] =
    /^xref\n0 (\d+)\n0{10} 65535 f \n((?:\d{10} 0{5} n \n)+)trailer/.exec(text.slice(table)) ?? [];
  const offsets = rows.match(/\d{10}(?= 0{5} n )/g) ?? [];
  expect(offsets).toHaveLength(Number(count) - 1);
  for (const [index, offset] of offsets.entries()) {
    const start = `${index + 1} 0 obj\n`;
    expect(text.slice(Number(offset), Number(offset) + start.length)).toBe(start);
  }
  const named = [...unpackPdf(bytes).matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
  expect(Math.max(...named)).toBeLessThan(Number(count));
});

test('the title is kept in any script; a time is named only where one is given', () => {
  const titled = writeFile([drawPage('plain')], {
    title: 'Größe 日本',
    createdAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  });
  expect(titled.toString('latin1')).toContain('/Title <feff0047007200f600df0065002065e5672c>');
  expect(titled.toString('latin1')).toContain('/CreationDate (D:20260102030405Z)');
  const timeless = writeFile([drawPage('plain')], { title: 'x' });
  expect(timeless.toString('latin1')).not.toContain('Date');
  expect(timeless.equals(writeFile([drawPage('plain')], { title: 'x' }))).toBe(true);
});
