import type { Budget } from '../../src/core/designs/budget.ts';
import type { LogoPixels } from '../../src/qr/budget/logo-pixels.ts';
import type { Fitted } from './fitting.ts';
import type { Subject } from './subject.ts';

/** What the page asks its worker: `fit` takes some ms, `weigh`, which tries many other designs, some hundred. */
export interface Question {
  readonly id: number;
  readonly task: 'fit' | 'weigh';
  readonly subject: Subject;
  /** Of its logo, the first time it is spoken of. */
  readonly pixels: LogoPixels | null;
}

/** A budget without what would help, which is known later. */
export type Facts = Pick<Budget, 'symbol' | 'blocks' | 'worstBlock' | 'margin' | 'lost' | 'safe'>;

export interface Answer {
  readonly id: number;
  /** Null: no symbol holds the text at the level that is asked for. */
  readonly fitted: Fitted | null;
  readonly facts: Facts | null;
  readonly budget: Budget | null;
}
