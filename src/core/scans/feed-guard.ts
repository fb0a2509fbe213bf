import { isSessionOpen } from '../accounts/sessions.ts';
import type { Change } from '../changes/change.ts';
import { isUsable } from '../keys/key.ts';
import { may } from '../workspaces/roles.ts';
import type { FeedAccess, FeedListener, LiveFeedOptions } from './feed.ts';

/** Ends listeners whose right, code or folder is gone. Reads the log of changes while somebody listens, and only then. */
export interface FeedGuard {
  /** Whether this listener, who has just been added, may listen; from then on its end is seen. */
  admit(listener: FeedListener): Promise<boolean>;
  /** Ends it if it may not listen any more: what ends a session, or lets it pass, is in no log. */
  look(listener: FeedListener): Promise<void>;
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
    async look(listener) {
      if (!(await isAllowed(options, listener))) listener.end();
    },
  };
}

function isAbout(change: Change, { access, code, folderId }: FeedListener): boolean {
  if (change.object === 'code') return change.objectId === code?.id;
  if (change.object === 'folder') return change.objectId === folderId;
  if (change.object === 'key') return 'key' in access && change.objectId === access.key.id;
  if (change.object === 'user') return change.objectId === userOf(access);
  return change.workspaceId === access.workspace.id;
}

type Options = Pick<LiveFeedOptions, 'store' | 'clock'>;

async function isAllowed(options: Options, { access, code, folderId }: FeedListener): Promise<boolean> {
  if (!(await isGood(options, access)) || !(await mayRead(options, access))) return false;
  const { codes, folders } = options.store;
  if (folderId !== undefined && !(await folders.find(access.workspace.id, folderId))) return false;
  return code === undefined || (await codes.find(access.workspace.id, code.id)) !== undefined;
}

/** The key or the session itself. */
async function isGood({ store, clock }: Options, access: FeedAccess): Promise<boolean> {
  if ('sessionId' in access) return isSessionOpen(store, access, clock.now());
  const key = await store.keys.find(access.key.id);
  return key !== undefined && isUsable(key, clock.now());
}

/** Whoever it acts as. */
async function mayRead({ store }: Options, access: FeedAccess): Promise<boolean> {
  const userId = userOf(access);
  if (userId === null) return true;
  const [member, user] = await Promise.all([
    store.workspaces.findMember(access.workspace.id, userId),
    store.workspaces.findUser(userId),
  ]);
  if (member === undefined || user === undefined || user.disabledAt !== null) return false;
  return may({ role: member.role, readOnly: false }, 'codes:read');
}

/** Null for a key of the workspace alone. */
function userOf(access: FeedAccess): string | null {
  return 'sessionId' in access ? access.userId : access.key.userId;
}
