import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldReasons, reasonOf, wholeReasons } from '../../src/core/problem-reasons.ts';

const root = join(import.meta.dirname, '../..');
const reasons = Object.entries({ ...fieldReasons, ...wholeReasons });

/** Rooms in which things are refused that forms send; statistics are asked for by addresses, and by programs. */
const folders = ['src/core', 'src/http/dashboard'] as const;
const forPrograms = [
  /^(stats|changes|requests|scans|idempotency)\//,
  /^designs\/trial\.ts$/,
  /^(auth|surface|code-requests|print-requests|stat-stream)\b/,
];
/** Said to programs, or put together in a way of its own, which the test before holds. */
const saidElsewhere = new Set([
  'Nothing to change: send at least one of name, destination, content, status, tags, folder_id, expires_at, design. require_proof alone is no change.',
  'destination and content were both changed: send the one that is to count',
  'a qr-track key acts as a user: say self',
  'name a code, a tag or a folder, or none of them for the whole workspace',
  'must be Base64 (RFC 4648, 4)',
  '7, or transparent',
  '7 this logo. Give them another design first.',
  'The 7 plan has room for 7, and 7 has as many. Change its plan to add more.',
  'The design failed its proof (7 of 100) and was not saved.7',
]);

/** What is told of a field, as it is written in the sources, with a number in place of what it is told with. */
function sentencesIn(source: string): readonly string[] {
  const said = [
    /\binvalid\(\s*(?:'[^']*'|`[^`]*`|\w+(?:\((?:'[^']*'|`[^`]*`|[^()]*)\))?)\s*,\s*(?:'([^'\n]+)'|`([^`]+)`)/g,
    /\bnew AppError\(\s*'(?:already_exists|in_use|plan_limit_reached|proof_failed)',\s*(?:'([^'\n]+)'|`([^`]+)`)/g,
    /\b(?:error|message|problem): (?:'((?:must|use|send|is|has|would) [^'\n]+)'|`((?:must|use|send|is|has|would) [^`]+)`)/g,
    /\.(?:min|max|regex|refine)\([^;\n]*,\s*(?:'([^'\n]+)'|`([^`]+)`)\)/g,
    /\bMessage = (?:'([^'\n]+)'|`([^`]+)`)/g,
  ];
  return said
    .flatMap((pattern) => [...source.matchAll(pattern)])
    .map(([, plain, template]) => plain ?? template ?? '')
    .map((text) => text.replaceAll(/\$\{toTell\}/g, ' for a scanner to tell them apart'))
    .map((text) => text.replaceAll(/\$\{mm\(\w+\)\}/g, '7 mm').replaceAll(/\$\{[^}]*\}/g, '7'));
}

describe('what is wrong with what somebody fills in', () => {
  it.each(['en', 'de', 'ar'])('has words in %s for every reason that there is', (language) => {
    const file = join(root, `web/messages/${language}/reasons.json`);
    const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(words).toSorted()).toEqual(reasons.map(([reason]) => reason).toSorted());
    for (const [reason, sentence] of reasons) {
      const given = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const taken = [...words[reason]!.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name);
      expect(given, reason).toEqual(expect.arrayContaining(taken));
    }
  });

  it('is known by its reason, and with what was given', () => {
    for (const [reason, sentence] of reasons)
      expect(reasonOf(sentence.replaceAll(/\{(\w+)\}/g, '7'))?.reason).toBe(reason);
    expect(reasonOf('must have at most 5 characters')).toEqual({ reason: 'long', given: { max: '5' } });
    expect(reasonOf('must be a number, or be left out')).toEqual({ reason: 'number', given: {} });
    expect(reasonOf('There is a folder "a "b" c" already. Choose another name.')?.given).toEqual({
      name: 'a "b" c',
    });
    expect(reasonOf('said to programs alone')).toBeUndefined();
  });

  it.each(folders)('is told in %s by no sentence without a reason', (folder) => {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .filter((file) => !forPrograms.some((pattern) => pattern.test(file)));
    const told = files.flatMap((file) => sentencesIn(readFileSync(join(root, folder, file), 'utf8')));
    expect(told.length).toBeGreaterThan(3);
    const unknown = told.filter((sentence) => !saidElsewhere.has(sentence) && !reasonOf(sentence));
    expect([...new Set(unknown)]).toEqual([]);
  });
});
