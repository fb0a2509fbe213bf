import type { Design } from '../../src/http/dashboard/wire-designs.ts';

export interface DraftState {
  readonly design: Design;
  /** As the server has it. */
  readonly saved: Design;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A design that is being worked on, with the way there and back. Parts that were not changed stay the same objects. */
export interface Draft {
  get(): DraftState;
  subscribe(listener: () => void): () => void;
  /** @param step what is changed: the same again within a second is one step, as is a slider that is drawn */
  change(make: (design: Design) => Design, step: string): void;
  undo(): void;
  redo(): void;
  /** The server has another one now: whoever has changed nothing goes along. */
  follow(saved: Design): void;
}

const stepMs = 1_000;
const stepsMax = 200;

interface Moment {
  readonly design: Design;
  readonly saved: Design;
  readonly past: readonly Design[];
  readonly future: readonly Design[];
}

export function createDraft(saved: Design, now: () => number = Date.now): Draft {
  const listeners = new Set<() => void>();
  let moment: Moment = { design: saved, saved, past: [], future: [] };
  let state = stateOf(moment);
  let last = { step: '', at: 0 };
  const go = (next: Moment, step = '') => {
    last = { step, at: now() };
    moment = next;
    state = stateOf(next);
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(make, step) {
      const design = make(moment.design);
      if (design === moment.design) return;
      const isSame = step === last.step && now() - last.at < stepMs;
      const past = isSame ? moment.past : [...moment.past, moment.design].slice(-stepsMax);
      go({ ...moment, design, past, future: [] }, step);
    },
    undo() {
      const design = moment.past.at(-1);
      if (design === undefined) return;
      go({ ...moment, design, past: moment.past.slice(0, -1), future: [moment.design, ...moment.future] });
    },
    redo() {
      const [design, ...future] = moment.future;
      if (design === undefined) return;
      go({ ...moment, design, past: [...moment.past, moment.design], future });
    },
    follow(fresh) {
      if (isSameDesign(fresh, moment.saved)) return;
      const { design, past } = moment;
      if (isSameDesign(design, fresh)) go({ ...moment, saved: fresh });
      else if (!isSameDesign(design, moment.saved)) go({ ...moment, saved: fresh });
      else go({ design: fresh, saved: fresh, past: [...past, design], future: [] });
    },
  };
}

function stateOf({ design, saved, past, future }: Moment): DraftState {
  return { design, saved, canUndo: past.length > 0, canRedo: future.length > 0 };
}

/** All designs have the same fields in the same order. */
export function isSameDesign(one: Design, other: Design): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
