import { drawContactSheet } from '../qr/proof/contact-sheet.ts';
import { proveDesign } from '../qr/proof/prove.ts';
import type { ProofCalls } from './image-calls.ts';
import { serveImages } from './serve-images.ts';

/** Entry of the threads that damage pictures and look at them: seconds of work, which hold up no picture. */
serveImages<ProofCalls>({
  prove: ([source, profile], watch) => proveDesign(source, profile, watch),
  contactSheet: ([source, report, format, place], { signal }) =>
    drawContactSheet(source, report, format, signal, place),
});
