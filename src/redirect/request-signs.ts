/** What a request tells of itself, read from the raw headers in one pass. */
export interface RequestHeaders {
  /** At most 512 characters; '' when missing. */
  readonly userAgent: string;
  /** At most 1,024 characters; '' when missing. */
  readonly referrer: string;
  readonly acceptLanguage: string;
  /** `Sec-Purpose` (Fetch Standard, 2.2.2), or what older browsers sent: `Purpose`, `X-Moz`, `X-Purpose`. */
  readonly prefetch: boolean;
}

const userAgentMax = 512;
const referrerMax = 1_024;

/** @param raw names and values in turn, as received; node's parsed headers cost several times as much */
export function readSigns(raw: readonly string[]): RequestHeaders {
  let userAgent = '';
  let referrer = '';
  let acceptLanguage = '';
  let prefetch = false;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    // Only names of these lengths matter; most headers are passed over without a comparison.
    switch (name.length) {
      case 5:
      case 9:
      case 11:
        if (isPurpose(name) && isPrefetch(raw[at + 1] ?? '')) prefetch = true;
        break;
      case 7: {
        const lower = name.toLowerCase();
        if (lower === 'referer') referrer ||= raw[at + 1] ?? '';
        else if (lower === 'purpose' && isPrefetch(raw[at + 1] ?? '')) prefetch = true;
        break;
      }
      case 10:
        if (name.toLowerCase() === 'user-agent') userAgent ||= raw[at + 1] ?? '';
        break;
      case 15:
        if (name.toLowerCase() === 'accept-language') acceptLanguage ||= raw[at + 1] ?? '';
        break;
    }
  }
  return {
    userAgent: userAgent.length > userAgentMax ? userAgent.slice(0, userAgentMax) : userAgent,
    referrer: referrer.length > referrerMax ? referrer.slice(0, referrerMax) : referrer,
    acceptLanguage,
    prefetch,
  };
}

const purposeNames = new Set(['x-moz', 'x-purpose', 'sec-purpose']);

function isPurpose(name: string): boolean {
  return purposeNames.has(name.toLowerCase());
}

/** `prefetch`, `prefetch;prerender`, `prerender`, `preview` (Safari's top sites). */
function isPrefetch(value: string): boolean {
  return /^\s*(prefetch|prerender|preview)\b/i.test(value);
}
