import type { Change } from '../changes/change.ts';
import { isUsable } from '../keys/key.ts';
import type { FeedListener, LiveFeedOptions } from './feed.ts';

/** Ends listeners whose key or code is gone. Reads the log of changes while somebody listens, and only then. */
export interface FeedGuard {
  /** Whether this listener, who has just been added, may listen; from then on its end is seen. */
  admit(listener: FeedListener): Promise<boolean>;
}

const pageSize = 500;

/** @param onFailure the log cannot be read: who may go on listening is not known */
export function createFeedGuard(
  options: Pick<LiveFeedOptions, 'store' | 'clock'>,
  listeners: () => readonly FeedListener[],
  onFailure: (error: unknown) => void,
): FeedGuard {
  const { store } = options;
  /** The last change looked at; undefined while nobody listens. */
  let seq: number | undefined;
  let running = false;
  let watches = false;
  let again = false;

  const endThoseOf = async (changes: readonly Change[]) => {
    for (const listener of listeners()) {
      if (!changes.some((change) => isAbout(change, listener))) continue;
      if (!(await isAllowed(options, listener))) listener.end();
    }
  };
  const look = async () => {
    for (;;) {
      if (listeners().length === 0) seq = undefined;
      if (seq === undefined) return;
      const changes = await store.changes.listAfter(seq, pageSize);
      const last = changes.at(-1);
      if (last === undefined) return;
      await endThoseOf(changes);
      seq = last.seq;
    }
  };
  const lookSoon = async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await look().catch(onFailure);
    }
    running = false;
  };
  return {
    async admit(listener) {
      if (!watches) store.watch(() => void lookSoon());
      watches = true;
      // First the place in the log, then the key: what ends later stands behind that place.
      const last = await store.changes.lastSeq();
      seq ??= last;
      return isAllowed(options, listener);
    },
  };
}

function isAbout(change: Change, { access, code }: FeedListener): boolean {
  if (change.object === 'code') return change.objectId === code?.id;
  if (change.object === 'key') return change.objectId === access.key.id;
  return change.workspaceId === access.workspace.id;
}

async function isAllowed(
  { store, clock }: Pick<LiveFeedOptions, 'store' | 'clock'>,
  { access, code }: FeedListener,
): Promise<boolean> {
  const { workspace } = access;
  const key = await store.keys.find(access.key.id);
  if (key === undefined || !isUsable(key, clock.now())) return false;
  if (key.userId !== null && !(await store.workspaces.findMember(workspace.id, key.userId))) return false;
  return code === undefined || (await store.codes.find(workspace.id, code.id)) !== undefined;
}
