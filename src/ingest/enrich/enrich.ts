import { type AgentSigns, classify } from '../../core/scans/classify.ts';
import { packFlags } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import type { RepeatJudge } from '../../core/scans/repeat.ts';
import { type EnrichedHit, networkOfSigns, type SpooledHit, unpackSigns } from '../../core/scans/scan.ts';
import type { Agent } from './agents.ts';

/**
 * The steps that turn a spooled hit into a stored one, in order: user agent, kind, repeat. Place, visitor and
 * referring host were worked out before the hit was spooled, since no file may hold an address or a whole referrer.
 */
export function createEnricher(agentOf: (userAgent: string) => Agent, repeats: RepeatJudge) {
  return (hit: SpooledHit): EnrichedHit => {
    const agent = agentOf(hit.ua);
    const { id, code, workspace, country, region, city, visitor, ua, referrer } = hit;
    const { device, os, browser } = agent;
    const flags = flagsOf(hit, agent, repeats);
    return { id, code, workspace, country, region, city, visitor, ua, device, os, browser, referrer, flags };
  };
}

/** Only what would count as a scan can repeat one, and be repeated; a blocked human hit is judged as well. */
function flagsOf(hit: SpooledHit, agent: AgentSigns, repeats: RepeatJudge): number {
  const facts = classify(unpackSigns(hit.signs), agent);
  const countable = facts.kind === 'human' && facts.outcome === 'answered';
  const repeat = countable && repeats.isRepeat(hit.code, hit.visitor, timeOfScanId(hit.id));
  const network = networkOfSigns(hit.signs);
  return packFlags({ ...facts, repeat, reason: repeat ? 'repeat_window' : facts.reason, network });
}
