import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { flat, laughing, makePng, makeZip, pngChunk, svg } from '../../../test/support/hostile-pictures.ts';
import { threadTimeMs } from '../../../test/support/thread-time.ts';
import { PictureError } from '../errors.ts';
import { inspectUpload } from './inspect.ts';

function solid(size: number): Buffer {
  return makePng({ width: size, height: size });
}
const jpegOf = () => sharp(solid(32)).jpeg().toBuffer();
const progressiveOf = () => sharp(solid(32)).jpeg({ progressive: true }).toBuffer();
const webpOf = (lossless = false) => sharp(solid(32)).webp({ lossless }).toBuffer();

function expectRefused(bytes: Buffer, words: RegExp): void {
  const startMs = threadTimeMs();
  let thrown: unknown;
  try {
    inspectUpload(bytes);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PictureError);
  expect(thrown).toMatchObject({ field: 'file', message: expect.stringMatching(words) });
  expect(threadTimeMs() - startMs).toBeLessThan(1_500);
}

describe('a raster that lies or is something else besides is refused by its bytes', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    [
      'a header of 50,000 × 50,000 px',
      () => makePng({ width: 50_000, height: 50_000, unpacked: 99 }),
      /4 megapixels/,
    ],
    [
      'a palette that is not there',
      () => makePng({ width: 9, height: 9, colourType: 3, unpacked: 90 }),
      /no palette/,
    ],
    ['an archive behind a PNG', () => Buffer.concat([solid(9), makeZip()]), /behind its end/],
    [
      'a page behind a JPEG',
      async () => Buffer.concat([await jpegOf(), Buffer.from('<html><script>')]),
      /behind its end/,
    ],
    ['an archive behind a WebP', async () => Buffer.concat([await webpOf(), makeZip()]), /behind its end/],
    [
      'an archive inside a PNG',
      () => makePng({ width: 9, height: 9, extra: [pngChunk('zzZz', makeZip())] }),
      /archive at once/,
    ],
    [
      'a program inside a PNG',
      () => makePng({ width: 9, height: 9, extra: [pngChunk('tEXt', Buffer.from('a\0<?php x'))] }),
      /program at once/,
    ],
    [
      'a GIF that says it is nothing else',
      () => Buffer.from('GIF89a/*<svg xmlns="http://www.w3.org/2000/svg"/>*/'),
      /is a GIF/,
    ],
    ['1 MB and a byte', () => Buffer.alloc(1_000_001, 0x89), /larger than 1 MB/],
    ['nothing', () => Buffer.alloc(0), /is empty/],
    ['a PNG with a wrong checksum', () => broken(solid(9), 40), /checksum/],
    [
      'a PNG that moves',
      () => makePng({ width: 9, height: 9, extra: [pngChunk('acTL', Buffer.alloc(8))] }),
      /animated/,
    ],
    [
      'a colour profile that bursts',
      () => makePng({ width: 9, height: 9, extra: [profileBomb()] }),
      /colour profile/,
    ],
    ['a JPEG of two sizes', async () => twoFrames(await jpegOf()), /two sizes/],
    ['a WebP of two sizes', async () => broken(await alphaWebp(), 24), /two sizes/],
    ['a WebP that moves', async () => animated(), /animated/],
  ])('%s', async (_, bytes, words) => {
    expectRefused(await bytes(), words);
  });
});

function broken(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

function profileBomb(): Buffer {
  return pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateSync(Buffer.alloc(9_000_000))]));
}

function twoFrames(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const end = at + 2 + jpeg.readUInt16BE(at + 2);
  return Buffer.concat([jpeg.subarray(0, end), jpeg.subarray(at, end), jpeg.subarray(end)]);
}

/** With a canvas of its own, in a chunk in front of the picture. */
function alphaWebp(): Promise<Buffer> {
  return sharp(solid(32))
    .withExif({ IFD0: { Artist: 'x' } })
    .webp()
    .toBuffer();
}

function animated(): Promise<Buffer> {
  const frames = Buffer.alloc(8 * 16 * 4, 128);
  frames.fill(9, 0, 8 * 8 * 4);
  const raw = { width: 8, height: 16, channels: 4, pageHeight: 8 } as const;
  return sharp(frames, { raw })
    .webp({ delay: [99, 99] })
    .toBuffer();
}

const documentType =
  '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';

function nested(open: string, levels: number): string {
  return open.repeat(levels) + flat.rect + '</g>'.repeat(levels);
}

describe('an SVG that loads, runs, grows or never ends is refused by its text', () => {
  const outside = /loads something from outside/;
  test.each<[string, () => Buffer, RegExp]>([
    [
      'a picture of a server',
      () => svg(`<image href="http://127.0.0.1:9/a.png" width="9" height="9"/>`),
      outside,
    ],
    [
      'a picture of the disk',
      () => svg('<image xlink:href="file:///etc/hostname" width="9" height="9"/>'),
      outside,
    ],
    ['a path of the disk', () => svg('<image href="/etc/hostname" width="9" height="9"/>'), outside],
    [
      'a fill of a server',
      () => svg(`<rect fill="url(http://127.0.0.1:9/#a)" width="9" height="9"/>`),
      outside,
    ],
    [
      'a style of a server',
      () => svg(`<style>@import url(http://127.0.0.1:9/a.css);</style>`),
      /style rules/,
    ],
    [
      'a style that hides an address',
      () => svg(`<style>rect{fill:\\75rl(http://127.0.0.1:9/)}</style>`),
      /style rules/,
    ],
    [
      'a font of a server',
      () => svg(`<style>@font-face{src:url(http://127.0.0.1:9/)}</style>`),
      /style rules/,
    ],
    [
      'a document type of a server',
      () => Buffer.concat([Buffer.from(`<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/">`), svg('')]),
      /DOCTYPE/,
    ],
    [
      'a style sheet of a server',
      () => Buffer.concat([Buffer.from(`<?xml-stylesheet href="http://127.0.0.1:9/"?>`), svg('')]),
      /processing/,
    ],
    [
      'entities that laugh a billion times',
      () => Buffer.from(`<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${svg('<g>&b;</g>')}`),
      /entities/,
    ],
    ['groups that laugh a billion times', () => svg(laughing(30)), /more than 20000 shapes/],
    [
      'masks that laugh a billion times',
      () => svg(laughing(30, (id) => `<rect width="9" height="9" mask="url(#${id})"/>`)),
      /more than 20000 shapes/,
    ],
    ['a group that uses itself', () => svg('<g id="a"><use href="#a"/></g>'), /inside that part/],
    [
      'a style that makes a pattern fill itself',
      () =>
        svg(
          '<style>.x{fill:url(#p)}</style><pattern id="p"><rect class="x" width="9" height="9"/></pattern><rect class="x"/>',
        ),
      /inside that part/,
    ],
    [
      'a chain of 10,000 references',
      () => svg(Array.from({ length: 10_000 }, (_, n) => `<use id="u${n}" href="#u${n + 1}"/>`).join('')),
      /too deeply/,
    ],
    ['100,000 levels', () => svg('<g>'.repeat(100_000)), /too deeply/],
    ['a script', () => svg('<script>fetch("x")</script>'), /scripts/],
    ['a script by another name', () => svg('<x:SCRIPT xmlns:x="http://www.w3.org/2000/svg"/>'), /scripts/],
    ['a handler', () => svg('<rect onload="x()" width="9" height="9"/>'), /scripts/],
    [
      'an embedded page',
      () => svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
      /pages/,
    ],
    ['text', () => svg('<text y="20">Menu</text>'), /turn text into paths/],
    [
      'an SVG in an SVG',
      () => svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>'),
      outside,
    ],
    [
      'a bomb in an SVG',
      () => {
        const bomb = makePng({ width: 50_000, height: 50_000, unpacked: 99 }).toString('base64');
        return svg(`<image href="data:image/png;base64,${bomb}" width="9" height="9"/>`);
      },
      /4 megapixels/,
    ],
    ['no size', () => svg(flat.rect, ''), /without a size/],
    ['two of one id', () => svg('<g id="a"/><g id="a"/>'), /same id/],
    ['two elements at the top', () => Buffer.concat([svg(''), svg('')]), /well-formed/],
    ['a tag that is not closed', () => svg('<g>'), /well-formed/],
    ['UTF-16', () => Buffer.from(`\ufeff${svg('').toString()}`, 'utf16le'), /no picture that is known/],
    ['a name of an entity', () => svg('<g id="&a;"/>'), /entities/],
    [
      '200,000 rules',
      () => svg(`<style>${'.a{fill:url(#a)}'.repeat(50_000)}</style>`),
      /too many style rules/,
    ],
    [
      'a selector of a megabyte',
      () => svg(`<style>${'a'.repeat(400_000)} b{fill:url(#${'x'.repeat(300)})}</style>`),
      outside,
    ],
    [
      'a document type of SVG with entities of its own',
      () => Buffer.concat([Buffer.from(documentType.replace('>', ' [<!ENTITY a "ha">]>')), svg('')]),
      /DOCTYPE/,
    ],
    [
      'a document type of SVG from elsewhere',
      () => Buffer.concat([Buffer.from(documentType.replace('www.w3.org', 'example.org')), svg('')]),
      /DOCTYPE/,
    ],
    ['two document types', () => Buffer.concat([Buffer.from(documentType.repeat(2)), svg('')]), /DOCTYPE/],
    ['a document type behind the picture', () => svg(documentType), /DOCTYPE/],
    ['120 layers', () => svg(nested('<g opacity=".9">', 120)), /layers of transparency/],
    [
      '120 layers by a style',
      () => svg(`<style>svg g.a{fill:red;opacity:.9}</style>${nested('<g class="a">', 120)}`),
      /layers of transparency/,
    ],
    [
      'a filter of 200 steps',
      () => svg(`<filter id="f">${'<feFlood/>'.repeat(200)}</filter><rect filter="url(#f)" width="9"/>`),
      /layers of transparency/,
    ],
    [
      'a tile of a million px',
      () => svg('<pattern id="p" patternUnits="userSpaceOnUse" width="1e6" height="1e6"/>'),
      /pattern/,
    ],
    ['a tile of a million shapes', () => svg('<pattern id="p" width="100000000%" height="1"/>'), /pattern/],
    ['a page', () => Buffer.from('<!doctype html><svg xmlns="http://www.w3.org/2000/svg"/>'), /DOCTYPE/],
    ['another element at the top', () => Buffer.from('<html/>'), /pages/],
  ])('%s', (_, bytes, words) => {
    expectRefused(bytes(), words);
  });
});

test('a file that was cut off is refused, wherever it was cut', async () => {
  const drawing = svg(`<!-- a --><g>${flat.rect.repeat(20)}</g>`);
  const whole = [
    solid(64),
    await jpegOf(),
    await progressiveOf(),
    await webpOf(),
    await webpOf(true),
    drawing,
  ];
  for (const bytes of whole) {
    expect(() => inspectUpload(bytes)).not.toThrow();
    for (let tenth = 0; tenth < 10; tenth += 1) {
      expectRefused(
        bytes.subarray(0, Math.floor((bytes.length * tenth) / 10)),
        /ends early|is empty|no picture|well-formed/,
      );
    }
    expectRefused(bytes.subarray(0, bytes.length - 1), /ends early/);
  }
});

test('what drawing programs write is taken, and only what is drawn is left of it', () => {
  const file = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with a drawing program -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="20mm" height="10mm" viewBox="0 0 20 10" inkscape:version="1.4">
  <title>Logo &amp; more</title><metadata><rdf:RDF><rdf:li>x</rdf:li></rdf:RDF></metadata>
  <defs><style type="text/css"><![CDATA[.cls-1{fill:url(#g)} .cls-2{clip-path:url(#c)} /* note */]]></style>
    <linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>
    <clipPath id="c"><rect class="cls-1" width="20" height="10"/></clipPath></defs>
  <g inkscape:label="Layer" class="cls-2"><path class="cls-1" d="M0 0h20v10z"/><use xlink:href="#p" xmlns:xlink="http://www.w3.org/1999/xlink"/></g>
  <path id="p" d="M1 1h2v2z"/>
</svg>`;
  const inspected = inspectUpload(Buffer.from(file));
  if (inspected.kind !== 'svg') throw new Error('an SVG is one');
  const { markup, width, height } = inspected.svg;
  expect([width, height]).toEqual([1024, 512]);
  expect(markup).toContain('<use href="#p">');
  expect(markup).toContain('class="cls-1"');
  expect(markup).not.toMatch(/inkscape|rdf|title|Logo|note|<!--|<\?/);
});

test.each([
  ['SVG 1.0', '-//W3C//DTD SVG 1.0//EN', 'http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd'],
  [
    'SVG 20010904',
    '-//W3C//DTD SVG 20010904//EN',
    'http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd',
  ],
  ['SVG 1.1', '-//W3C//DTD SVG 1.1//EN', 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'],
])('the document type of %s, which old programs write, is left out', (_, name, address) => {
  const head = `<?xml version="1.0"?>\n<!-- Generator -->\n<!DOCTYPE svg PUBLIC "${name}"\n "${address}">\n`;
  const inspected = inspectUpload(Buffer.concat([Buffer.from(head), svg(flat.rect)]));
  expect(inspected).toMatchObject({ kind: 'svg', svg: { markup: expect.not.stringContaining('DOCTYPE') } });
});

test('more layers than fit into the memory as they are take fewer pixels each; values that do nothing make none', () => {
  const sideOf = (inside: string) => {
    const inspected = inspectUpload(svg(inside));
    return inspected.kind === 'svg' && inspected.svg.width;
  };
  expect(sideOf(nested('<g opacity=".9">', 11))).toBe(1024);
  expect(sideOf(nested('<g opacity=".9">', 23))).toBe(724);
  expect(sideOf(nested('<g style="opacity:1;filter:none" mask="none">', 60))).toBe(1024);
});
