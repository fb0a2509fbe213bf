import { dayOfId } from '../stats/month.ts';
import type { FlaggedHit } from '../store.ts';
import { type AgentSigns, classify, type RequestSigns } from './classify.ts';
import { packFlags, type Reason, type StoredFacts, unpackFlags } from './hit.ts';
import { timeOfScanId } from './id.ts';
import { createRepeatJudge } from './repeat.ts';

/** Judges the stored hits of one code anew, by the rules of today. */
export interface HitReview {
  /** The flags that the hit has by these rules. Hits have to come in the order of their ids. */
  flagsOf(hit: FlaggedHit): number;
}

/**
 * What the request was is told by the old facts; what its agent says is judged anew. Repeats are judged anew for those
 * visitors alone of whom a hit has changed: a visitor's hash holds the agent, so nobody else can have been touched.
 * The others keep what their server said, which knew in what order the hits came.
 * @param signsOf by number of the agent; undefined where its string is not known, and the facts stay
 * @param windowMs 0 turns repeats off
 */
export function createHitReview(
  signsOf: (agent: number) => AgentSigns | undefined,
  windowMs: number,
): HitReview {
  const repeats = createRepeatJudge(windowMs);
  const touched = createTouchedVisitors();
  const isRepeat = ({ id, ua, visitor }: FlaggedHit, was: StoredFacts, timeMs: number) => {
    if (signsOf(ua) && touched.has(visitor, id)) return repeats.isRepeat(0, visitor, timeMs);
    if (!was.repeat) repeats.remember(0, visitor, timeMs);
    return was.repeat;
  };
  return {
    flagsOf(hit) {
      const was = unpackFlags(hit.flags);
      const signs = signsOf(hit.ua);
      const facts = signs ? classify(requestOf(was), signs) : withoutRepeat(was);
      if (facts.kind !== was.kind || facts.reason !== withoutRepeat(was).reason)
        touched.add(hit.visitor, hit.id);
      const countable = facts.kind === 'human' && facts.outcome === 'answered';
      const repeat = countable && isRepeat(hit, was, timeOfScanId(hit.id));
      const reason = repeat ? 'repeat_window' : facts.reason;
      return packFlags({ ...facts, repeat, reason, network: was.network });
    },
  };
}

function withoutRepeat(facts: StoredFacts): StoredFacts {
  return facts.repeat ? { ...facts, reason: 'none' } : facts;
}

/** As far as it can be told: why a hit was blocked is known of people alone. */
function requestOf({ kind, outcome, reason }: StoredFacts): RequestSigns {
  const blocked = outcome === 'answered' ? null : isState(reason) ? reason : 'blocked';
  return { head: kind === 'head', prefetch: kind === 'prefetch', blocked };
}

const states = ['paused', 'expired', 'trashed', 'suspended'] as const;

function isState(reason: Reason): reason is (typeof states)[number] {
  return (states as readonly Reason[]).includes(reason);
}

/** Visitors have other hashes after midnight UTC: those of a day and the one before are all that matter. */
function createTouchedVisitors() {
  let day = 0;
  let today = new Set<number>();
  let yesterday = new Set<number>();
  const turnTo = (id: number) => {
    const now = dayOfId(id);
    if (now === day) return;
    yesterday = now === day + 1 ? today : new Set();
    today = new Set();
    day = now;
  };
  return {
    add(visitor: number, id: number) {
      turnTo(id);
      today.add(visitor);
    },
    has(visitor: number, id: number) {
      turnTo(id);
      return today.has(visitor) || yesterday.has(visitor);
    },
  };
}
