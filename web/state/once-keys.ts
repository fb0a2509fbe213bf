import { useState } from 'react';

/** Keys for what is made once, however often it is sent: after a double click, or where an answer was lost. */
export interface OnceKeys {
  /** The same for as long as the same is sent, since what was changed in between is another thing to make. */
  keyOf(body: object): string;
  /** It is made: the same again would be a second one. */
  made(): void;
}

export function createOnceKeys(): OnceKeys {
  let last: { readonly sent: string; readonly key: string } | undefined;
  return {
    keyOf(body) {
      const sent = JSON.stringify(body);
      if (last?.sent !== sent) last = { sent, key: randomKey() };
      return last.key;
    },
    made() {
      last = undefined;
    },
  };
}

/** Not `randomUUID`, which browsers have on https and localhost alone. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keys of one form, for as long as it is on the page. */
export function useOnceKeys(): OnceKeys {
  return useState(createOnceKeys)[0];
}
