import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from '../shared/calls.ts';
import { isNotModified } from '../shared/etag.ts';
import type { PictureCache } from './cache.ts';

/** Answers what is kept before any framework sees it: true when it took the request. */
export type PictureFront = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Each is counted in the metrics; a line of the log for each would cost more than the answer. */
export function createPictureFront(cache: PictureCache, recordCall: (call: Call) => void): PictureFront {
  return (request, response) => {
    const { method, url = '' } = request;
    if (!url.startsWith('/img/') || (method !== 'GET' && method !== 'HEAD')) return false;
    const startedMs = performance.now();
    const picture = cache.find(url);
    if (!picture) return false;
    const isKnown = isNotModified(request.headers['if-none-match'], picture.etag);
    const status = isKnown ? 304 : 200;
    response.writeHead(status, (isKnown ? picture.notModifiedHead : picture.head) as string[]);
    // For HEAD node leaves the body out by itself.
    response.end(isKnown ? undefined : picture.bytes);
    const { route } = picture;
    recordCall({ surface: 'images', route, method, status, ms: performance.now() - startedMs });
    return true;
  };
}
