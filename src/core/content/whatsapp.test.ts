import { expect, test } from 'vitest';
import { resolveContent } from './registry.ts';

const rules = { ownHosts: [], mapProvider: 'google' } as const;

test.each([
  [{ phone: '+43 660 12345' }, 'https://wa.me/4366012345'],
  [{ phone: '0043660 12345', body: "it's 5 & more" }, "https://wa.me/4366012345?text=it's%205%20%26%20more"],
])('whatsapp of %j opens %s', (content, expected) => {
  const resolved = resolveContent('whatsapp', { content }, rules);
  expect(resolved.destination).toBe(expected);
  expect(resolved.href).toBe(new URL(expected).href);
});

test.each([
  ['+43 660 12345', { phone: '+4366012345' }],
  ['https://wa.me/4366012345?text=Hi%20du', { phone: '+4366012345', body: 'Hi du' }],
  ['https://api.whatsapp.com/send?phone=4366012345', { phone: '+4366012345' }],
])('%s says the same as %j', (destination, content) => {
  expect(resolveContent('whatsapp', { destination }, rules).content).toEqual(content);
});

test('an invitation to a group is a link of its own', () => {
  const destination = 'https://chat.whatsapp.com/AbCdEf';
  expect(resolveContent('whatsapp', { destination }, rules)).toEqual({
    destination,
    href: destination,
    content: null,
  });
});

test.each([
  'https://evil.example/4366012345',
  'https://wa.me.evil.example/43660123',
  '0660 12345',
  'wa.me/43660',
])('%s is refused for WhatsApp', (destination) => {
  expect(() => resolveContent('whatsapp', { destination }, rules)).toThrow(/^destination: /);
});
