import { lookForServer } from '../state/reach.ts';

/** How long until a server that did not answer is asked again, in ms. */
const againMs = 2_000;

/**
 * A part of the app, as soon as there is a server to send it: without one the page stays, where the browser's own would
 * say that there is nothing. What fails although the server answers is gone with a version before.
 */
export async function loadPart<Part>(read: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (await lookForServer()) throw error;
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}
