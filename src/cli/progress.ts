import type { Terminal } from './terminal.ts';

/** How far a long command is, told to people on standard error alone. */
export interface Progress {
  /** May be called as often as one likes: most calls write nothing. */
  update(done: number, total?: number): void;
  /** Takes the bar away, so that the result begins on a clean line. */
  end(): void;
}

export interface ProgressOptions {
  /** What is done, such as `Exporting`. */
  readonly label: string;
  /** Without it there is a count and a rate, and no bar. */
  readonly total?: number;
}

const redrawMs = 100;
/** Between two lines where nobody watches: a log of a nightly run stays short. */
const lineEveryMs = 5_000;

/**
 * A bar with rate and remaining time on a terminal, else a line every few seconds. It draws when it is updated and
 * has no timer: work that holds the thread up is shown as it is.
 */
export function startProgress(
  terminal: Terminal,
  { label, total }: ProgressOptions,
  now: () => number = () => performance.now(),
): Progress {
  const columns = terminal.errColumns;
  const startedMs = now();
  let state: State = { label, done: 0, total, elapsedMs: 0 };
  let shownMs = columns === undefined ? startedMs : Number.NEGATIVE_INFINITY;
  let shown: State | undefined;
  const show = () => {
    shown = state;
    shownMs = now();
    if (columns === undefined) terminal.err(`${describe(state)}\n`);
    else terminal.err(`\r${renderBar(state, columns)}\u001b[K`);
  };
  return {
    update(done, newTotal) {
      state = { label, done, total: newTotal ?? state.total, elapsedMs: now() - startedMs };
      const everyMs = columns === undefined ? lineEveryMs : redrawMs;
      if (now() - shownMs >= everyMs) show();
    },
    end() {
      if (!shown) return;
      // Carriage return and "erase to the end of the line" (ECMA-48, 8.3.41).
      if (columns !== undefined) terminal.err('\r\u001b[K');
      else if (shown !== state) show();
    },
  };
}

interface State {
  readonly label: string;
  readonly done: number;
  readonly total: number | undefined;
  readonly elapsedMs: number;
}

/** One line that is never wider than the terminal, since a wrapped line cannot be drawn over. */
function renderBar(state: State, columns: number): string {
  const text = describe(state);
  const room = Math.min(40, columns - text.length - 4);
  if (state.total === undefined || room < 5) return text.slice(0, Math.max(0, columns - 1));
  const filled = Math.round(shareOf(state) * room);
  return `[${'#'.repeat(filled)}${'.'.repeat(room - filled)}] ${text}`;
}

function describe(state: State): string {
  const { label, done, total, elapsedMs } = state;
  const rate = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  const speed = `${groupDigits(Math.round(rate))}/s`;
  if (total === undefined) return `${label}: ${groupDigits(done)}, ${speed}`;
  const percent = `${Math.floor(shareOf(state) * 100)} %`;
  const left = rate > 0 ? `, ${renderSpan((total - done) / rate)} left` : '';
  return `${label}: ${percent}, ${groupDigits(done)} of ${groupDigits(total)}, ${speed}${left}`;
}

function shareOf({ done, total = 0 }: State): number {
  return total <= 0 ? 1 : Math.min(1, done / total);
}

function groupDigits(count: number): string {
  return count.toLocaleString('en-US');
}

/** @param seconds what is under 0, since more was done than was foreseen, counts as 0 */
function renderSpan(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
