import type { JsonObject } from '../core/json.ts';
import type { PageAnswer } from './answer.ts';
import { renderAttachment } from './attachment.ts';
import { escapeValue, plainValue, renderLines } from './content-lines.ts';
import { entriesOf, objectOf, textOf } from './fields.ts';
import { parseWebHref } from './href.ts';

/** A contact of the types `vcard` and `vcard_plus` as vCard 3.0 (RFC 2426). */
export function renderVcard(content: JsonObject): PageAnswer {
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', ...propertiesOf(content), 'END:VCARD'];
  return renderAttachment('text/vcard; charset=utf-8', fullNameOf(content), 'vcf', renderLines(lines));
}

export function fullNameOf(content: JsonObject): string {
  const names = [textOf(content, 'first_name'), textOf(content, 'last_name')];
  return names.filter((name) => name !== '').join(' ');
}

function propertiesOf(content: JsonObject): readonly string[] {
  const name = [textOf(content, 'last_name'), textOf(content, 'first_name'), '', '', ''];
  return [
    `N:${name.map(escapeValue).join(';')}`,
    `FN:${escapeValue(fullNameOf(content))}`,
    ...textProperty('ORG', textOf(content, 'organization')),
    ...textProperty('TITLE', textOf(content, 'title') || textOf(content, 'headline')),
    ...entriesOf(content, 'phones', 'number').flatMap(renderPhone),
    ...entriesOf(content, 'emails', 'address').flatMap(renderEmail),
    ...renderUrls(content),
    ...renderAddress(objectOf(content, 'address')),
    ...textProperty('NOTE', textOf(content, 'note') || textOf(content, 'about')),
    ...uriProperty('PHOTO;VALUE=uri', textOf(content, 'photo')),
    ...entriesOf(content, 'socials', 'url').flatMap(renderSocial),
  ];
}

function textProperty(name: string, value: string): readonly string[] {
  return value === '' ? [] : [`${name}:${escapeValue(value)}`];
}

function uriProperty(name: string, url: string): readonly string[] {
  const href = parseWebHref(url);
  return href === undefined ? [] : [`${name}:${plainValue(href)}`];
}

/** Words that owners use, in those of RFC 2426 §3.3.1; all others become a plain voice number. */
const phoneTypes: Readonly<Record<string, string>> = {
  mobile: 'CELL',
  cell: 'CELL',
  work: 'WORK,VOICE',
  office: 'WORK,VOICE',
  home: 'HOME,VOICE',
  private: 'HOME,VOICE',
  fax: 'FAX',
  'work-fax': 'WORK,FAX',
  'home-fax': 'HOME,FAX',
  pager: 'PAGER',
  car: 'CAR,VOICE',
  video: 'VIDEO',
  main: 'PREF,VOICE',
};

function renderPhone(phone: JsonObject): readonly string[] {
  const word = textOf(phone, 'type').toLowerCase();
  const type = Object.hasOwn(phoneTypes, word) ? phoneTypes[word] : 'VOICE';
  return textProperty(`TEL;TYPE=${type}`, textOf(phone, 'number'));
}

function renderEmail(email: JsonObject): readonly string[] {
  const type = textOf(email, 'type').toUpperCase();
  const place = type === 'WORK' || type === 'HOME' ? `,${type}` : '';
  return textProperty(`EMAIL;TYPE=INTERNET${place}`, textOf(email, 'address'));
}

function renderUrls(content: JsonObject): readonly string[] {
  const links = [...entriesOf(content, 'urls', 'url'), ...entriesOf(content, 'links', 'url')];
  return links.flatMap((link) => uriProperty('URL', textOf(link, 'url')));
}

function renderAddress(address: JsonObject): readonly string[] {
  const parts = ['street', 'city', 'region', 'postal_code', 'country'].map((name) => textOf(address, name));
  if (parts.every((part) => part === '')) return [];
  return [`ADR:;;${parts.map(escapeValue).join(';')}`];
}

/** Not in RFC 2426, but what address books on phones understand; a `TYPE` is a token. */
function renderSocial(social: JsonObject): readonly string[] {
  const network = textOf(social, 'network')
    .toLowerCase()
    .replace(/[^a-z\d-]/g, '');
  return uriProperty(
    network === '' ? 'X-SOCIALPROFILE' : `X-SOCIALPROFILE;TYPE=${network}`,
    textOf(social, 'url'),
  );
}
