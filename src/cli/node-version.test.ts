import { expect, test } from 'vitest';
import { complainAboutNode } from './node-version.ts';

test.each(['26.10.0', '26.10.1', '26.11.0', '27.0.0', '100.0.0'])(
  'Node %s will do where 26.10.0 is needed',
  (found) => expect(complainAboutNode(found, '26.10.0')).toBeUndefined(),
);

test.each(['26.9.9', '24.99.0', '20.20.2', '9.0.0'])(
  'Node %s is refused by name where 26.10.0 is needed',
  (found) =>
    expect(complainAboutNode(found, '26.10.0')).toContain(
      `needs Node 26.10.0 or newer and this is ${found}:`,
    ),
);
