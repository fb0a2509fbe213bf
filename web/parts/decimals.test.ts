import { expect, test } from 'vitest';
import { decimalSignOf, readNumber, writeNumber } from './decimals.ts';

const readIn = (language: string) => (text: string) => readNumber(text, language);

test('a price keeps its decimals, with a comma or a point before them', () => {
  const texts = [
    '4,90',
    '4.90',
    ' 1.234,5 ',
    '1,234.5',
    '-48.2082',
    '12',
    ',5',
    '4,',
    '4,90,',
    '0,250',
    '0.250',
  ];
  for (const language of ['en', 'de', 'ar'])
    expect(texts.map(readIn(language))).toEqual([
      ...[4.9, 4.9, 1234.5, 1234.5, -48.2082, 12, 0.5, 4, 4.9, 0.25, 0.25],
    ]);
  expect(['', '-', 'abc', '4,90 EUR', '--1', '.'].map(readIn('en'))).toEqual([
    ...[null, null, null, null, null, null],
  ]);
});

test('thousands that are grouped as the language does it are thousands', () => {
  const texts = ['1,000', '1.000', '-12,345,678', '1 000', '1,0000', '1,000.5'];
  expect(texts.map(readIn('en'))).toEqual([1000, 1, -12_345_678, 1000, 1, 1000.5]);
  expect(texts.map(readIn('ar'))).toEqual([1000, 1, -12_345_678, 1000, 1, 1000.5]);
  expect(['1.000', '1,000', '12.345.678', '1.000,5', '1.000,'].map(readIn('de'))).toEqual([
    ...[1000, 1, 12_345_678, 1000.5, 1000],
  ]);
});

test('a number stands in its field as the language writes it, and is read there as the same', () => {
  expect(['en', 'de', 'ar'].map(decimalSignOf)).toEqual(['.', ',', '.']);
  expect(writeNumber(4.9, 'de')).toBe('4,9');
  for (const language of ['en', 'de', 'ar'])
    for (const number of [-0.25, 1.234, 1000, 48.208])
      expect(readNumber(writeNumber(number, language), language)).toBe(number);
});
