import { type AgentSigns, classify } from '../../core/scans/classify.ts';
import { packFlags } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import type { RepeatJudge } from '../../core/scans/repeat.ts';
import { type EnrichedHit, type SpooledHit, unpackSigns } from '../../core/scans/scan.ts';
import type { Agent } from './agents.ts';

/**
 * The steps that turn a spooled hit into a stored one, in order: user agent, referring host, kind, repeat.
 * Place and visitor were worked out before the hit was spooled, since no file may hold an address.
 */
export function createEnricher(agentOf: (userAgent: string) => Agent, repeats: RepeatJudge) {
  return (hit: SpooledHit): EnrichedHit => {
    const agent = agentOf(hit.ua);
    const { id, code, workspace, country, region, city, visitor, ua } = hit;
    const { device, os, browser } = agent;
    const flags = flagsOf(hit, agent, repeats);
    const referrer = hostOfReferrer(hit.referrer);
    return { id, code, workspace, country, region, city, visitor, ua, device, os, browser, referrer, flags };
  };
}

/** Only what would count as a scan can repeat one, and be repeated; a blocked human hit is judged as well. */
function flagsOf(hit: SpooledHit, agent: AgentSigns, repeats: RepeatJudge): number {
  const facts = classify(unpackSigns(hit.signs), agent);
  const countable = facts.kind === 'human' && facts.outcome === 'answered';
  const repeat = countable && repeats.isRepeat(hit.code, hit.visitor, timeOfScanId(hit.id));
  return packFlags({ ...facts, repeat, reason: repeat ? 'repeat_window' : facts.reason });
}

/** The host of a `Referer` (RFC 9110, 10.1.3), lower case and without `www.`; null when there is none. */
export function hostOfReferrer(referrer: string): string | null {
  if (referrer === '') return null;
  try {
    const { protocol, hostname } = new URL(referrer);
    if (protocol === 'android-app:') return hostname || null;
    if (protocol !== 'http:' && protocol !== 'https:') return null;
    return hostname.replace(/^www\./, '').slice(0, 253) || null;
  } catch {
    return null;
  }
}
