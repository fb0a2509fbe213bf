import type { JsonObject } from '../core/json.ts';
import { textOf } from './fields.ts';
import { type Href, parseWebHref, showHref } from './href.ts';
import { type Html, html } from './html.ts';
import type { Messages } from './messages.ts';

/**
 * The pieces that pages are put together from. What an owner wrote stands in `<bdi>` or carries `dir="auto"`,
 * because it need not be in the language of the page; each piece is nothing when there is nothing to show.
 */

export function renderHeader(title: string, lead = '', face: Html | null = null): Html {
  return html`<header>${face}<h1><bdi>${title}</bdi></h1>${
    lead === '' ? null : html`<p class="lead text"><bdi>${lead}</bdi></p>`
  }</header>`;
}

/** The initials of a name in a circle, in place of a picture that would have to be fetched from elsewhere. */
export function renderFace(name: string): Html | null {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const initials = ends.map((word) => firstLetterOf(word ?? '')).join('\u200c');
  return initials === '' ? null : html`<span class="face" aria-hidden="true">${initials}</span>`;
}

function firstLetterOf(word: string): string {
  const [first] = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word.slice(0, 40));
  return (first?.segment ?? '').toLocaleUpperCase('en');
}

/** A button; the first of a group is the one that stands out. Nothing without a target. */
export function renderAct(href: Href | undefined, label: string): Html | null {
  return href === undefined ? null : html`<a class="act" href="${href}"><bdi>${label}</bdi></a>`;
}

export function renderActs(...acts: readonly (Html | null)[]): Html | null {
  return acts.every((act) => act === null) ? null : html`<nav class="acts">${acts}</nav>`;
}

/** Buttons of equal rank. */
export function renderEvenActs(acts: readonly (Html | null)[]): Html | null {
  return acts.every((act) => act === null) ? null : html`<nav class="acts even">${acts}</nav>`;
}

export function renderText(text: string): Html | null {
  return text === '' ? null : html`<p class="text" dir="auto">${text}</p>`;
}

export function renderSection(title: string, body: Html | null): Html | null {
  return body === null ? null : html`<section><h2><bdi>${title}</bdi></h2>${body}</section>`;
}

export type Fact = readonly [label: string, value: string | Html | null];

/** Facts without a value are left out. */
export function renderFacts(facts: readonly Fact[]): Html | null {
  const rows = facts
    .filter(([, value]) => value !== null && value !== '')
    .map(
      ([label, value]) =>
        html`<div><dt><bdi>${label}</bdi></dt><dd class="text"><bdi>${value}</bdi></dd></div>`,
    );
  return rows.length === 0 ? null : html`<dl>${rows}</dl>`;
}

interface Row {
  readonly label: string;
  readonly sub?: string;
  readonly href: Href | undefined;
}

/** A list of links; an entry whose address is none stays as text. */
export function renderRows(rows: readonly Row[]): Html | null {
  if (rows.length === 0) return null;
  return html`<ul class="rows">${rows.map((row) => html`<li>${renderRow(row)}</li>`)}</ul>`;
}

function renderRow({ label, sub = '', href }: Row): Html {
  const below = sub === '' ? null : html`<br><bdi class="sub">${sub}</bdi>`;
  return href === undefined
    ? html`<bdi>${label}</bdi>${below}`
    : html`<a href="${href}"><bdi>${label}</bdi>${below}</a>`;
}

/** A link with its label, else its address, for a name. */
export function readRow(link: JsonObject, labelField: string): Row {
  const url = textOf(link, 'url');
  const href = parseWebHref(url);
  const shown = href === undefined ? url : showHref(href);
  const label = textOf(link, labelField);
  return label === '' ? { label: shown, href } : { label, sub: shown, href };
}

/** A picture is a link until we hold it ourselves: a page makes no request to anyone else. */
export function renderPicture(url: string, say: Messages): Html | null {
  const href = parseWebHref(url);
  return href === undefined ? null : html`<p><a href="${href}">${say.picture}</a></p>`;
}

/** Numbers, addresses and codes read from left to right in every language. */
export function renderLtr(text: string): Html {
  return html`<bdi dir="ltr">${text}</bdi>`;
}

export function renderLink(href: Href | undefined, text: string): Html {
  return href === undefined ? renderLtr(text) : html`<a href="${href}">${renderLtr(text)}</a>`;
}

export function renderState(text: string, tone: 'good' | 'warn'): Html {
  return html`<p class="state ${tone}">${text}</p>`;
}
