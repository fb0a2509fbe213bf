import type { Agent } from '../../src/ingest/enrich/agents.ts';
import { parseAgent } from '../../src/ingest/enrich/agents.ts';

/** Browsers as they present themselves; `%` takes a version. */
const forms = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_% like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.% Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/13%.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_% like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/13%.0.6943.84 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/2%.0 Chrome/125.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Android 15; Mobile; rv:13%.0) Gecko/13%.0 Firefox/13%.0',
  'Mozilla/5.0 (iPad; CPU OS 18_% like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.% Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/13%.0.0.0 Safari/537.36 Edg/13%.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.% Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:13%.0) Gecko/20100101 Firefox/13%.0',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/13%.0.0.0 Safari/537.36',
];

/** Twenty browsers, for load. */
export const loadAgents: readonly string[] = forms.flatMap((form) => [
  form.replaceAll('%', '3'),
  form.replaceAll('%', '5'),
]);

type NamedAgent = Pick<Agent, 'device' | 'os' | 'browser'> & { readonly ua: string };

/** What a year brings: the same browsers in many versions and builds. */
export function makeAgents(count: number): NamedAgent[] {
  return Array.from({ length: count }, (_, n) => {
    const form = forms[n % forms.length] as string;
    const version = Math.floor(n / forms.length);
    const ua = `${form.replaceAll('%', String(version % 10))}${version < 10 ? '' : ` Build/${version}`}`;
    const { device, os, browser } = parseAgent(ua);
    return { ua, device, os, browser };
  });
}
