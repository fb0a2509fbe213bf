/** Writes docs/gallery.md, its pictures, and the hashes of the presets' drawings: `node scripts/gallery.ts`. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import {
  type Design,
  eyeBallShapes,
  eyeFrameShapes,
  type Frame,
  type Gradient,
  moduleShapes,
  plainDesign,
} from '../src/core/designs/design.ts';
import type { LogoImage } from '../src/core/designs/picture.ts';
import { presetNames, presets } from '../src/core/designs/presets.ts';
import { composeScene } from '../src/qr/draw/compose-scene.ts';
import { renderSceneSvg } from '../src/qr/formats/svg.ts';
import { type ErrorCorrection, encodeMatrix } from '../src/qr/matrix.ts';
import { outlineText } from '../src/qr/words/outline.ts';

/** Short, so that the pictures are small, and long enough for an alignment pattern. */
const link = 'https://q.ex/p/Ab3xK9mR7';
const ink = '#14181a';
const accent = '#0a7357';
const drawnPx = 240;
const shownPx = 190;
const columns = 4;

interface Picture {
  readonly name: string;
  readonly caption: string;
  readonly design: Design;
}

interface Section {
  readonly title: string;
  readonly words: string;
  readonly pictures: readonly Picture[];
}

const soft: Design = {
  ...plainDesign,
  error_correction: 'M',
  modules: { shape: 'connected', color: ink },
  eyes: { frame: { shape: 'rounded', color: null }, ball: { shape: 'rounded', color: null } },
};

const sections: readonly Section[] = [
  {
    title: 'Presets',
    words:
      'Whole designs to begin with. Each is read by three decoders in every format and at every length of link.',
    pictures: presetNames.map((name) => ({ name: `preset-${name}`, caption: name, design: presets[name] })),
  },
  {
    title: 'Shapes of modules',
    words: '`modules.shape`. Modules that touch are one outline, so that no printer or screen shows a seam.',
    pictures: moduleShapes.map((shape) => ({
      name: `modules-${shape}`,
      caption: shape,
      design: { ...plainDesign, error_correction: 'M', modules: { shape, color: ink } },
    })),
  },
  {
    title: 'Eyes',
    words:
      '`eyes.frame.shape` and `eyes.ball.shape`, apart from each other and with colours of their own. Every one is ' +
      '1 : 1 : 3 : 1 : 1 modules through its middle. Any ball goes into any frame: where they differ, corners of both ' +
      'lean towards each other as far as simple readers need.',
    pictures: eyeFrameShapes.map((shape, index) => ({
      name: `eyes-${shape}`,
      caption: `${shape}, ${eyeBallShapes[index]}`,
      design: {
        ...soft,
        eyes: {
          frame: { shape, color: accent },
          ball: { shape: eyeBallShapes[index] ?? 'square', color: '#8a3b12' },
        },
      },
    })),
  },
  {
    title: 'Colours',
    words: 'A colour, or a gradient over the whole symbol. The background may be left out.',
    pictures: [
      { name: 'color-linear', caption: 'linear', design: painted(gradientOf('linear', 45)) },
      { name: 'color-radial', caption: 'radial', design: painted(gradientOf('radial', 0)) },
      {
        name: 'color-none',
        caption: 'no background',
        design: { ...painted('#5b2a86'), background: null },
      },
    ],
  },
  {
    title: 'Frames',
    words: 'Words in any script that the embedded fonts have, drawn as paths, in one line or two.',
    pictures: [
      framed('box-bottom', 'box', 'bottom', 'Scan me'),
      framed('label-bottom', 'label', 'bottom', 'Summer menu'),
      framed('text-bottom', 'text', 'bottom', 'Table 12'),
      framed('box-long', 'box', 'bottom', 'Scan with your phone to see the menu and order'),
      framed('box-arabic', 'box', 'top', 'امسح الرمز'),
      framed('label-mixed', 'label', 'top', 'قائمة الطعام 12'),
      framed('text-hebrew', 'text', 'top', 'סרוק אותי'),
    ],
  },
  {
    title: 'Logo and rotation',
    words: 'Whole modules are cleared around a logo, or it is laid over them. The symbol turns below it.',
    pictures: [
      { name: 'logo-cleared', caption: 'cleared', design: withLogo(0.24, true, 0) },
      { name: 'logo-over', caption: 'laid over', design: withLogo(0.2, false, 0) },
      { name: 'logo-turned', caption: 'turned by 90°', design: withLogo(0.24, true, 90) },
    ],
  },
];

function painted(color: Design['modules']['color']): Design {
  return { ...soft, modules: { shape: 'rounded', color } };
}

function gradientOf(type: Gradient['type'], angle: number): Gradient {
  const colors = type === 'linear' ? ['#0a7357', '#17508f', '#7a1f6b'] : ['#b3261e', '#3a2418'];
  return {
    type,
    angle,
    stops: colors.map((color, index) => ({ offset: index / (colors.length - 1), color })),
  };
}

function framed(name: string, shape: Frame['shape'], position: Frame['position'], text: string): Picture {
  const frame: Frame = { shape, position, text, color: accent, text_color: '#ffffff' };
  return { name: `frame-${name}`, caption: `${shape}, ${position}`, design: { ...soft, frame } };
}

function withLogo(size: number, excavate: boolean, rotation: Design['rotation']): Design {
  return {
    ...soft,
    error_correction: 'H',
    logo: { image: 'logo', size, margin: 0.5, excavate },
    rotation,
  };
}

async function drawLogo(): Promise<LogoImage> {
  const cup =
    '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 24 24">' +
    '<circle cx="12" cy="12" r="12" fill="#0a7357"/><path fill="#fff" d="M6 8H16V14A3 3 0 0 1 13 17H9A3 3 0 0 1 6 14Z"/>' +
    '<path fill="none" stroke="#fff" stroke-width="1.5" d="M16 9.5H17A2 2 0 0 1 17 13.5H16"/></svg>';
  const png = await sharp(Buffer.from(cup)).png({ compressionLevel: 9 }).toBuffer();
  return { id: 'logo', png: new Uint8Array(png), width: 96, height: 96 };
}

/** What is in the gallery, by its path in `docs`. */
export async function drawGallery(): Promise<ReadonlyMap<string, string>> {
  const logo = await drawLogo();
  const files = new Map([['gallery.md', renderPage()]]);
  for (const { pictures } of sections) {
    for (const { name, design } of pictures) {
      files.set(`images/gallery/${name}.svg`, `${drawPicture(design, logo)}\n`);
    }
  }
  return files;
}

function drawPicture(design: Design, logo: LogoImage): string {
  const level = design.error_correction === 'auto' ? 'M' : design.error_correction;
  const source = { text: link, design, logo: design.logo === null ? null : logo };
  return renderSceneSvg(composeScene(source, encodeMatrix(link, level), outlineText), drawnPx);
}

const hashedLevels: readonly ErrorCorrection[] = ['L', 'H'];

/** SHA-256 of every preset's drawing at two levels: a change of any of them is seen. */
export function hashPresets(): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of presetNames) {
    for (const level of hashedLevels) {
      const text = `${link}?preset=${name}`;
      const source = { text, design: presets[name], logo: null };
      const svg = renderSceneSvg(composeScene(source, encodeMatrix(text, level), outlineText), drawnPx);
      hashes[`${name} ${level}`] = createHash('sha256').update(svg).digest('hex');
    }
  }
  return hashes;
}

function renderPage(): string {
  const parts = [
    '# Gallery',
    '',
    '<!-- Generated by `node scripts/gallery.ts`. Do not edit. -->',
    '',
    `What the designs look like. Every picture is the SVG that the program draws of \`${link}\`.`,
  ];
  for (const { title, words, pictures } of sections) {
    parts.push('', `## ${title}`, '', words, '', '<table>');
    for (let from = 0; from < pictures.length; from += columns) {
      parts.push('<tr>', ...pictures.slice(from, from + columns).map(renderCell), '</tr>');
    }
    parts.push('</table>');
  }
  return `${parts.join('\n')}\n`;
}

function renderCell({ name, caption }: Picture): string {
  return `<td align="center"><img src="images/gallery/${name}.svg" width="${shownPx}" alt="${caption}"><br>${caption}</td>`;
}

if (import.meta.main) {
  const docs = new URL('../docs/', import.meta.url);
  const pictures = new URL('images/gallery/', docs);
  // Those that are drawn no more go.
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  for (const [path, content] of await drawGallery()) writeFileSync(new URL(path, docs), content);
  const hashes = new URL('../test/data/preset-drawings.json', import.meta.url);
  writeFileSync(hashes, `${JSON.stringify(hashPresets(), null, 2)}\n`);
}
