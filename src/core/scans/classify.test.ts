import { expect, test } from 'vitest';
import { classify, isPreviewAgent } from './classify.ts';
import { isScannerAgent } from './scanner-agents.ts';

const plain = { head: false, prefetch: false, blocked: null } as const;
const person = { missing: false, scanner: false, preview: false, bot: false } as const;
const everything = { missing: true, scanner: true, preview: true, bot: true } as const;

test('a person who is answered is a scan, and needs no reason', () => {
  expect(classify(plain, person)).toEqual({ kind: 'human', outcome: 'answered', reason: 'none' });
});

test.each(['paused', 'expired', 'trashed', 'suspended'] as const)(
  'a person at a %s code stays a person',
  (blocked) => {
    const facts = classify({ ...plain, blocked }, person);
    expect(facts).toEqual({ kind: 'human', outcome: 'blocked', reason: blocked });
  },
);

test('what the request says of itself comes before what its agent says', () => {
  const head = classify({ head: true, prefetch: true, blocked: 'paused' }, everything);
  expect(head).toEqual({ kind: 'head', outcome: 'blocked', reason: 'head_method' });
  const prefetch = classify({ ...plain, prefetch: true }, everything);
  expect(prefetch).toEqual({ kind: 'prefetch', outcome: 'answered', reason: 'purpose_header' });
});

test('a preview that is also on the list of bots is a preview, and no agent at all is a bot', () => {
  expect(classify(plain, { ...person, preview: true, bot: true })).toMatchObject({
    kind: 'preview',
    reason: 'preview_user_agent',
  });
  expect(classify(plain, { ...person, bot: true })).toMatchObject({ kind: 'bot', reason: 'bot_user_agent' });
  expect(classify(plain, { ...person, missing: true })).toMatchObject({
    kind: 'bot',
    reason: 'no_user_agent',
  });
});

test('a scanner is one before it is a preview or a bot, and no agent at all is none', () => {
  expect(classify(plain, { ...everything, missing: false })).toEqual({
    kind: 'scanner',
    outcome: 'answered',
    reason: 'scanner_user_agent',
  });
  expect(classify(plain, everything)).toMatchObject({ kind: 'bot', reason: 'no_user_agent' });
  expect(classify({ ...plain, head: true }, everything)).toMatchObject({ kind: 'head' });
});

test('somebody blocked for a reason that is not known any more is a person who was blocked', () => {
  const facts = classify({ ...plain, blocked: 'blocked' }, person);
  expect(facts).toEqual({ kind: 'human', outcome: 'blocked', reason: 'blocked' });
});

test('browsers of companies that make scanners as well are those of people', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0';
  for (const brand of [
    'Norton/129.0.27370.131',
    'Avast/130.0.0.0',
    'AVG/130.0.0.0',
    'Avira/130.0.0.0',
    'CCleaner/130',
  ]) {
    expect(isScannerAgent(`${chrome} Safari/537.36 ${brand}`), brand).toBe(false);
  }
  expect(isScannerAgent('NortonSafeWeb')).toBe(true);
});

test('a browser inside an app is no preview of it', () => {
  expect(isPreviewAgent('WhatsApp/2.23.20.0 A')).toBe(true);
  expect(isPreviewAgent('Mozilla/5.0 (iPhone) Mobile/15E148 Instagram 330.0.0.0')).toBe(false);
  expect(isPreviewAgent('Mozilla/5.0 (iPhone) Mobile/15E148 [FBAN/FBIOS;FBAV/460.0]')).toBe(false);
});
