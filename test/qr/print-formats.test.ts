import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Output, PictureSource } from '../../src/core/designs/picture.ts';
import { renderPicture } from '../../src/qr/render.ts';
import { decodeWithAll, readPixels } from '../support/decode-qr.ts';
import { link, pictureSources, plainOutput, type SourceName } from '../support/pictures.ts';
import { hasTool, type PrintTool, rasterisePdf, runTool, unpackPdf } from '../support/print-tools.ts';

let sources: Readonly<Record<SourceName, PictureSource>>;
const missing = new Set<PrintTool>();
beforeAll(async () => {
  sources = await pictureSources();
  for (const tool of ['gs', 'pdftoppm', 'zbarimg'] as const) if (!(await hasTool(tool))) missing.add(tool);
});

const names = ['plain', 'turned', 'dots', 'gradient', 'logo', 'framed', 'boxed'] as const;
const inks = ['rgb', 'cmyk'] as const;
const all = { zxing: link, jsqr: link, qr: link };

async function draw(name: SourceName, wish: Partial<Output>) {
  return await renderPicture(sources[name], { ...plainOutput, ...wish });
}

/** What a print shop would have: the file as Ghostscript or Poppler draw it, smoothed, 300 dpi. */
async function drawWith(tool: 'gs' | 'pdftoppm', bytes: Uint8Array, name: string): Promise<Buffer> {
  const smooth = ['-dTextAlphaBits=4', '-dGraphicsAlphaBits=4'];
  const args = {
    gs: [
      '-q',
      '-dBATCH',
      '-dNOPAUSE',
      '-dSAFER',
      '-dEPSCrop',
      ...smooth,
      '-sDEVICE=png16m',
      '-r300',
      '-o',
      'out.png',
      name,
    ],
    pdftoppm: ['-r', '300', '-png', '-singlefile', name, 'out'],
  };
  return await runTool(tool, { name, bytes }, args[tool], 'out.png');
}

describe.each(names)('%s', (name) => {
  test('the PDF is read back by three readers as an independent program draws it, in both inks', async () => {
    for (const ink of inks) {
      const { bytes } = await draw(name, { format: 'pdf', mm: 30, ink });
      expect({ ink, ...(await decodeWithAll(await rasterisePdf(bytes, 800))) }).toEqual({ ink, ...all });
    }
  });

  test('the PDF as Poppler and Ghostscript draw it', async (ctx) => {
    const { bytes } = await draw(name, { format: 'pdf', mm: 30, ink: 'cmyk', bleedMm: 2 });
    for (const tool of ['pdftoppm', 'gs'] as const) {
      if (missing.has(tool)) return ctx.skip(`${tool} is not installed`);
      const read = await decodeWithAll(await readPixels(await drawWith(tool, bytes, 'a.pdf')));
      expect({ tool, ...read }).toEqual({ tool, ...all });
    }
  });

  test('the EPS as Ghostscript draws it, of the size that it says, in both inks', async (ctx) => {
    if (missing.has('gs')) return ctx.skip('gs is not installed');
    for (const ink of inks) {
      const { bytes, width, height } = await draw(name, { format: 'eps', mm: 30, ink });
      const png = await drawWith('gs', bytes, 'a.eps');
      const read = await decodeWithAll(await readPixels(png));
      expect({ ink, ...read }).toEqual({ ink, ...all });
      const drawn = await sharp(png).metadata();
      // The box of whole points is up to a point larger.
      expect(drawn.width - (width / 25.4) * 300).toBeGreaterThanOrEqual(-1);
      expect(drawn.width - (width / 25.4) * 300).toBeLessThan(300 / 72 + 1);
      expect(drawn.height - (height / 25.4) * 300).toBeLessThan(300 / 72 + 1);
    }
  });

  test('the PDF and the EPS show the same picture', async (ctx) => {
    if (missing.has('gs')) return ctx.skip('gs is not installed');
    const pages = [];
    for (const format of ['pdf', 'eps'] as const) {
      // 36 mm are not whole points; 25.4 mm are.
      const { bytes } = await draw(name, { format, mm: 25.4 });
      pages.push(await readPixels(await drawWith('gs', bytes, `a.${format}`)));
    }
    const [pdf, eps] = pages;
    const rows = Math.min(pdf!.height, eps!.height);
    let different = 0;
    for (let at = 0; at < rows * 300 * 4; at += 1) {
      if (Math.abs(pdf!.data[at]! - eps!.data[at + (eps!.height - rows) * 300 * 4]!) > 60) different += 1;
    }
    expect(different / (rows * 300 * 4)).toBeLessThan(0.02);
  });

  test('ZBar reads what Poppler draws', async (ctx) => {
    for (const tool of ['pdftoppm', 'zbarimg'] as const) {
      if (missing.has(tool)) return ctx.skip(`${tool} is not installed`);
    }
    const { bytes } = await draw(name, { format: 'pdf', mm: 30 });
    const png = await drawWith('pdftoppm', bytes, 'a.pdf');
    const args = ['-q', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', 'a.png'];
    const read = await runTool('zbarimg', { name: 'a.png', bytes: png }, args);
    expect(read.toString().trim()).toBe(link);
  });
});

describe('boxes of a PDF page', () => {
  const points = (mm: number) => (mm * 72) / 25.4;

  test.each([
    { mm: 20, bleedMm: 0 },
    { mm: 50, bleedMm: 3 },
    { mm: 33.3, bleedMm: 2.5 },
    { mm: 2000, bleedMm: 10 },
  ])(
    'the trim is $mm mm and the media reaches $bleedMm mm beyond, to a thousandth of a point',
    async (row) => {
      const { mm, bleedMm } = row;
      for (const name of ['plain', 'framed'] as const) {
        const { bytes, width, height } = await draw(name, { format: 'pdf', mm, bleedMm });
        expect(width).toBe(mm);
        const trim = [bleedMm, bleedMm, width + bleedMm, height + bleedMm].map(points);
        const media = [0, 0, width + 2 * bleedMm, height + 2 * bleedMm].map(points);
        expectBox(bytes, 'TrimBox', trim);
        expectBox(bytes, 'MediaBox', media);
        expectBox(bytes, 'BleedBox', media);
      }
    },
  );

  test('without a width in mm a px is a 96th of an inch', async () => {
    const { bytes, width } = await draw('plain', { format: 'pdf', px: 384 });
    expect(width).toBeCloseTo(4 * 25.4, 9);
    expectBox(bytes, 'TrimBox', [0, 0, 288, 288]);
  });

  function expectBox(pdf: Uint8Array<ArrayBuffer>, name: string, expected: readonly number[]): void {
    const found = new RegExp(`/${name} \\[([^\\]]+)\\]`).exec(unpackPdf(pdf))?.[1]?.split(' ').map(Number);
    expect(found).toHaveLength(4);
    for (const [at, value] of expected.entries()) expect(found![at]).toBeCloseTo(value, 3);
  }

  test('bleed is filled with the background, and what it surrounds is not changed', async () => {
    const design = { ...sources.plain.design, background: '#ffd166' };
    const source = { ...sources.plain, design };
    const wish = { ...plainOutput, format: 'pdf', mm: 41 } as const;
    const { bytes } = await renderPicture(source, { ...wish, bleedMm: 5 });
    const { data, width, height } = await rasterisePdf(bytes, 510);
    for (const [x, y] of [
      [0, 0],
      [width - 1, 0],
      [0, height - 1],
      [width - 1, height - 1],
      [255, 2],
    ] as const) {
      expect([...data.slice(4 * (y * width + x), 4 * (y * width + x) + 3)]).toEqual([0xff, 0xd1, 0x66]);
    }
    const bare = unpackPdf((await renderPicture(source, wish)).bytes);
    const symbol = bare.slice(bare.indexOf('0 g\n'), bare.indexOf('endstream'));
    expect(unpackPdf(bytes)).toContain(symbol);
  });

  test.each(['top', 'bottom'] as const)(
    'the bleed of a box is the colour of its border, without rounded corners: words at the %s',
    async (position) => {
      for (const background of ['#ffd166', null]) {
        const frame = {
          shape: 'box',
          position,
          text: 'Scan me',
          color: '#0a5a45',
          text_color: '#ffffff',
        } as const;
        const source = { ...sources.plain, design: { ...sources.plain.design, background, frame } };
        const wish = { ...plainOutput, format: 'pdf', mm: 41 } as const;
        const green = [0x0a, 0x5a, 0x45];
        const bled = await rasterisePdf((await renderPicture(source, { ...wish, bleedMm: 5 })).bytes, 510);
        const edge = 50 + 6;
        const inwards = [0, 25, 49, 51, edge];
        for (const x of inwards) {
          for (const y of inwards) {
            const { width, height } = bled;
            expect([pixelAt(bled, x, y), pixelAt(bled, width - 1 - x, height - 1 - y)]).toEqual([
              green,
              green,
            ]);
          }
        }
        expect(pixelAt(bled, 255, 50 + (position === 'top' ? 410 : 20))).not.toEqual(green);
        const bare = await rasterisePdf((await renderPicture(source, wish)).bytes, 410);
        expect(pixelAt(bare, 0, 0)).toEqual([255, 255, 255]);
      }
    },
  );
});

function pixelAt({ data, width }: { data: Uint8ClampedArray; width: number }, x: number, y: number) {
  return [...data.slice(4 * (y * width + x), 4 * (y * width + x) + 3)];
}

describe('a logo that is laid over modules', () => {
  test('in an EPS it hides what is below it only where it is opaque, in both inks', async (ctx) => {
    if (missing.has('gs')) return ctx.skip('gs is not installed');
    const image = sources.logo.design.logo!;
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160"><circle cx="80" cy="80" r="24" fill="#d62828"/></svg>';
    const png = new Uint8Array(await sharp(Buffer.from(drawing)).png().toBuffer());
    const logo = { id: 'much-of-nothing', png, width: 160, height: 160 };
    for (const background of ['#ffffff', null]) {
      const design = { ...sources.dots.design, background, logo: { ...image, size: 0.5, excavate: false } };
      const source = { text: link, design, logo };
      const shown = await readPixels(
        (await renderPicture(source, { ...plainOutput, format: 'png', mm: 30 })).bytes,
      );
      for (const ink of inks) {
        const { bytes } = await renderPicture(source, { ...plainOutput, format: 'eps', mm: 30, ink });
        const drawn = await readPixels(await drawWith('gs', bytes, 'a.eps'));
        expect({ ink, ...(await decodeWithAll(drawn)) }).toEqual({ ink, ...all });
        expect(redOf(drawn) / redOf(shown)).toBeCloseTo(1, 1);
      }
    }
  });

  /** Share of the picture that is the logo's red. */
  function redOf({ data }: { data: Uint8ClampedArray }): number {
    let red = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at]! > 180 && data[at + 1]! < 90) red += 1;
    return red / (data.length / 4);
  }
});

describe('inks', () => {
  test.each([
    { ink: 'rgb', black: '0 g', others: /\b(?:0 0 0 rg|k)$/m },
    { ink: 'cmyk', black: '0 0 0 1 k', others: /\b(?:rg|g)$/m },
  ] as const)('$ink: black modules are black ink alone in PDF and EPS', async ({ ink, black, others }) => {
    const pdf = unpackPdf((await draw('plain', { format: 'pdf', ink })).bytes);
    const content = pdf.slice(pdf.indexOf('stream\n'), pdf.indexOf('endstream'));
    const eps = Buffer.from((await draw('plain', { format: 'eps', ink })).bytes).toString('latin1');
    for (const text of [content, eps.slice(eps.indexOf('%%Page:'))]) {
      expect(text).toContain(`\n${black}\n`);
      expect(text).not.toMatch(others);
    }
  });

  test('a spot colour prints modules and the eyes of their colour, and is named in PDF and EPS', async () => {
    const wish = { spot: 'PANTONE 286 C', ink: 'cmyk' } as const;
    const pdf = unpackPdf((await draw('dots', { ...wish, format: 'pdf' })).bytes);
    expect(pdf).toContain('[/Separation /PANTONE#20286#20C /DeviceCMYK');
    expect(pdf.match(/ cs 1 scn$/gm)).toHaveLength(3);
    expect(pdf.match(/ k$/gm)).toEqual([' k']);
    const eps = Buffer.from((await draw('dots', { ...wish, format: 'eps' })).bytes).toString('latin1');
    expect(eps).toContain(
      '%%DocumentCustomColors: (PANTONE 286 C)\n%%CMYKCustomColor: 0.7937 0.7222 0 0.5059',
    );
    expect(eps.match(/\[\/Separation \(PANTONE 286 C\) cvn \/DeviceCMYK/g)).toHaveLength(3);
  });

  test.each(inks)('a spot colour that is not at hand looks as the design does: %s', async (ink) => {
    const pages: Uint8ClampedArray[] = [];
    for (const spot of [null, 'Grün']) {
      const { bytes } = await draw('dots', { format: 'pdf', mm: 20, ink, spot });
      pages.push((await rasterisePdf(bytes, 400)).data);
    }
    expect(pages[1]!.findIndex((value, at) => Math.abs(value - pages[0]![at]!) > 2)).toBe(-1);
  });

  test.for(inks)('and so it does in an EPS: %s', async (ink, ctx) => {
    if (missing.has('gs')) return ctx.skip('gs is not installed');
    const pages: Uint8ClampedArray[] = [];
    for (const spot of [null, 'Grün']) {
      const { bytes } = await draw('dots', { format: 'eps', mm: 20, ink, spot });
      pages.push((await readPixels(await drawWith('gs', bytes, 'a.eps'))).data);
    }
    expect(pages[1]!.findIndex((value, at) => Math.abs(value - pages[0]![at]!) > 4)).toBe(-1);
  });

  test.each([
    { type: 'linear', angle: 0, offsets: [0, 0.5, 0.5, 1] },
    { type: 'linear', angle: 90, offsets: [0, 0, 1] },
    { type: 'linear', angle: 0, offsets: [0.4, 0.4] },
    { type: 'radial', angle: 0, offsets: [0, 0.5, 0.5, 1] },
  ] as const)(
    'hard stops are as sharp in a PDF as in an SVG: $type $offsets',
    async ({ type, angle, offsets }) => {
      const colors =
        offsets.length === 4
          ? ['#002060', '#002060', '#7a1010', '#7a1010']
          : ['#002060', '#7a1010', '#104010'];
      const stops = offsets.map((offset, at) => ({ offset, color: colors[at]! }));
      const { design } = sources.plain;
      const source = {
        ...sources.plain,
        design: { ...design, modules: { shape: 'square', color: { type, angle, stops } } },
      } as const;
      const wish = { ...plainOutput, px: 410, mm: null } as const;
      const pdf = await rasterisePdf((await renderPicture(source, { ...wish, format: 'pdf' })).bytes, 410);
      const svg = await readPixels((await renderPicture(source, { ...wish, format: 'png' })).bytes);
      let different = 0;
      for (let at = 0; at < svg.data.length; at += 1)
        if (Math.abs(svg.data[at]! - pdf.data[at]!) > 40) different += 1;
      expect(different / svg.data.length).toBeLessThan(0.004);
    },
  );

  test('gradients with a spot colour, and names that mean something else, are refused by field', async () => {
    for (const format of ['pdf', 'eps'] as const) {
      const refused = expect.objectContaining({ name: 'PictureError', field: 'spot' });
      await expect(draw('gradient', { format, spot: 'Gold' })).rejects.toEqual(refused);
      for (const spot of ['All', 'None', ''])
        await expect(draw('plain', { format, spot })).rejects.toEqual(refused);
    }
  });
});
