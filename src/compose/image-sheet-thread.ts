import { drawSheet } from '../qr/sheet/draw-sheet.ts';
import type { SheetCalls } from './image-calls.ts';
import { serveImages } from './serve-images.ts';
import { sendSheet, takeLabels } from './sheet-port.ts';

const signOfLifeMs = 1_000;

/** Entry of the thread that draws sheets: many labels in one file, in pieces. */
serveImages<SheetCalls>({
  async drawSheet([options, port], { signal, onProgress }) {
    let toldAt = performance.now();
    const onLabel = (done: number) => {
      port.postMessage({ done });
      if (performance.now() - toldAt < signOfLifeMs) return;
      toldAt = performance.now();
      onProgress(null);
    };
    try {
      await sendSheet(port, drawSheet(takeLabels(port, signal), options, onLabel), signal);
    } finally {
      port.close();
    }
    return null;
  },
});
