import { objectOf, textOf, textsOf } from '../fields.ts';
import { formatClock, formatDay, formatSpan } from '../formats.ts';
import { dayMinutes, openStateAt, parseHours } from '../hours.ts';
import { fileHref, mailHref, parseWebHref } from '../href.ts';
import { type Html, html } from '../html.ts';
import { type EventTime, parseEventTime } from '../icalendar.ts';
import { fill } from '../messages.ts';
import { dayMs, instantOf, spanOf } from '../moments.ts';
import {
  renderAct,
  renderActs,
  renderFacts,
  renderHeader,
  renderLink,
  renderRows,
  renderSection,
  renderState,
  renderText,
} from '../parts.ts';
import type { Hosted, View } from '../view.ts';
import { emailFacts, phoneFacts, renderAddress, renderProfiles, renderWebsite } from './contact.ts';

export function renderEvent(view: View): Hosted {
  const { content, say, page, locale } = view;
  const title = textOf(content, 'title');
  const time = parseEventTime(content);
  const url = textOf(content, 'url');
  const body = html`${renderHeader(title)}
${time !== undefined && isOver(time, view.nowMs) ? renderState(say.eventOver, 'warn') : null}
${renderFacts([
  [
    say.when,
    time === undefined ? textOf(content, 'starts_at') : formatSpan(time.start, time.end, { ...time, locale }),
  ],
  [say.where, textOf(content, 'location')],
  [say.organizer, renderOrganizer(view)],
  [say.website, renderWebsite(url)],
])}
${renderActs(time === undefined ? null : renderAct(fileHref(page.slug, 'ics'), say.addToCalendar))}
${renderText(textOf(content, 'description'))}`;
  return { title, body };
}

function renderOrganizer({ content }: View): Html | null {
  const organizer = objectOf(content, 'organizer');
  const [name, email] = [textOf(organizer, 'name'), textOf(organizer, 'email')];
  if (email === '') return name === '' ? null : html`${name}`;
  return html`${name}${name === '' ? null : html`<br>`}${renderLink(mailHref(email), email)}`;
}

/** Only when it is over on every clock that the time may be meant by, and, without an end, a day has gone by. */
function isOver({ start, end, wholeDays, zone }: EventTime, nowMs: number): boolean {
  const last = end ?? start;
  const graceMs = end === undefined && !wholeDays ? dayMs : 0;
  const instantMs = wholeDays ? undefined : instantOf(last, zone);
  return (instantMs ?? spanOf(last).toMs) + graceMs <= nowMs;
}

export function renderBusiness(view: View): Hosted {
  const { content, say } = view;
  const name = textOf(content, 'name');
  const website = textOf(content, 'website');
  const facts = renderFacts([
    ...phoneFacts(content, say),
    ...emailFacts(content, say),
    [say.website, renderWebsite(website)],
    [say.address, renderAddress(objectOf(content, 'address'))],
  ]);
  const map = textOf(content, 'map');
  const mapHref = parseWebHref(map);
  const body = html`${renderHeader(name)}${renderOpenState(view)}${renderText(textOf(content, 'about'))}${facts}
${renderActs(renderAct(mapHref, say.openMap))}
${renderSection(say.hours, renderHours(view))}
${renderProfiles(view, 'socials')}
${renderSection(say.pictures, renderPhotos(view))}`;
  return { title: name, body };
}

function renderOpenState({ content, nowMs, say, locale }: View): Html | null {
  const state = openStateAt(content, nowMs);
  if (state === undefined) return null;
  const at = state.changesAtMinute;
  if (at === null) return renderState(say.openNow, 'good');
  const time = formatClock(at, locale);
  if (state.open) return renderState(`${say.openNow} · ${fill(say.openUntil, { time })}`, 'good');
  const day = formatDay(Math.floor(at / dayMinutes), locale);
  return renderState(`${say.closedNow} · ${fill(say.opensAt, { day, time })}`, 'warn');
}

function renderHours({ content, say, locale }: View): Html | null {
  const spans = parseHours(content);
  if (spans.length === 0) return null;
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => {
    const times = spans
      .filter((span) => span.day === day)
      .map(({ fromMinute, lengthMinutes }) =>
        lengthMinutes === dayMinutes
          ? say.allDay
          : `${formatClock(fromMinute, locale)} – ${formatClock(fromMinute + lengthMinutes, locale)}`,
      );
    const text =
      times.length === 0
        ? html`<span class="muted">${say.closed}</span>`
        : times.map((time) => html`<div>${time}</div>`);
    return html`<li class="pair"><span>${formatDay(day, locale)}</span><div>${text}</div></li>`;
  });
  return html`<ul class="rows">${days}</ul>`;
}

function renderPhotos({ content, say }: View): Html | null {
  return renderRows(
    textsOf(content, 'photos').map((url, at) => ({
      label: fill(say.pictureNumber, { number: String(at + 1) }),
      href: parseWebHref(url),
    })),
  );
}

/** What is asked; answers are taken by other means. */
export function renderFeedback({ content }: View): Hosted {
  const title = textOf(content, 'title');
  return { title, body: renderHeader(title, textOf(content, 'question')) };
}
