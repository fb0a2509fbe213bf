/**
 * Runs what it is given one after the other, in the order in which it was given: the next when the one before has ended,
 * however it ended. What is waiting does so outside of any page and goes on when that is left.
 * @param onWaiting told when there is something to wait for, and when there is no longer
 */
export function openOrder(onWaiting: (isWaiting: boolean) => void): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (run) => {
    waiting += 1;
    if (waiting === 1) onWaiting(true);
    const done = last.then(run).finally(() => {
      waiting -= 1;
      if (waiting === 0) onWaiting(false);
    });
    last = done.catch(() => undefined);
    return done;
  };
}

function stayUntilSent(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Changes of codes, one after the other: of two changes of the same, the later one counts. */
export const sendInOrder = openOrder((isWaiting) => {
  if (isWaiting) addEventListener('beforeunload', stayUntilSent);
  else removeEventListener('beforeunload', stayUntilSent);
});
