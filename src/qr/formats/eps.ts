import { deflateSync } from 'node:zlib';
import type { Color } from '../../core/designs/design.ts';
import { mediaTypes, type Output, type RenderedPicture } from '../../core/designs/picture.ts';
import type { FillLayer, ImageLayer, Scene } from '../draw/scene.ts';
import { componentsOf, deviceSpaceOf, fillOperator, type Ink, shadingOf } from './inks.ts';
import { type LaidLogo, logoSamplesOn } from './logo-samples.ts';
import { createOperatorPen, decimal } from './operator-pen.ts';
import { printedSize } from './printed-size.ts';
import { chooseSpot } from './spot.ts';

const pointsPerMm = 72 / 25.4;
/** Of modules below a logo that shows them: as fine as offset printing shows. */
const logoDpi = 600;

/** PDF's operators by PostScript's, so that both formats draw with the same words. `re` goes round as PDF's does. */
const prologue = `/QuietzoneDict 16 dict def QuietzoneDict begin
/m{moveto}bind def/l{lineto}bind def/c{curveto}bind def/h{closepath}bind def
/re{4 2 roll moveto 1 index 0 rlineto 0 exch rlineto neg 0 rlineto closepath}bind def
/f{fill}bind def/q{gsave}bind def/Q{grestore}bind def/cm{6 array astore concat}bind def
/g{setgray}bind def/rg{setrgbcolor}bind def/k{setcmykcolor}bind def
end
`;

/**
 * Encapsulated PostScript 3.0. Solid designs need language level 2 alone, gradients and logos level 3. PostScript knows
 * no transparency: a logo is laid on what is below it, and on white where there is nothing.
 */
export async function renderEps(scene: Scene, output: Output): Promise<RenderedPicture> {
  const { widthMm, heightMm } = printedSize(scene, output);
  const ink: Ink = { mode: output.ink, spot: output.spot };
  const scale = (widthMm * pointsPerMm) / scene.width;
  const dotsPerModule = (widthMm / 25.4 / scene.width) * logoDpi;
  const painted = await Promise.all(
    scene.layers.map(async (layer, at) => {
      if (layer.kind === 'fill') return fillLayer(layer, scene, ink);
      const below = { ...scene, layers: scene.layers.slice(0, at) };
      return placeLogo(layer, await logoSamplesOn(below, layer, ink.mode, dotsPerModule), ink);
    }),
  );
  const file =
    headerOf(scene, widthMm * pointsPerMm, heightMm * pointsPerMm, ink) +
    `%%BeginProlog\n${prologue}%%EndProlog\n%%Page: 1 1\nQuietzoneDict begin\n` +
    `q\n${precise(scale)} 0 0 ${precise(-scale)} 0 ${precise(heightMm * pointsPerMm)} cm\n` +
    `${painted.join('')}Q\nend\nshowpage\n%%Trailer\n%%EOF\n`;
  return {
    bytes: Buffer.from(file, 'latin1'),
    mediaType: mediaTypes.eps,
    width: widthMm,
    height: heightMm,
  };
}

/** Document Structuring Conventions 3.0 with what EPSF 3.0 asks for. */
function headerOf(scene: Scene, width: number, height: number, ink: Ink): string {
  const isPlain = scene.layers.every((layer) => layer.kind === 'fill' && typeof layer.paint === 'string');
  return (
    '%!PS-Adobe-3.0 EPSF-3.0\n' +
    `%%BoundingBox: 0 0 ${Math.ceil(width - 1e-6)} ${Math.ceil(height - 1e-6)}\n` +
    `%%HiResBoundingBox: 0 0 ${precise(width)} ${precise(height)}\n` +
    `%%Creator: Quietzone\n%%Title: QR code\n%%LanguageLevel: ${isPlain ? 2 : 3}\n` +
    `${spotComments(scene, ink)}%%DocumentData: Clean7Bit\n%%Pages: 1\n%%EndComments\n`
  );
}

function spotComments({ layers }: Scene, { mode, spot }: Ink): string {
  const modules = layers.find((layer) => layer.kind === 'fill' && layer.role === 'modules');
  if (spot === null || modules?.kind !== 'fill' || typeof modules.paint !== 'string') return '';
  const name = postScriptString(spot);
  const space = mode === 'rgb' ? 'RGB' : 'CMYK';
  return (
    `%%DocumentCustomColors: ${name}\n` +
    `%%${space}CustomColor: ${componentsOf(modules.paint, mode)} ${name}\n`
  );
}

function fillLayer(layer: FillLayer, { layers, symbol }: Scene, ink: Ink): string {
  const { paint } = layer;
  const spot = chooseSpot(layer, layers, ink.spot);
  const pen = createOperatorPen();
  layer.draw(pen);
  const path = pen.take();
  if (typeof paint !== 'string') {
    const { x, y, size } = symbol;
    const dictionary = shadingOf(paint, ink.mode).replaceAll('>> ', '>>\n');
    return `q\n${path}clip newpath\n${size} 0 0 ${size} ${decimal(x)} ${decimal(y)} cm\n${dictionary} shfill\nQ\n`;
  }
  const color = spot === null ? fillOperator(paint, ink.mode) : spotOperator(spot, paint, ink.mode);
  return `${color}${path}f\n`;
}

/** All of the ink of that name; the procedure mixes what stands for it from none of it, white, to all of it. */
function spotOperator(spot: string, color: Color, mode: Ink['mode']): string {
  const mix = componentsOf(color, mode)
    .split(' ')
    .map((component) => (mode === 'rgb' ? `dup ${component} 1 sub mul 1 add` : `dup ${component} mul`));
  const procedure = `{${mix.map((one) => `${one} exch`).join(' ')} pop}`;
  const space = `[/Separation ${postScriptString(spot)} cvn ${deviceSpaceOf(mode)}\n${procedure}]`;
  return `${space} setcolorspace 1 setcolor\n`;
}

function placeLogo({ x, y, width, height }: ImageLayer, logo: LaidLogo, { mode }: Ink): string {
  const samples = deflateSync(logo.colors, { level: 9 });
  const decode = mode === 'rgb' ? '0 1 0 1 0 1' : '0 1 0 1 0 1 0 1';
  return (
    `q\n${[width, 0, 0, height, x, y].map(precise).join(' ')} cm\n${deviceSpaceOf(mode)} setcolorspace\n` +
    `<< /ImageType 1 /Width ${logo.width} /Height ${logo.height} /BitsPerComponent 8 /Decode [${decode}]\n` +
    `/ImageMatrix [${logo.width} 0 0 ${logo.height} 0 0] /Interpolate true\n` +
    `/DataSource currentfile /ASCII85Decode filter /FlateDecode filter >> image\n${ascii85(samples)}\nQ\n`
  );
}

const columnsMax = 80;

/** PostScript Language Reference, 3rd ed., 3.13.3: four bytes as five digits of base 85, `z` for four zeros. */
function ascii85(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const left = Math.min(4, bytes.length - at);
    let value = 0;
    for (let n = 0; n < 4; n += 1) value = value * 256 + (bytes[at + n] ?? 0);
    text += value === 0 && left === 4 ? 'z' : digits85(value).slice(0, left + 1);
  }
  const lines = text.match(new RegExp(`.{1,${columnsMax}}`, 'g')) ?? [];
  // A line that begins with a per cent sign twice would be taken for a comment of the structure.
  return `${lines.map((line) => (line.startsWith('%') ? ` ${line}` : line)).join('\n')}~>`;
}

function digits85(value: number): string {
  let digits = '';
  let rest = value;
  for (let n = 0; n < 5; n += 1) {
    digits = String.fromCharCode(33 + (rest % 85)) + digits;
    rest = Math.floor(rest / 85);
  }
  return digits;
}

function postScriptString(text: string): string {
  const written = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9 ._+-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `(${written.join('')})`;
}

function precise(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
