import { expect, test } from 'vitest';
import { resolveContent } from './registry.ts';

const rules = { ownHosts: [], mapProvider: 'google' } as const;

test.each([
  [{ email: 'ada@example.com' }, 'mailto:ada@example.com'],
  [
    { email: 'ada@example.com', subject: 'Caf\u00e9 & more', body: 'One\nTwo\r\nThree + 4?' },
    'mailto:ada@example.com?subject=Caf%C3%A9%20%26%20more&body=One%0D%0ATwo%0D%0AThree%20%2B%204%3F',
  ],
  [
    { email: 'a+b&c@example.com', cc: ['c@example.com', 'd?e@example.com'], bcc: ['x@example.com'] },
    'mailto:a%2Bb%26c@example.com?cc=c@example.com,d%3Fe@example.com&bcc=x@example.com',
  ],
  [{ email: '50%40@example.com', subject: 'a, b' }, 'mailto:50%2540@example.com?subject=a,%20b'],
  [{ email: 'm\u00fc@m\u00fc.example' }, 'mailto:m%C3%BC@m%C3%BC.example'],
])('mail of %j opens %s', (content, expected) => {
  const resolved = resolveContent('email', { content }, rules);
  expect(resolved.destination).toBe(expected);
  expect(resolved.href).toBe(expected);
  expect(resolveContent('email', { destination: expected }, rules).href).toBe(expected);
});

test.each([
  ['ada@example.com', { email: 'ada@example.com' }],
  ['mailto:a%2Bb@example.com?subject=&body=Hi', { email: 'a+b@example.com', body: 'Hi' }],
  ['MAILTO:ada@example.com?Subject=1+1', { email: 'ada@example.com', subject: '1+1' }],
])('%s says the same as %j', (destination, content) => {
  expect(resolveContent('email', { destination }, rules).content).toEqual(content);
});

test.each([
  'mailto:',
  'mailto:a@example.com,b@example.com',
  'mailto:ada@example.com?attach=/etc/passwd',
  'mailto:ada@example.com?subject=a%0D%0ABcc:x@example.com',
  'mailto:ada@example.com?subject=%ff',
  'nobody',
])('%s is refused as a mail', (destination) => {
  expect(() => resolveContent('email', { destination }, rules)).toThrow(/^destination: /);
});
