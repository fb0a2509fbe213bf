/** The longest name of the DNS (RFC 1035, 2.3.4); longer ones would not fit an index of every database. */
const hostMax = 253;

/** The host of a `Referer` (RFC 9110, 10.1.3), lower case and without `www.`; null when there is none. */
export function hostOfReferrer(referrer: string): string | null {
  if (referrer === '') return null;
  try {
    const { protocol, hostname } = new URL(referrer);
    if (protocol === 'android-app:') return hostname.slice(0, hostMax) || null;
    if (protocol !== 'http:' && protocol !== 'https:') return null;
    return hostname.replace(/^www\./, '').slice(0, hostMax) || null;
  } catch {
    return null;
  }
}
