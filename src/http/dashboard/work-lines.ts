/** How a piece of work is told while it is done: as lines of JSON. */
export interface Work<Progress, Outcome> {
  begin(watch: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: Progress) => void;
  }): Promise<Outcome>;
  renderProgress(progress: Progress): object;
  /** The last line, of an outcome or of a failure. */
  renderEnd(work: Promise<Outcome>): Promise<object>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/**
 * The work never waits for whoever reads its lines: of progress that nobody has read, the last is kept. What fails before
 * the first line is thrown; whoever stops reading ends the work.
 */
export async function* workLines<Progress, Outcome>({
  begin,
  renderProgress,
  renderEnd,
  signal,
}: Work<Progress, Outcome>): AsyncGenerator<string> {
  const gone = new AbortController();
  let news: { readonly progress: Progress } | undefined;
  let wake = () => {};
  let hasTold = false;
  let settled = false;
  const onProgress = (progress: Progress) => {
    news = { progress };
    wake();
  };
  const work = begin({ signal: AbortSignal.any([signal, gone.signal]), onProgress }).finally(() => {
    settled = true;
    wake();
  });
  work.catch(() => undefined);
  try {
    while (!settled || news !== undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      if (news === undefined) await promise;
      // Before the first line, a failure becomes an answer of its own.
      if (news === undefined && !hasTold) await work;
      if (news === undefined) continue;
      const { progress }: { readonly progress: Progress } = news;
      [news, hasTold] = [undefined, true];
      yield lineOf(renderProgress(progress));
    }
    yield lineOf(await renderEnd(work));
  } finally {
    gone.abort();
  }
}

function lineOf(event: object): string {
  return `${JSON.stringify(event)}\n`;
}

/** A proxy that gathers the answer before it sends it (nginx) would hide how far the work is. */
export const lineHeaders = { 'Content-Type': 'application/x-ndjson', 'X-Accel-Buffering': 'no' };
