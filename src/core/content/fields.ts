import { z } from 'zod';
import { destinationCharactersMax, httpDestinationProblem } from './destination.ts';

/**
 * Building blocks of the content schemas. None of them transforms to another type, so that each schema is
 * also its published JSON Schema; lengths are in UTF-16 units, after trimming.
 */

const textMax = 500;

/** Text that may run over several lines; they end in LF, whatever the form that sent them made of it. */
export function text(max: number = textMax) {
  return z
    .string()
    .trim()
    .overwrite((value) => value.replace(/\r\n?/g, '\n'))
    .min(1)
    .max(max)
    .refine(isCleanText, { error: 'must not hold control characters other than line breaks and tabs' });
}

/** Text of one line: names, titles, labels. */
export function line(max: number = textMax, min: 0 | 1 = 1) {
  return z.string().trim().min(min).max(max).refine(isCleanLine, { error: oneLineMessage });
}

/** Text that is taken to the letter, spaces at its ends included. */
export function exactLine(max: number = textMax) {
  return z.string().min(1).max(max, { abort: true }).refine(isCleanLine, { error: oneLineMessage });
}

const oneLineMessage = 'must be one line without control characters';

function isCleanLine(value: string): boolean {
  return value.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(value);
}

function isCleanText(value: string): boolean {
  return value.isWellFormed() && !/(?![\t\n])\p{Cc}/u.test(value);
}

/**
 * A link, under the rule for destinations; whether it leads to ourselves is asked by `ownLinksIn`, which
 * knows the field by this very object: do not clone it with `meta` or `describe`.
 */
export const httpUrl = z
  .string()
  .max(destinationCharactersMax, { abort: true })
  .check((context) => {
    const problem = httpDestinationProblem(context.value, []);
    if (problem !== undefined) {
      context.issues.push({ code: 'custom', message: problem, input: context.value });
    }
  })
  .register(z.globalRegistry, { description: 'An absolute http(s) URL' });

/** A telephone number, kept as its digits with `+` where it was written: E.164, or digits as dialled locally. */
export const phoneNumber = z
  .string()
  .trim()
  .overwrite(dropTelPunctuation)
  .refine(isTelNumber, { error: 'must be a telephone number such as +43 660 1234567' })
  .describe('A telephone number; kept as its digits, with + in front where it has its country code');

/** A number in full, since there is no local network to dial it in; kept as E.164 with `+`. */
export const internationalPhoneNumber = z
  .string()
  .trim()
  .overwrite(addTelPlus)
  .refine(isInternationalNumber, {
    error: 'must be a telephone number with its country code, such as +43 660 1234567',
  });

/** `(0)` after a country code is dialled only without that code. Address books add invisible marks. */
function dropTelPunctuation(number: string): string {
  const visible = number.replace(/[\s\p{Cf}]/gu, '');
  const dialled = visible.startsWith('+') ? visible.replace('(0)', '') : visible;
  return dialled.replace(/[\p{Pd}.()/]/gu, '');
}

function addTelPlus(number: string): string {
  return dropTelPunctuation(number).replace(/^(?:\+|00)?(?=[1-9])/, '+');
}

function isTelNumber(number: string): boolean {
  return isInternationalNumber(number) || /^[0-9]{2,15}$/.test(number);
}

/** E.164, 6.2: at most 15 digits, and no country code begins with 0. */
function isInternationalNumber(number: string): boolean {
  return /^\+[1-9][0-9]{1,14}$/.test(number);
}

/** 254: the longest address that fits a path of RFC 5321, 4.5.3.1.3. International addresses are welcome. */
export const emailAddress = z.string().trim().max(254, { abort: true }).refine(isEmailAddress, {
  error: 'must be one e-mail address such as name@example.com',
});

function isEmailAddress(address: string): boolean {
  return (
    address.isWellFormed() &&
    /^[^\s\p{Cc}@"(),:;<>[\]\\]+@[^\s\p{Cc}@"(),:;<>[\]\\]+\.[^\s\p{Cc}@"(),:;<>[\]\\.]+$/u.test(address)
  );
}

export const latitude = z.number().min(-90).max(90);
export const longitude = z.number().min(-180).max(180);

/** In units of the currency, such as 12.5 for twelve euros and fifty cents. */
export const price = z.number().min(0).max(1_000_000_000);

/** ISO 4217. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters such as EUR');

export const socialNetwork = z.strictObject({ network: line(), url: httpUrl });

export const labelledLink = z.strictObject({ label: line().optional(), url: httpUrl });

export const postalAddress = z.strictObject({
  street: text().optional(),
  city: line().optional(),
  region: line().optional(),
  postal_code: line().optional(),
  country: line().optional(),
});
