import { expect, test } from 'vitest';
import { resolveContent } from './registry.ts';

const rules = { ownHosts: [], mapProvider: 'google' } as const;

test.each([
  [{ phone: '+43 660 12345' }, 'sms:+4366012345'],
  [{ phone: '66012', body: 'Hi' }, 'sms:66012?&body=Hi'],
  [{ phone: '66012', body: 'a&b=c d+e?\n\u00e4' }, 'sms:66012?&body=a%26b%3Dc%20d%2Be%3F%0A%C3%A4'],
])('sms of %j opens %s', (content, expected) => {
  const resolved = resolveContent('sms', { content }, rules);
  expect(resolved.destination).toBe(expected);
  expect(resolved.href).toBe(expected);
});

test.each([
  ['+43 660 12345', { phone: '+4366012345' }],
  ['sms:66012', { phone: '66012' }],
  ['sms:66012?body=Hi%20du', { phone: '66012', body: 'Hi du' }],
  ['SMS:66012?&body=', { phone: '66012' }],
  ['smsto:66012:Hi: du', { phone: '66012', body: 'Hi: du' }],
  ['SMSTO:66012', { phone: '66012' }],
])('%s says the same as %j', (destination, content) => {
  expect(resolveContent('sms', { destination }, rules).content).toEqual(content);
});

test.each([
  'sms:',
  'sms:abc',
  'sms:66012,66013',
  'sms:66012?body=%E4',
  'sms:66012?body=a&body=b',
  'https://example.com/',
])('%s is refused as an SMS', (destination) => {
  expect(() => resolveContent('sms', { destination }, rules)).toThrow(/^destination: /);
});
