import { createDice } from '../../src/cli/demo/dice.ts';
import { packFlags } from '../../src/core/scans/hit.ts';
import { createScanIds } from '../../src/core/scans/id.ts';
import type { EnrichedHit } from '../../src/core/scans/scan.ts';
import { makeAgents } from './agents.ts';
import { createZipf } from './zipf.ts';

interface Stream {
  /** Codes 1 to `codes`, the lower the busier. */
  readonly codes: number;
  readonly workspace: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly hits: number;
  readonly seed: number;
}

const countries = ['DE', 'FR', 'US', 'GB', 'IT', 'ES', 'NL', 'PL', 'AT', 'CH', 'SE', 'BR', 'IN', 'JP', 'CA'];
const citiesPerCountry = 40;
const agentCount = 1_000;
const referrers = [
  null,
  null,
  null,
  null,
  'instagram.com',
  'google.com',
  'facebook.com',
  't.co',
  'linkedin.com',
];
const scanFlags = packFlags({ kind: 'human', outcome: 'answered', repeat: false, reason: 'none' });
const repeatFlags = packFlags({ kind: 'human', outcome: 'answered', repeat: true, reason: 'repeat_window' });
const botFlags = packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' });

/** Gives the next hits of an endless supply, in the order of their times: the same for the same seed. */
export function createHitSource(stream: Stream): (count: number) => EnrichedHit[] {
  const dice = createDice(stream.seed);
  const codeRank = createZipf(stream.codes, dice);
  const placeRank = createZipf(countries.length * citiesPerCountry, dice);
  const agentRank = createZipf(agentCount, dice);
  const agents = makeAgents(agentCount);
  const stepMs = (stream.toMs - stream.fromMs) / stream.hits;
  let made = 0;
  let nowMs = stream.fromMs;
  const ids = createScanIds(() => nowMs, 0, 0);
  const makeHit = (): EnrichedHit => {
    nowMs = Math.floor(stream.fromMs + (made + dice.roll()) * stepMs);
    made += 1;
    const chance = dice.roll();
    const flags = chance < 0.04 ? repeatFlags : chance < 0.1 ? botFlags : scanFlags;
    const place = placeRank();
    const country = countries[place % countries.length] as string;
    return {
      id: ids.next(),
      code: codeRank() + 1,
      workspace: stream.workspace,
      country,
      region: `Region ${country} ${place % 10}`,
      city: `City ${place}`,
      visitor: dice.whole(2 ** 15) * 2 ** 32 + dice.whole(2 ** 32),
      ...(agents[agentRank()] as (typeof agents)[number]),
      referrer: referrers[dice.whole(referrers.length)] ?? null,
      flags,
    };
  };
  return (count) => Array.from({ length: count }, makeHit);
}
