import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify } from '../../core/scans/classify.ts';
import { createAgents, parseAgent } from './agents.ts';

interface Request {
  readonly kind: string;
  readonly who: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const file = new URL('../../../test/data/not-a-scan.json', import.meta.url);
const data = JSON.parse(readFileSync(file, 'utf8')) as {
  requests: Request[];
  mustCount: Record<string, string>[];
};

function kindOf(headers: Readonly<Record<string, string>>, method = 'GET'): string {
  const prefetch = ['Sec-Purpose', 'Purpose', 'X-Moz'].some((name) => headers[name]?.startsWith('prefetch'));
  const signs = { head: method === 'HEAD', prefetch, blocked: null };
  return classify(signs, parseAgent(headers['User-Agent'] ?? '')).kind;
}

describe('who asks', () => {
  test.each(data.requests.map((request) => [request.who, request] as const))(
    '%s is no scan',
    (_, { kind, headers, method }) => expect(kindOf(headers, method)).toBe(kind),
  );

  test.each(data.mustCount.map((headers) => [headers['User-Agent']!]))('a person: %s', (agent) => {
    expect(kindOf({ 'User-Agent': agent })).toBe('human');
  });

  test.each(['', ' ', '\t'])('an agent of %j is none', (agent) => {
    expect(parseAgent(agent)).toMatchObject({
      missing: true,
      device: 'unknown',
      os: 'Unknown',
      browser: 'Unknown',
    });
  });
});

describe('what an agent tells of the device', () => {
  test.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      { device: 'mobile', os: 'iOS', browser: 'Safari' },
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
      { device: 'mobile', os: 'Android', browser: 'Chrome' },
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
      { device: 'tablet', os: 'iOS', browser: 'Safari' },
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15',
      { device: 'desktop', os: 'macOS', browser: 'Safari' },
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
      { device: 'desktop', os: 'Windows', browser: 'Firefox' },
    ],
    ['no known words at all', { device: 'unknown', os: 'Unknown', browser: 'Unknown' }],
  ])('%s', (agent, told) => expect(parseAgent(agent)).toMatchObject(told));
});

test('a remembered agent is told as the first time, also after many others', () => {
  const agentOf = createAgents(8);
  const agents = data.mustCount.map((headers) => headers['User-Agent']!);
  const first = agents.map(agentOf);
  for (let other = 0; other < 100; other += 1) agentOf(`Other/${other}`);
  expect(agents.map(agentOf)).toEqual(first);
  expect(agents.map(agentOf)).toEqual(agents.map(parseAgent));
});
