import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ExampleCall,
  exampleLanguages,
  quotePhp,
  quoteScript,
  quoteShell,
  renderExample,
} from './examples.ts';

const hostile = [
  `it's`,
  `'; rm -rf / #`,
  `$(id) \`id\` \${HOME} !! %s \\`,
  `\\'; system('id'); //`,
  `"""\n'''\r\t`,
  '@/etc/passwd',
  '\u2028\u2029\u0085\u0001\u007f',
  '?> <?php echo 1;',
  '</script><script>alert(1)</script>',
  'قائمة الصيف 🍋',
  '\\x41\\u0041\\n\\',
  '',
];

const call: ExampleCall = {
  origin: 'https://qr.example.com',
  dialect: 'qra',
  method: 'POST',
  path: '/api/v1/qr',
  body: '{"name":"Joe\'s"}',
};

/** What a shell gives to the program that it calls. */
function readByShell(words: readonly string[]): string[] {
  const script = `printf '%s\\0' ${words.join(' ')}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** A single-quoted string, read as PHP's manual says: `\\` and `\'` are escapes, any other backslash is itself. */
function readByPhp(literal: string): string {
  const whole = /^'((?:[^\\']|\\[\s\S])*)'$/.exec(literal);
  if (!whole) throw new Error(`not one string: ${literal}`);
  return (whole[1] ?? '').replace(/\\([\\'])/g, '$1');
}

test('a shell gives exactly the text on, whatever is in it', () => {
  expect(readByShell(hostile.map(quoteShell))).toEqual(hostile);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }).filter(isPlain), { minLength: 20 }), (texts) => {
      expect(readByShell(texts.map(quoteShell))).toEqual(texts);
    }),
    { numRuns: 20 },
  );
});

/** Without what no process can be given. */
function isPlain(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

test('PHP reads exactly the text, whatever is in it', () => {
  for (const text of hostile) expect(readByPhp(quotePhp(text))).toBe(text);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readByPhp(quotePhp(text)) === text));
});

test('JavaScript reads exactly the text, on one line, and Python knows no other escapes', () => {
  const holds = (text: string) => {
    const literal = quoteScript(text);
    expect(literal).not.toMatch(/[\n\r\u2028\u2029\0]/);
    expect(literal.replace(/\\(?:[\\'nrt]|x[0-9a-f]{2}|u[0-9a-f]{4})/g, '')).not.toContain('\\');
    expect(runInNewContext(literal)).toBe(text);
  };
  for (const text of hostile) holds(text);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), holds));
});

test('a whole call in curl is one command with one argument each', () => {
  const body = `{"name":"$(id) it's @home"}`;
  const words = renderExample('curl', { ...call, method: 'PATCH', body }).replaceAll('\\\n', '');
  expect(readByShell([words])).toEqual([
    'curl',
    'https://qr.example.com/api/v1/qr',
    '-X',
    'PATCH',
    '-H',
    'Authorization: Bearer qrf_live_YOUR_KEY',
    '-H',
    'Content-Type: application/json',
    '--data-raw',
    body,
  ]);
});

test('a whole call in JavaScript runs and asks for just that', () => {
  const body = `'}); fetch('https://evil.example.com`;
  const asked: unknown[] = [];
  const program = renderExample('JavaScript', { ...call, body });
  runInNewContext(`(async () => {${program}})()`, {
    fetch: (url: string, given: object) => {
      asked.push([url, { ...given }]);
      return new Promise(() => {});
    },
  });
  const headers = { Authorization: 'Bearer qrf_live_YOUR_KEY', 'Content-Type': 'application/json' };
  expect(asked).toEqual([['https://qr.example.com/api/v1/qr', { method: 'POST', headers, body }]]);
});

test('each language has the header of the dialect, and a word in place of the key', () => {
  for (const language of exampleLanguages) {
    const qra = renderExample(language, call);
    expect(qra).toContain('Bearer qrf_live_YOUR_KEY');
    const track = renderExample(language, { ...call, dialect: 'qr-track', path: '/api.php' });
    expect(track).toContain('X-Api-Key');
    expect(track).toContain('qrt_YOUR_KEY');
  }
});

test('without a body there is neither one nor its type', () => {
  for (const language of exampleLanguages) {
    const text = renderExample(language, { ...call, method: 'GET', body: '' });
    expect(text).not.toMatch(/Content-Type|POSTFIELDS|--data|data=|body/);
  }
});

test('braces in an address are not a list to curl', () => {
  expect(renderExample('curl', { ...call, path: '/api/v1/qr?tag={a,b}' })).toContain('--globoff');
});
