import type { WireBudget } from '../../src/http/dashboard/wire-designs.ts';

type LostPart = WireBudget['lost'][number];
type Weighed = Pick<WireBudget, 'blocks' | 'worstBlock' | 'margin' | 'lost' | 'safe'>;
type Block = WireBudget['blocks'][number];

/** What costs codewords in the block that has the least left. */
export type LossKind = 'none' | 'logo' | 'colors' | 'both' | 'over';

export function lossOf({ blocks, worstBlock }: Pick<Weighed, 'blocks' | 'worstBlock'>): {
  readonly kind: LossKind;
  readonly n: number;
  readonly of: number;
  readonly byLogo: number;
  readonly byColors: number;
} {
  const block = blocks.find((one) => one.block === worstBlock) ?? blocks[0];
  if (block === undefined) return { kind: 'none', n: 0, of: 0, byLogo: 0, byColors: 0 };
  const { damaged: n, correctable: of, byLogo } = block;
  return { kind: kindOf(block), n, of, byLogo, byColors: n - byLogo };
}

function kindOf({ damaged, correctable, byLogo }: Block): LossKind {
  if (damaged === 0) return 'none';
  if (damaged > correctable) return 'over';
  if (byLogo === damaged) return 'logo';
  return byLogo === 0 ? 'colors' : 'both';
}

/** In one word, how far a design can be relied on. */
export type Verdict = 'good' | 'fair' | 'bad';

export function verdictOf(facts: Weighed): Verdict {
  if (!facts.safe) return 'bad';
  const { n, of } = lossOf(facts);
  // Half is left for dirt, wear and bad light.
  return facts.lost.length === 0 && 2 * n <= of ? 'good' : 'fair';
}

/** The server's sentences by what they are about; the first that fits. */
const said = [
  ['finder', /covers a part of an eye/, 'finderLogo'],
  ['finder', /barely darker/, 'finderColor'],
  ['finder', /of another size/, 'likenessMild'],
  ['finder', /looks like an eye/, 'likeness'],
  ['contrast', /lighter than its ground/, 'inverted'],
  ['contrast', /no background/, 'noGround'],
  ['contrast', /middle lightness/, 'lightness'],
  ['format', /^Both/, 'formatBoth'],
  ['format', /^One/, 'formatOne'],
  ['version', /^Both/, 'versionBoth'],
  ['version', /^One/, 'versionOne'],
  ['quiet_zone', /no quiet zone/, 'noQuietZone'],
  ['quiet_zone', /quiet zone is/, 'thinQuietZone'],
  ['alignment', /misleads readers/, 'alignmentMisplaced'],
  ['alignment', /Alignment patterns/, 'alignment'],
  ['timing', /timing patterns/, 'timing'],
] as const satisfies readonly (readonly [LostPart['part'], RegExp, string])[];

export type LostKind = (typeof said)[number][2];

/** Undefined for what there are no words for but the server's own. */
export function lostKindOf({ part, message }: LostPart): LostKind | undefined {
  return said.find(([about, pattern]) => about === part && pattern.test(message))?.[2];
}
