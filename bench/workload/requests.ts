import { createDice } from '../../src/cli/demo/dice.ts';
import { loadAgents } from './agents.ts';
import { slugOf } from './codes.ts';
import { createZipf } from './zipf.ts';

const requestCount = 4_000;

/** Scans by twenty browsers, of the first code alone or of many codes by popularity. */
export function scanRequests(port: number, codes: number, seed: number): string[] {
  const dice = createDice(seed);
  const rank = createZipf(codes, dice);
  return Array.from({ length: requestCount }, () => {
    const agent = loadAgents[dice.whole(loadAgents.length)];
    return renderRequest('GET', `/p/${slugOf(rank())}`, port, [`User-Agent: ${agent}`, 'Accept: text/html']);
  });
}

export function renderRequest(
  method: string,
  path: string,
  port: number,
  headers: readonly string[],
  body = '',
): string {
  const length =
    body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
  const lines = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, ...length];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
