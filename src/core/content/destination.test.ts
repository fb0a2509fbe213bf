import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import cases from '../../../test/data/destinations.json' with { type: 'json' };
import { AppError } from '../errors.ts';
import { isMixedScriptHost, parseHttpDestination } from './destination.ts';

const rules = { ownHosts: ['self.test', 'q.example:8443'] };

function verdictOn(text: unknown): string {
  try {
    parseHttpDestination(text, rules);
    return isMixedScriptHost(String(text)) ? 'accept-and-flag' : 'accept';
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation_error') return 'reject';
    throw error;
  }
}

/** Where the data leave a choice, ours is to refuse. */
const choices: Readonly<Record<string, string>> = {
  'reject-or-strip': 'reject',
  'accept-or-reject': 'reject',
};

describe('every known hostile or odd destination gets its verdict', () => {
  test.each(cases)('$verdict: $input', ({ input, verdict, href }) => {
    expect(verdictOn(input)).toBe(choices[verdict] ?? verdict);
    if (!verdict.startsWith('accept') || verdictOn(input) === 'reject') return;
    const destination = parseHttpDestination(input, rules);
    expect(destination.written).toBe(input);
    expect(destination.href).toBe(href ?? input);
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['an object', { href: 'https://example.com/' }],
  ['a leading space', ' https://example.com/'],
  ['a trailing no-break space', 'https://example.com/\u00a0'],
  ['a byte order mark', '\ufeffhttps://example.com/'],
  ['a control character of the second set', 'https://example.com/\u0085'],
  ['half a surrogate pair', 'https://example.com/\ud800'],
  ['one slash', 'https:/example.com/'],
  ['backslashes', 'https:\\\\example.com/'],
  ['an empty user name', 'https://@example.com/'],
  ['our host in capitals', 'https://SELF.test/x'],
  ['our host with a final dot', 'https://self.test./x'],
  ['our host with its default port', 'https://self.test:443/x'],
  ['our host in full-width letters', 'https://\uff53elf.test/x'],
  ['our host percent-encoded', 'https://%73elf.test/x'],
  ['our host at its port', 'http://q.example:8443/x'],
])('%s is refused as a destination', (_, text) => {
  expect(verdictOn(text)).toBe('reject');
});

test.each([
  'https://notself.test/x',
  'https://self.test.example/x',
  'https://q.example/x',
  'https://example.com/?next=https://self.test/',
  'https://example.com/user@host',
  'http://[2001:db8::1]:8080/',
  'http://127.0.0.1/a b',
])('%s is accepted', (text) => {
  expect(verdictOn(text)).toBe('accept');
});

test('the error names the field and says what to do', () => {
  expect(() => parseHttpDestination('ftp://example.com', rules, 'content.url')).toThrow(
    expect.objectContaining({
      code: 'validation_error',
      details: [
        { path: 'content.url', message: 'must be an absolute URL that begins with http:// or https://' },
      ],
    }),
  );
});

test.each([
  ['https://\u0440\u0430ypal.example/', true],
  ['https://shop.\u03b1pple.example/x', true],
  ['https://m\u00fcnchen.example/', false],
  ['https://\u043f\u043e\u0447\u0442\u0430.example/', false],
  ['https://\u65e5\u672c\u3054abc.example/', false],
  ['https://example.com/\u0440a', false],
])('of %s a warning about look-alike scripts is %s', (written, expected) => {
  expect(isMixedScriptHost(written)).toBe(expected);
});

test('what is accepted is ASCII without control characters, http(s), and stable, whatever was written', () => {
  const anyTail = fc.string({ unit: 'binary', maxLength: 40 });
  const texts = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['http', 'https'] }),
    fc.tuple(fc.webUrl(), anyTail).map(([url, tail]) => url + tail),
    anyTail.map((tail) => `https://${tail}`),
    anyTail,
  );
  let accepted = 0;
  fc.assert(
    fc.property(texts, (text) => {
      if (verdictOn(text) === 'reject') return;
      accepted += 1;
      const { written, href } = parseHttpDestination(text, rules);
      expect(written).toBe(text);
      expect(href).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
      expect(new URL(href).href).toBe(href);
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(100);
});
