import type { AgentFacts } from '../core/scans/reclassify.ts';
import { parseAgent } from '../ingest/enrich/agents.ts';

/** What the drain reads in a user-agent string, for commands. */
export function agentReader(): (userAgent: string) => AgentFacts {
  return parseAgent;
}
