import type { SpooledHit } from '../../core/scans/scan.ts';

/**
 * A group of hits as one text. Arrays, since names would take half of the space; and each user agent once,
 * since few of them make most requests. On disk until it is drained: never reorder, only add.
 */
type Row = [
  number,
  number,
  number,
  number,
  string | null,
  string | null,
  string | null,
  number,
  number,
  string | null,
];
type Body = [agents: string[], rows: Row[]];

export function encodeHits(hits: readonly SpooledHit[]): string {
  const agents = new Map<string, number>();
  const rows = hits.map((hit): Row => {
    const { id, code, workspace, signs, country, region, city, visitor, ua, referrer } = hit;
    let agent = agents.get(ua);
    if (agent === undefined) {
      agent = agents.size;
      agents.set(ua, agent);
    }
    return [id, code, workspace, signs, country, region, city, visitor, agent, referrer];
  });
  return JSON.stringify([[...agents.keys()], rows] satisfies Body);
}

export function decodeHits(body: string): SpooledHit[] {
  const [agents, rows] = JSON.parse(body) as Body;
  return rows.map((row) => {
    const [id, code, workspace, signs, country, region, city, visitor, agent, referrer] = row;
    const ua = agents[agent] ?? '';
    return { id, code, workspace, signs, country, region, city, visitor, ua, referrer };
  });
}
