import type { LinkCode } from '../core/codes/code.ts';
import { foldSlug } from '../core/codes/slug.ts';
import type { ContentRules } from '../core/content/types.ts';
import { compileLink, type Link } from '../core/routing/link.ts';
import type { Store } from '../core/store.ts';

/** The node's own redirect map, on its disk. */
export interface NodeLinks {
  find(slugs: readonly string[]): Promise<readonly (Link | null)[]>;
  /** Writes links and, with them, how far the log of changes was followed. A null link takes the code's row away. */
  put(rows: readonly { slug: string; codeId: string; link: Link | null }[], meta: FollowState): Promise<void>;
  clear(): Promise<void>;
}

export interface FollowState {
  /** The last change applied; '' before the first copy is complete. */
  readonly followed_seq: string;
  /** What links were compiled with: another value, and all are made again. */
  readonly link_rules: string;
  /** The list of blocked hosts, as JSON; absent: as it was. */
  readonly blocked_hosts?: string;
}

export interface Follower {
  /**
   * Applies every change committed before the call to the memory of this node; the node's file follows.
   * Rejects when the store does not answer.
   */
  catchUp(): Promise<void>;
  /** How many changes were applied. */
  applied(): number;
}

export interface FollowOptions {
  readonly store: Store;
  readonly links: NodeLinks;
  readonly rules: ContentRules;
  /** As read from the node's file. */
  readonly state: FollowState;
  /** A link as it is now, or gone, for the map in memory. */
  readonly onLink: (slug: string, link: Link | null) => void;
  readonly onClear: () => void;
  /** The whole list of blocked hosts: what memory holds has to be judged by it. */
  readonly onBlocked: (hosts: readonly string[]) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
}

const pageSize = 500;

/** Changes with this in them make the node's file be copied anew: raise it when `Link` changes its form. */
const linkFormat = 2;

function linkRulesOf(rules: ContentRules): string {
  return `${linkFormat} ${rules.mapProvider}`;
}

/**
 * Follows the log of changes, so that an edited code is served as edited, from memory, on every node, and the
 * node's own map holds every code when the store is away.
 */
export function createFollower(options: FollowOptions): Follower {
  const rules = linkRulesOf(options.rules);
  let seq = options.state.link_rules === rules ? Number(options.state.followed_seq || '-1') : -1;
  let applied = 0;
  let running: Promise<void> | undefined;
  let again: Promise<void> | undefined;

  const run = async () => {
    const last = await options.store.changes.lastSeq();
    // A store that is behind was restored from a backup: nothing known of it holds any more.
    if (last < seq) seq = -1;
    // A node that was away for longer than changes are kept has missed some.
    if (applied === 0 && (await options.store.changes.firstSeq()) > seq + 1) seq = -1;
    if (seq < 0) seq = await copyAll(options, rules, last);
    for (;;) {
      const changes = await options.store.changes.listAfter(seq, pageSize);
      const end = changes.at(-1);
      if (!end) return;
      const ids = changes.filter((change) => change.object === 'code').map((change) => change.objectId);
      const state = { followed_seq: String(end.seq), link_rules: rules };
      const blocked = changes.some(({ object }) => object === 'blocked_host')
        ? await applyHosts(options)
        : {};
      await applyCodes(options, slugsIn(changes), ids, { ...state, ...blocked });
      seq = end.seq;
      applied += changes.length;
    }
  };
  const start = () => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    applied: () => applied,
    catchUp() {
      if (!running) return start();
      // The run under way may have read the log already: one more covers whoever asks from now on.
      again ??= running
        .catch(() => undefined)
        .then(() => {
          again = undefined;
          return running ?? start();
        });
      return again;
    },
  };
}

/** Slugs of the codes that the changes speak of: also of those that are gone by now. */
function slugsIn(
  changes: readonly { objectId: string; before: unknown; after: unknown }[],
): Map<string, string> {
  const slugs = new Map<string, string>();
  for (const { objectId, before, after } of changes) {
    const { slug } = (after ?? before ?? {}) as { slug?: unknown };
    if (typeof slug === 'string') slugs.set(objectId, slug);
  }
  return slugs;
}

/** The list as it is now, whatever the changes say, since the list of a later moment is right as well. */
async function applyHosts(options: FollowOptions): Promise<Pick<FollowState, 'blocked_hosts'>> {
  const hosts = (await options.store.blocking.list()).map(({ host }) => host);
  await options.onBlocked(hosts);
  return { blocked_hosts: JSON.stringify(hosts) };
}

async function applyCodes(
  options: FollowOptions,
  slugs: ReadonlyMap<string, string>,
  ids: readonly string[],
  state: FollowState,
): Promise<void> {
  const unique = [...new Set(ids)];
  const codes = new Map((await options.store.codes.findByIds(unique)).map((code) => [code.id, code]));
  const rows = unique.map((id) => rowOf(options, id, codes.get(id), slugs.get(id)));
  for (const row of rows) options.onLink(row.slug, row.link);
  // Memory is right from here on; the file is repaired from the log when this write fails.
  options.links.put(rows, state).catch(options.onTrouble);
}

function rowOf(options: FollowOptions, codeId: string, code: LinkCode | undefined, slug: string | undefined) {
  if (!code) return { slug: foldSlug(slug ?? ''), codeId, link: null };
  return { slug: foldSlug(code.slug), codeId, link: compileLink(code, options.rules) };
}

/** Copies every code into the node's file, for a new node or after a change of rules; gives the place in the log. */
async function copyAll(options: FollowOptions, rules: string, seqBefore: number): Promise<number> {
  const incomplete = { followed_seq: '', link_rules: rules };
  // Before anything goes: a copy that breaks off must not look whole at the next start.
  await options.links.put([], incomplete);
  await options.links.clear();
  options.onClear();
  const blocked = await applyHosts(options);
  for (let num = 0; ; ) {
    const codes = await options.store.codes.listAfter(num, pageSize);
    const last = codes.at(-1);
    if (!last) break;
    const rows = codes.map((code) => rowOf(options, code.id, code, undefined));
    await options.links.put(rows, incomplete);
    num = last.num;
  }
  await options.links.put([], { followed_seq: String(seqBefore), link_rules: rules, ...blocked });
  return seqBefore;
}
