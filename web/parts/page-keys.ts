import { useEffect } from 'react';

/** A key of the page that is shown, beside those of the whole app. */
export interface PageKey {
  /** As `KeyboardEvent.key` says it, without Shift. */
  readonly key: string;
  /** In the reader's language. */
  readonly does: string;
  run(): void;
}

let current: readonly PageKey[] = [];

/** Those of the page that is shown now. */
export function getPageKeys(): readonly PageKey[] {
  return current;
}

/** Keys that work as long as the component is shown; the help of keys tells of them. */
export function usePageKeys(keys: readonly PageKey[]): void {
  useEffect(() => {
    current = keys;
    return () => {
      if (current === keys) current = [];
    };
  });
}
