import type { JsonObject } from '../json.ts';

/** Who did it: shown in the audit log. */
export interface Actor {
  readonly kind: 'key' | 'user' | 'operator' | 'system';
  /** Id of the key or the user, an operator of the instance among them; null for the command line and the system. */
  readonly id: string | null;
  readonly name: string;
}

export const changedObjects = [
  'code',
  'key',
  'workspace',
  'user',
  'member',
  'invitation',
  'logo',
  'brand',
  'folder',
  'blocked_host',
  'report',
] as const;
export type ChangedObject = (typeof changedObjects)[number];

/**
 * One change, written in the transaction that makes it: audit log, history, undo and cache invalidation at
 * once. `seq` grows in commit order, so that whoever follows it misses nothing.
 */
export interface Change {
  readonly seq: number;
  readonly workspaceId: string | null;
  readonly actor: Actor;
  readonly object: ChangedObject;
  readonly objectId: string;
  /** Null when the object was made. */
  readonly before: JsonObject | null;
  /** Null when the object was deleted. */
  readonly after: JsonObject | null;
  /** UTC ms. */
  readonly at: number;
}

/** Greater ones are given out by neither engine: the column has 32 bits. */
export const seqMax = 2_147_483_647;

export type NewChange = Omit<Change, 'seq'>;
