/** Tags of a campaign in a link, as analytics read them. */
export const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const;
export type UtmName = (typeof utmNames)[number];
export type Utm = Readonly<Record<UtmName, string>>;

const utmPattern = /^utm_(source|medium|campaign|term|content)$/;

/** Those of a link; empty where it has none, and where it is no link yet. */
export function readUtm(link: string): Utm {
  const query = URL.parse(link.trim())?.searchParams;
  return Object.fromEntries(utmNames.map((name) => [name, query?.get(`utm_${name}`) ?? ''])) as Utm;
}

/**
 * The link with this one tag set, or without it. Every other part stays as it was written, to the letter: only
 * pairs of the query that begin with `utm_` are touched.
 */
export function writeUtm(link: string, name: UtmName, value: string): string {
  const [, address = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(link) ?? [];
  const pairs = query.split('&').filter((pair) => pair !== '');
  const key = `utm_${name}`;
  const at = pairs.findIndex((pair) => nameOf(pair) === key);
  const others = pairs.filter((pair) => nameOf(pair) !== key);
  if (value !== '') others.splice(at < 0 ? others.length : at, 0, `${key}=${encodeURIComponent(value)}`);
  return `${address}${others.length > 0 ? `?${others.join('&')}` : ''}${fragment}`;
}

export function hasUtm(link: string): boolean {
  const query = URL.parse(link.trim())?.searchParams;
  return [...(query?.keys() ?? [])].some((key) => utmPattern.test(key));
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}
