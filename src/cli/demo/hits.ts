import type { Code } from '../../core/codes/code.ts';
import { packFlags } from '../../core/scans/hit.ts';
import { createScanIds, nodeMax } from '../../core/scans/id.ts';
import type { EnrichedHit } from '../../core/scans/scan.ts';
import { dayMs } from '../../core/stats/month.ts';
import type { Dice } from './dice.ts';
import { busyByDay, busyByHour, demoAgents, demoPlaces, demoReferrers, demoRobots } from './visitors.ts';

export const demoDays = 35;

export interface BusyCode {
  readonly code: Pick<Code, 'num' | 'workspaceNum'>;
  readonly scansPerDay: number;
}

type Draft = Omit<EnrichedHit, 'id'> & { readonly at: number };

/**
 * Five weeks of hits up to `nowMs`, oldest first: more at noon and in the evening, more on weekends, with
 * repeats, robots and previews between.
 * @param repeatWindowMs what counts as a repeat here
 */
export function makeDemoHits(
  codes: readonly BusyCode[],
  dice: Dice,
  nowMs: number,
  repeatWindowMs: number,
): EnrichedHit[] {
  const today = Math.floor(nowMs / dayMs) * dayMs;
  const drafts = Array.from({ length: demoDays + 1 }, (_, n) => today - (demoDays - n) * dayMs).flatMap(
    (dayStart) => codes.flatMap((busy) => makeDay(busy, dice, dayStart, repeatWindowMs)),
  );
  const past = drafts.filter((draft) => draft.at < nowMs && draft.at >= nowMs - demoDays * dayMs);
  past.sort((left, right) => left.at - right.at);
  return withIds(past);
}

function makeDay(
  { code, scansPerDay }: BusyCode,
  dice: Dice,
  dayStart: number,
  repeatWindowMs: number,
): Draft[] {
  const busy = busyByDay[new Date(dayStart).getUTCDay()] ?? 1;
  const count = Math.round(scansPerDay * busy * (0.7 + 0.6 * dice.roll()));
  const robots = dice.whole(3);
  return [
    ...Array.from({ length: count }, () => makeVisit(code, dice, dayStart, repeatWindowMs)).flat(),
    ...Array.from({ length: robots }, () => makeRobot(code, dice, dayStart)),
  ];
}

const repeatShare = 0.06;

function makeVisit(code: BusyCode['code'], dice: Dice, dayStart: number, repeatWindowMs: number): Draft[] {
  const { hoursAhead, ...place } = dice.pick(demoPlaces);
  const localHour = dice.pick(busyByHour.map((weight, hour) => [weight, hour] as const));
  const at = dayStart + (((localHour - hoursAhead + 24) % 24) + dice.roll()) * 3_600_000;
  const flags = packFlags({ kind: 'human', outcome: 'answered', repeat: false, reason: 'none' });
  const referrer = dice.pick(demoReferrers);
  const scan = {
    ...baseOf(code, dice),
    ...place,
    ...dice.pick(demoAgents),
    referrer,
    flags,
    at: Math.floor(at),
  };
  if (repeatWindowMs < 2_000 || dice.roll() >= repeatShare) return [scan];
  const repeated = packFlags({ kind: 'human', outcome: 'answered', repeat: true, reason: 'repeat_window' });
  return [scan, { ...scan, at: scan.at + 1_000 + dice.whole(repeatWindowMs - 1_000), flags: repeated }];
}

function makeRobot(code: BusyCode['code'], dice: Dice, dayStart: number): Draft {
  const { kind, reason, ...agent } = dice.pick(demoRobots);
  const flags = packFlags({ kind, outcome: 'answered', repeat: false, reason });
  const place = { country: 'US', region: null, city: null, referrer: null };
  return { ...baseOf(code, dice), ...place, ...agent, flags, at: dayStart + dice.whole(dayMs) };
}

/** Visitors are hashes of 47 bits; they change daily, so that every visit of the demo has its own. */
function baseOf({ num, workspaceNum }: BusyCode['code'], dice: Dice) {
  return { code: num, workspace: workspaceNum, visitor: dice.whole(2 ** 15) * 2 ** 32 + dice.whole(2 ** 32) };
}

/** Ids carry the times; they are those of the last node number, which a small installation does not reach. */
function withIds(drafts: readonly Draft[]): EnrichedHit[] {
  let nowMs = 0;
  const ids = createScanIds(() => nowMs, nodeMax, 0);
  return drafts.map(({ at, ...hit }) => {
    nowMs = at;
    return { id: ids.next(), ...hit };
  });
}
