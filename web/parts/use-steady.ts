import { useCallback, useLayoutEffect, useRef } from 'react';

/** One and the same function for as long as the part is there, which does what the newest does: memos stay true. */
export function useSteady<Args extends readonly unknown[]>(
  run: (...args: Args) => void,
): (...args: Args) => void {
  const newest = useRef(run);
  useLayoutEffect(() => {
    newest.current = run;
  });
  return useCallback((...args: Args) => newest.current(...args), []);
}
