// A namespace import: a Node too old for `randomUUIDv7` then still loads this file, and can say so.
import * as crypto from 'node:crypto';
import type { Random } from '../core/core.ts';

export const systemRandom: Random = {
  uuid: () => crypto.randomUUIDv7(),
  text(alphabet, length) {
    let text = '';
    while (text.length < length) text += alphabet.charAt(crypto.randomInt(alphabet.length));
    return text;
  },
  sha256: (text) => crypto.hash('sha256', text, 'hex'),
};
