import { adviseSize } from '../qr/advice/advise.ts';
import { weighPicture } from '../qr/budget/weigh-picture.ts';
import { outlineWords } from '../qr/outline-words.ts';
import { renderPicture } from '../qr/render.ts';
import type { PictureCalls } from './image-calls.ts';
import { serveImages } from './serve-images.ts';

/** Entry of the thread that draws single pictures, and of what is worked out without looking at them. */
serveImages<PictureCalls>({
  render: ([source, output]) => renderPicture(source, output),
  weigh: ([source]) => weighPicture(source),
  outline: ([words]) => outlineWords(words),
  advise: ([source, query, proof]) => adviseSize(source, query, proof),
});
