import type { NamedPicture } from '../core/designs/archive.ts';
import { packPictures } from '../qr/archive/pack-pictures.ts';
import { renderPicture } from '../qr/render.ts';
import { createTurns } from '../runtime/turns.ts';
import { serveFile } from './file-port.ts';
import type { ArchiveCalls } from './image-calls.ts';
import { serveImages } from './serve-images.ts';

/** Of all archives one picture is drawn at a time: a large one takes some 300 MB meanwhile. */
const inTurn = createTurns();
const render: typeof renderPicture = (source, output) => inTurn(() => renderPicture(source, output));

/** Entry of the thread that draws many pictures into one file. */
serveImages<ArchiveCalls>({
  packPictures: ([options, port], context) =>
    serveFile<NamedPicture>(port, context, (pictures, onPicture) =>
      packPictures(pictures, options, onPicture, render),
    ),
});
