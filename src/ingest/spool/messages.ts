/** What crosses between the threads of the spool: plain data, and nothing but ports besides. */

/** Number of values that one hit takes in the flat array of a group. */
export const hitFields = 7;

/**
 * A group of hits as one flat array, since cloning it between threads costs a fraction of what objects cost:
 * id, code, workspace, signs, client address, user agent, referrer, and again.
 */
export type FlatHits = (number | string)[];

export interface LinkRow {
  /** Folded slug. */
  readonly slug: string;
  /** `Link` as JSON; null takes the row away. */
  readonly link: string | null;
  readonly codeId: string;
}

export type SpoolRequest =
  | { readonly t: 'hits'; readonly hits: FlatHits }
  | { readonly t: 'find'; readonly call: number; readonly slugs: readonly string[] }
  | { readonly t: 'links'; readonly call: number; readonly rows: readonly LinkRow[]; readonly meta: Meta }
  | { readonly t: 'clear-links'; readonly call: number }
  | { readonly t: 'salts'; readonly call: number; readonly salts: readonly [string, string][] }
  | { readonly t: 'meta'; readonly call: number; readonly meta: Meta }
  | { readonly t: 'drain'; readonly call: number; readonly port: MessagePort }
  | { readonly t: 'close'; readonly call: number };

/** Small facts of the node, by name. */
export type Meta = Readonly<Record<string, string>>;

export type SpoolReply =
  | { readonly t: 'ready'; readonly state: SpoolState }
  | { readonly t: 'failed'; readonly error: WireError }
  | { readonly t: 'group'; readonly error: WireError | null; readonly depth: number }
  /** Hits not yet drained, after a batch was released. */
  | { readonly t: 'depth'; readonly depth: number }
  | { readonly t: 'call'; readonly call: number; readonly error: WireError | null; readonly value: unknown };

export interface SpoolState {
  /** Names this file for ever; a new file has a new one. */
  readonly spoolId: string;
  /** The greatest scan id ever committed here, 0 if none. */
  readonly lastHitId: number;
  readonly meta: Meta;
  /** Hits not yet drained. */
  readonly depth: number;
}

export interface WireError {
  readonly code: string;
  readonly message: string;
}

export function toWireError(error: unknown): WireError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : 'ERROR', message: String(message ?? error) };
}

/** A set of spooled hits that is fixed for ever: the same id never names other hits. */
export interface FixedBatch {
  readonly id: string;
  /** Inclusive positions in the spool. */
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** From the drain to the spool, over their own port. */
export type DrainRequest =
  | { readonly t: 'fix'; readonly hitsMax: number }
  | { readonly t: 'release'; readonly lastSeq: number };

/** `batch` null: nothing to drain; `more` follows when there is. */
export type DrainReply =
  | { readonly t: 'fixed'; readonly batch: FixedBatch | null; readonly error: WireError | null }
  | { readonly t: 'released'; readonly error: WireError | null }
  | { readonly t: 'more' };
