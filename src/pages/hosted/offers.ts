import type { JsonObject } from '../../core/json.ts';
import { objectsOf, textOf, textsOf } from '../fields.ts';
import { formatMoment, formatPrice } from '../formats.ts';
import { parseWebHref } from '../href.ts';
import { type Html, html } from '../html.ts';
import { fill } from '../messages.ts';
import { parseMoment, spanOf } from '../moments.ts';
import {
  renderAct,
  renderActs,
  renderFacts,
  renderHeader,
  renderLtr,
  renderPicture,
  renderRows,
  renderSection,
  renderState,
  renderText,
} from '../parts.ts';
import type { Hosted, View } from '../view.ts';

export function renderMenu(view: View): Hosted {
  const { content, page } = view;
  const title = textOf(content, 'title') || page.name;
  const sections = objectsOf(content, 'sections').map((section) => {
    const items = objectsOf(section, 'items').map((item) => renderItem(view, item));
    return renderSection(
      textOf(section, 'name'),
      items.length === 0 ? null : html`<ul class="rows">${items}</ul>`,
    );
  });
  return { title, body: html`${renderHeader(title)}${sections}${renderText(textOf(content, 'note'))}` };
}

function renderItem({ content, say, locale }: View, item: JsonObject): Html {
  const isGone = item.available === false;
  const price = textOf(item, 'price');
  const description = textOf(item, 'description');
  const shownPrice = price === '' ? '' : formatPrice(price, textOf(content, 'currency'), locale);
  return html`<li><div class="pair"><h3><bdi>${textOf(item, 'name')}</bdi></h3><span class="num">${renderLtr(shownPrice)}</span></div>${
    isGone ? renderState(say.notAvailable, 'warn') : null
  }${description === '' ? null : html`<p class="text muted" dir="auto">${description}</p>`}${renderTags(item)}${renderAllergens(
    item,
    say.allergens,
  )}${renderPicture(textOf(item, 'image'), say)}</li>`;
}

function renderTags(item: JsonObject): Html | null {
  const tags = textsOf(item, 'tags');
  return tags.length === 0
    ? null
    : html`<div class="tags">${tags.map((tag) => html`<bdi>${tag}</bdi>`)}</div>`;
}

function renderAllergens(item: JsonObject, label: string): Html | null {
  const allergens = textsOf(item, 'allergens');
  return allergens.length === 0
    ? null
    : html`<p class="sub">${label}: <bdi>${allergens.join(', ')}</bdi></p>`;
}

export function renderProduct({ content, say, locale }: View): Hosted {
  const name = textOf(content, 'name');
  const price = textOf(content, 'price');
  const gtin = textOf(content, 'gtin');
  const pictures = textsOf(content, 'images').map((url, at) => ({
    label: fill(say.pictureNumber, { number: String(at + 1) }),
    href: parseWebHref(url),
  }));
  const body = html`${renderHeader(name)}
${price === '' ? null : html`<p class="lead num">${renderLtr(formatPrice(price, textOf(content, 'currency'), locale))}</p>`}
${renderText(textOf(content, 'description'))}
${renderActs(renderAct(parseWebHref(textOf(content, 'url')), say.website))}
${renderFacts([
  [say.brand, textOf(content, 'brand')],
  ...objectsOf(content, 'attributes').map((fact) => [textOf(fact, 'name'), textOf(fact, 'value')] as const),
  [say.gtin, gtin === '' ? null : renderLtr(gtin)],
])}
${renderSection(say.pictures, renderRows(pictures))}`;
  return { title: name, body };
}

export function renderCoupon(view: View): Hosted {
  const { content, say } = view;
  const title = textOf(content, 'title');
  const terms = textOf(content, 'terms');
  const validity = validityOf(view);
  const body = html`${renderHeader(title, textOf(content, 'description'))}
${validity === 'over' ? renderState(say.couponOver, 'warn') : null}${
  validity === 'later' ? renderState(say.couponNotYet, 'warn') : null
}
<div class="ticket"><p class="sub">${say.code}</p><code class="key${validity === 'over' ? ' void' : ''}" dir="ltr">${textOf(content, 'code')}</code></div>
${renderFacts([
  [say.validFrom, renderTime(content, 'valid_from', view.locale)],
  [say.validUntil, renderTime(content, 'valid_until', view.locale)],
])}
${renderActs(renderAct(parseWebHref(textOf(content, 'url')), say.website))}
${terms === '' ? null : html`<details><summary>${say.terms}</summary>${renderText(terms)}</details>`}`;
  return { title, body };
}

/** A time without an offset is over when it is over everywhere: a shop may still take what we would refuse. */
function validityOf({ content, nowMs }: View): 'now' | 'later' | 'over' {
  const from = parseMoment(textOf(content, 'valid_from'));
  const until = parseMoment(textOf(content, 'valid_until'));
  if (until !== undefined && spanOf(until).toMs <= nowMs) return 'over';
  if (from !== undefined && spanOf(from).fromMs > nowMs) return 'later';
  return 'now';
}

function renderTime(content: JsonObject, field: string, locale: string): string {
  const text = textOf(content, field);
  const moment = parseMoment(text);
  return moment === undefined ? text : formatMoment(moment, locale);
}
