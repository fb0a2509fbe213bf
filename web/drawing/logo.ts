import type { LogoPixels } from '../../src/qr/budget/logo-pixels.ts';
import { unfilterRgba } from '../../src/qr/formats/unfilter-rgba.ts';

/** A logo as designs are drawn and weighed with it. */
export interface DrawnLogo {
  readonly id: string;
  /** px. */
  readonly width: number;
  readonly height: number;
  /** The very ones that the server weighs: a canvas would round what shines through. */
  readonly pixels: LogoPixels;
  /** As it stands in the server's SVG: `data:image/png;base64,…`. */
  readonly address: string;
}

/** @param file a PNG as the server keeps logos: 8 bits a channel, RGBA, not interlaced */
export async function readDrawnLogo(id: string, file: Blob): Promise<DrawnLogo> {
  const png = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(png.buffer);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const lines = await inflate(dataChunksOf(png, view));
  const rgba = unfilterRgba(lines, width, height);
  return { id, width, height, pixels: { rgba, width, height }, address: await readAddress(png) };
}

/** ISO/IEC 15948, 5.3: length, name, data and a checksum each. */
function dataChunksOf(png: Uint8Array<ArrayBuffer>, view: DataView): Blob {
  const found: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at + 8 <= png.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (view.getUint32(at + 4) === dataName) found.push(png.subarray(at + 8, end));
    at = end + 4;
  }
  return new Blob(found);
}

/** "IDAT". */
const dataName = 0x49444154;

async function inflate(data: Blob): Promise<Uint8Array> {
  const stream = data.stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function readAddress(png: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([png], { type: 'image/png' }));
  });
}
