import { isIP } from 'node:net';
import { resolve } from 'node:path';

/**
 * Parsers of option values: text in, typed value out. A throw of `ValueError` says what would be right and is
 * completed with the option's name by whoever called.
 */
export class ValueError extends Error {}

/** @param min inclusive @param max inclusive */
export function parseInteger(text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
  throw new ValueError(`use a whole number from ${min} to ${max}`);
}

/** A count with `unlimited` or 0 for no limit. */
export function parseLimit(text: string): number | null {
  if (/^unlimited$/i.test(text)) return null;
  if (!/^\d{1,15}$/.test(text)) throw new ValueError('use a whole number, or `unlimited`');
  return Number(text) === 0 ? null : Number(text);
}

export function parseFlag(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new ValueError('use 1 or 0');
}

export function parseChoice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text.toLowerCase());
  if (found === undefined) throw new ValueError(`use one of ${choices.join(', ')}`);
  return found;
}

function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** An origin alone: short links are built by adding a path to it. */
export function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ValueError('use an address such as https://go.example.com');
  if (url.username !== '' || url.password !== '') throw new ValueError('leave user name and password out');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new ValueError('use scheme, host and port alone, without a path');
  }
  return url.origin;
}

/** Addresses and networks in CIDR form; a bare address is a network of one. */
export function parseNetworks(text: string): readonly string[] {
  return parseList(text).map((item) => {
    const [address = '', prefix, more] = item.split('/');
    const family = isIP(address);
    if (family === 0 || more !== undefined)
      throw new ValueError(`${item} is no address and no network such as 10.0.0.0/8`);
    const bits = family === 4 ? 32 : 128;
    if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)) {
      throw new ValueError(`${item} must end in a number of bits from 0 to ${bits}`);
    }
    return `${address}/${prefix ?? bits}`;
  });
}

export function parseOrigins(text: string): readonly string[] {
  return parseList(text).map((item) => (item === '*' ? item : parseOrigin(item)));
}

/** Field name of RFC 9110, clause 5.1. */
export function parseHeaderName(text: string): string {
  if (/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(text)) return text;
  throw new ValueError('use the name of one header, such as X-Forwarded-For');
}

export function parseDatabaseUrl(text: string): string {
  if (/^postgres(ql)?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new ValueError(
    'use an address such as postgres://user:password@host:5432/database, or nothing for SQLite',
  );
}

export function parseClickHouseUrl(text: string): string {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new ValueError('use an address such as https://user:password@host:8443/database, or nothing');
}

/** An absolute path; null for none. What is in the file is looked at by whoever opens it. */
export function parseFile(text: string, cwd: string): string | null {
  return text === '' ? null : resolve(cwd, text);
}

/** '' for the file that comes along, `off`, or an absolute path. */
export function parseGeoFile(text: string, cwd: string): string {
  if (text === '') return '';
  return text.toLowerCase() === 'off' ? 'off' : resolve(cwd, text);
}

/** A mail server as nodemailer takes it. */
export function parseSmtpUrl(text: string): string | null {
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return text;
  throw new ValueError('use an address such as smtp://user:password@mail.example.com:587');
}

/** An address alone, or one with a name: `Quietzone <qr@example.com>`. */
export function parseMailbox(text: string): string | null {
  if (text === '') return null;
  if (/^[^\r\n<>]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/.test(text)) return text;
  throw new ValueError('use an address such as qr@example.com or Quietzone <qr@example.com>');
}

/** Of OpenID Connect (Discovery 1.0, clause 4): https, or http on this machine for trying it out. */
export function parseIssuer(text: string): string | null {
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '');
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isHere))) {
    throw new ValueError('use an address such as https://login.example.com/realms/main');
  }
  if (url.search !== '' || url.hash !== '') throw new ValueError('leave out everything behind ? and #');
  return text.replace(/\/+$/, '');
}
