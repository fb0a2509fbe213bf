import { startTransition, useEffect, useState } from 'react';

let isStanding = false;
let standing: Promise<void> | undefined;

/** When the first view of the app was painted. */
function firstView(): Promise<void> {
  standing ??= new Promise((resolve) => {
    // Behind the frame: its callback runs before it is painted.
    requestAnimationFrame(() =>
      setTimeout(() => {
        isStanding = true;
        resolve();
      }),
    );
  });
  return standing;
}

/**
 * False while the first view of the app is made: menus, lists of options and the like, which take most of the time and
 * which nobody can see yet, come right behind it. Pages that are opened from there have all at once.
 */
export function useLater(): boolean {
  const [isLater, setLater] = useState(isStanding);
  useEffect(() => {
    if (!isLater) void firstView().then(() => startTransition(() => setLater(true)));
  }, [isLater]);
  return isLater;
}
