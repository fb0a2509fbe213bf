import type { NamedPicture } from '../core/designs/archive.ts';
import { packPictures } from '../qr/archive/pack-pictures.ts';
import { serveFile } from './file-port.ts';
import type { ArchiveCalls } from './image-calls.ts';
import { serveImages } from './serve-images.ts';

/** Entry of the thread that draws many pictures into one file. */
serveImages<ArchiveCalls>({
  packPictures: ([options, port], context) =>
    serveFile<NamedPicture>(port, context, (pictures, onPicture) =>
      packPictures(pictures, options, onPicture),
    ),
});
