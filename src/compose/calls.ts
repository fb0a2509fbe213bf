import type { ThreadFailure } from './thread-failure.ts';

/** What a thread can be asked for, by name. All of it crosses as structured clones. */
export type CallTable<Calls> = {
  readonly [Name in keyof Calls]: {
    readonly args: readonly unknown[];
    readonly result: unknown;
    /** What is told while it is under way. */
    readonly progress?: unknown;
  };
};

export type ProgressOf<Call> = Call extends { readonly progress: infer Progress } ? Progress : never;

/** To a thread. */
export type CallMessage =
  | { readonly id: number; readonly call: string; readonly args: readonly unknown[] }
  | { readonly id: number; readonly abort: true };

/** From a thread. */
export type CallReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: ThreadFailure }
  | { readonly id: number; readonly progress: unknown };
