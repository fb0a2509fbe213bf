import type { JsonObject } from '../../core/json.ts';
import { entriesOf, objectOf, textOf, textsOf } from '../fields.ts';
import { fileHref, type Href, mailHref, parseHref, parseWebHref, telHref } from '../href.ts';
import { type Html, html } from '../html.ts';
import type { Messages } from '../messages.ts';
import {
  type Fact,
  readRow,
  renderAct,
  renderActs,
  renderFace,
  renderFacts,
  renderHeader,
  renderLink,
  renderLtr,
  renderPicture,
  renderRows,
  renderSection,
  renderText,
} from '../parts.ts';
import { fullNameOf } from '../vcard.ts';
import type { Hosted, View } from '../view.ts';

/** The target of the code where it is of this scheme, with subject and body as `core` put them in. */
function targetOf({ page }: View, scheme: string): Href | undefined {
  const href = parseHref(page.href ?? '');
  return href?.startsWith(scheme) ? href : undefined;
}

/** The part of a target that names a number or an address, for codes that are one destination. */
function addressIn(href: Href | undefined): string {
  const address = href?.replace(/^[a-z]+:/, '').replace(/\?.*$/s, '') ?? '';
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

export function renderPhone(view: View): Hosted {
  const target = targetOf(view, 'tel:');
  const phone = textOf(view.content, 'phone') || addressIn(target);
  const body = html`${renderHeader(phone, view.say.phone)}${renderActs(renderAct(target ?? telHref(phone), view.say.call))}`;
  return { title: phone, body };
}

export function renderSms(view: View): Hosted {
  return renderMessage(view, targetOf(view, 'sms:'), view.say.sendSms);
}

export function renderWhatsapp(view: View): Hosted {
  const { page, say, content } = view;
  const digits = textOf(content, 'phone').replace(/\D/g, '');
  const chat = parseWebHref(page.href ?? '') ?? parseWebHref(digits === '' ? '' : `https://wa.me/${digits}`);
  return renderMessage(view, chat, say.openWhatsapp);
}

function renderMessage(view: View, target: Href | undefined, label: string): Hosted {
  const { content, say } = view;
  const phone = textOf(content, 'phone') || addressIn(target).replace(/^.*\//, '');
  const body = html`${renderHeader(phone, say.phone)}${renderFacts([[say.message, textOf(content, 'body')]])}${renderActs(
    renderAct(target, label),
    renderAct(telHref(phone), say.call),
  )}`;
  return { title: phone, body };
}

export function renderEmail(view: View): Hosted {
  const { content, say } = view;
  const target = targetOf(view, 'mailto:');
  const address = textOf(content, 'email') || addressIn(target);
  const facts = renderFacts([
    [say.copyTo, textsOf(content, 'cc').join('\n')],
    [say.subject, textOf(content, 'subject')],
    [say.message, textOf(content, 'body')],
  ]);
  const act = renderAct(target ?? mailHref(address), say.writeEmail);
  return { title: address, body: html`${renderHeader(address, say.email)}${facts}${renderActs(act)}` };
}

/** Both types of contact; the fields that only `vcard_plus` has are empty in the other. */
export function renderContact(view: View): Hosted {
  const { content, say, page } = view;
  const name = fullNameOf(content);
  const work = [textOf(content, 'title'), textOf(content, 'organization')].filter((text) => text !== '');
  const lead = [textOf(content, 'headline'), work.join(', ')].filter((text) => text !== '').join('\n');
  const links = [...entriesOf(content, 'urls', 'url'), ...entriesOf(content, 'links', 'url')];
  const body = html`${renderHeader(name, lead, renderFace(name))}
${renderActs(renderAct(fileHref(page.slug, 'vcf'), say.saveContact))}
${renderText(textOf(content, 'about'))}
${renderFacts(contactFacts(view))}
${renderSection(say.links, renderRows(links.map((link) => readRow(link, 'label'))))}
${renderProfiles(view, 'socials')}
${renderPicture(textOf(content, 'photo'), say)}${renderPicture(textOf(content, 'cover'), say)}`;
  return { title: name, body };
}

function contactFacts({ content, say }: View): readonly Fact[] {
  return [
    ...phoneFacts(content, say),
    ...emailFacts(content, say),
    [say.address, renderAddress(objectOf(content, 'address'))],
    [say.note, textOf(content, 'note')],
  ];
}

export function phoneFacts(content: JsonObject, say: Messages): readonly Fact[] {
  return entriesOf(content, 'phones', 'number').map((phone) => {
    const number = textOf(phone, 'number');
    return [labelOf(say.phone, phone, say), number === '' ? null : renderLink(telHref(number), number)];
  });
}

export function emailFacts(content: JsonObject, say: Messages): readonly Fact[] {
  return entriesOf(content, 'emails', 'address').map((email) => {
    const address = textOf(email, 'address');
    return [labelOf(say.email, email, say), address === '' ? null : renderLink(mailHref(address), address)];
  });
}

const kinds: ReadonlyMap<string, keyof Messages> = new Map([
  ['work', 'kindWork'],
  ['home', 'kindHome'],
  ['mobile', 'kindMobile'],
  ['cell', 'kindMobile'],
  ['fax', 'kindFax'],
]);

/** The kinds that everyone uses are said in the visitor's language, others as written. */
function labelOf(label: string, entry: JsonObject, say: Messages): string {
  const type = textOf(entry, 'type');
  const kind = kinds.get(type.toLowerCase());
  return type === '' ? label : `${label} (${kind === undefined ? type : say[kind]})`;
}

/** In lines, the postal code before the city; null when empty. */
export function renderAddress(address: JsonObject): Html | null {
  const line = (...names: readonly string[]): string =>
    names
      .map((name) => textOf(address, name))
      .filter((text) => text !== '')
      .join(' ');
  const lines = [line('street'), line('postal_code', 'city'), line('region'), line('country')];
  const text = lines.filter((part) => part !== '').join('\n');
  return text === '' ? null : html`${text}`;
}

/** Accounts on other networks, as links named by their network. */
export function renderProfiles({ content, say }: View, field: string): Html | null {
  const rows = entriesOf(content, field, 'url').map((profile) => readRow(profile, 'network'));
  return renderSection(say.profiles, renderRows(rows));
}

export function renderWebsite(url: string): Html | null {
  const row = readRow({ url }, 'label');
  if (url === '') return null;
  return row.href === undefined ? renderLtr(url) : renderLink(row.href, row.label);
}
