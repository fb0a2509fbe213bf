import type { NamedPicture, PackOptions } from '../../core/designs/archive.ts';
import type { PictureFormat } from '../../core/designs/picture.ts';
import { PictureError } from '../errors.ts';
import { QrCapacityError } from '../matrix.ts';
import { renderPicture } from '../render.ts';
import { openZip } from './zip.ts';

/** What is packed already becomes no smaller. */
const isPackable: Readonly<Record<PictureFormat, boolean>> = {
  ...{ svg: true, eps: true, zpl: true, pdf: true },
  ...{ png: false, jpg: false, webp: false },
};

/**
 * One ZIP, a piece for each picture; nothing of a picture is kept. `onProgress` is told how many are drawn. One that
 * cannot be drawn so is told of in a text in its place: the others are still wanted.
 *
 * @param render draws each picture
 * @throws {PictureError | QrCapacityError} where the first cannot be drawn, which is the same for all most of the time
 */
export async function* packPictures(
  pictures: AsyncIterable<NamedPicture> | Iterable<NamedPicture>,
  { output, atMs }: PackOptions,
  onProgress: (done: number) => void = () => undefined,
  render = renderPicture,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const zip = openZip(atMs);
  let done = 0;
  for await (const { name, source } of pictures) {
    try {
      const { bytes } = await render(source, output);
      yield Buffer.concat(zip.add(`${name}.${output.format}`, bytes, isPackable[output.format]));
    } catch (error) {
      if (done === 0 || !(error instanceof PictureError || error instanceof QrCapacityError)) throw error;
      const text = Buffer.from(`This code has no picture here: ${error.message}\n`);
      yield Buffer.concat(zip.add(`${name}.txt`, text, false));
    }
    done += 1;
    onProgress(done);
  }
  yield Buffer.concat(zip.end());
}
