import { Worker } from 'node:worker_threads';
import { dayStartMs } from '../../core/stats/month.ts';
import { firstOpenDay, sealTimeOf } from './day-end.ts';
import type { SealerCommand, SealerMessage, SealOutcome } from './messages.ts';

export interface SealerSettings<Options> {
  /** Entry file of the thread, which wires the run to a store. */
  readonly entry: URL;
  readonly options: Options;
  readonly now: () => number;
  /** Whether the store can be there: nothing is tried before. */
  readonly ready: () => boolean;
  /** Day up to which everything is sealed, and whether late hits wait. */
  readonly look: () => Promise<{ readonly sealedDay: number; readonly hasLate: boolean }>;
  readonly onRun: (run: SealOutcome) => void;
  readonly onTrouble: (message: string) => void;
}

export interface Sealer {
  /** Told of what the drain has stored by its oldest moment: hits of past days are sealed soon. UTC ms. */
  noteStored(oldestMs: number): void;
  /** Why attempts fail, once they have for an hour; null before, since nothing is wrong with the answers meanwhile. */
  problem(): string | null;
  /** UTC ms, exclusive, up to which everything was sealed when this node looked last; undefined before. */
  sealedUntilMs(): number | undefined;
  /** What is under way is left as it is: the next run goes on behind it. */
  stop(): Promise<void>;
}

/** The start of the server goes first. */
const startMs = 2_000;
const notReadyMs = 2_000;
/** What nobody tells of: late hits of a node that died, or that a command has made. */
const lookEveryMs = 5 * 60_000;
/** Late hits seldom come alone. */
const lateMs = 2_000;
const lateEveryMs = 10_000;
const retryMinMs = 15_000;
const retryMaxMs = 15 * 60_000;
const failPatienceMs = 3_600_000;
const endPatienceMs = 500;

/**
 * Seals in the background, in a thread that is there only while it works: an idle one would cost memory. Many nodes
 * may do so on one store; a claim in the store lets one of them work.
 */
export function startSealer<Options>(settings: SealerSettings<Options>): Sealer {
  const { now } = settings;
  let thread: SealerThread | undefined;
  let looking = false;
  let failing: { readonly message: string; readonly sinceMs: number } | undefined;
  let sealedUntilMs: number | undefined;
  let [retryMs, endedMs, asked, stopped] = [retryMinMs, Number.NEGATIVE_INFINITY, false, false];
  const alarm = createAlarm(now, run);
  function run(): void {
    asked = thread !== undefined || looking;
    if (stopped || asked) return;
    if (!settings.ready()) return alarm.within(notReadyMs);
    looking = true;
    settings
      .look()
      .finally(() => {
        looking = false;
      })
      .then(runIfNeeded, (error: unknown) => onEnd(error instanceof Error ? error.message : String(error)));
  }
  function runIfNeeded({ sealedDay, hasLate }: Awaited<ReturnType<typeof settings.look>>): void {
    if (stopped) return;
    if (hasLate || sealedDay < firstOpenDay(now())) {
      thread = startThread(settings.entry, settings.options, onEnd);
    } else onEnd({ worked: false, sealedDay, hits: 0, packs: 0 });
  }
  function onEnd(outcome: SealOutcome | string): void {
    thread = undefined;
    endedMs = now();
    if (stopped) return;
    if (typeof outcome === 'string') onFailed(outcome);
    else onDone(outcome);
  }
  function onDone(done: SealOutcome): void {
    failing = undefined;
    retryMs = retryMinMs;
    sealedUntilMs = dayStartMs(done.sealedDay);
    settings.onRun(done);
    alarm.within(Math.min(asked ? lateEveryMs : lookEveryMs, sealTimeOf(firstOpenDay(now())) - now()));
  }
  function onFailed(message: string): void {
    failing = { message, sinceMs: failing?.sinceMs ?? now() };
    settings.onTrouble(message);
    alarm.within(retryMs);
    retryMs = Math.min(retryMaxMs, retryMs * 2);
  }
  alarm.within(startMs);
  return {
    noteStored(oldestMs) {
      const isLate = oldestMs < dayStartMs(firstOpenDay(now()));
      // While attempts fail, their pauses hold.
      if (isLate && !stopped && !failing) alarm.within(Math.max(lateMs, endedMs + lateEveryMs - now()));
    },
    problem: () => (failing && now() - failing.sinceMs > failPatienceMs ? failing.message : null),
    sealedUntilMs: () => sealedUntilMs,
    async stop() {
      stopped = true;
      alarm.off();
      await thread?.stop();
    },
  };
}

/** One timer, which keeps no process alive and rings at the earliest of the times asked for. */
function createAlarm(now: () => number, ring: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let dueMs = Number.POSITIVE_INFINITY;
  const off = () => {
    clearTimeout(timer);
    dueMs = Number.POSITIVE_INFINITY;
  };
  return {
    off,
    within(waitMs: number) {
      if (now() + waitMs >= dueMs) return;
      off();
      dueMs = now() + waitMs;
      timer = setTimeout(() => {
        off();
        ring();
      }, waitMs).unref();
    },
  };
}

interface SealerThread {
  stop(): Promise<void>;
}

/** @param onEnd given what was done, or why it failed, when nothing of the thread runs any more */
function startThread(
  entry: URL,
  options: unknown,
  onEnd: (outcome: SealOutcome | string) => void,
): SealerThread {
  const worker = new Worker(entry, { workerData: options, name: 'sealer' });
  let outcome: SealOutcome | string = 'the thread ended in the middle of its work';
  worker.on('message', (message: SealerMessage) => {
    outcome = message.t === 'done' ? message.run : message.message;
  });
  worker.on('error', (error: Error) => {
    outcome = error.message;
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      onEnd(outcome);
      resolve();
    });
  });
  return {
    async stop() {
      worker.postMessage('stop' satisfies SealerCommand);
      const timer = setTimeout(() => void worker.terminate(), endPatienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
