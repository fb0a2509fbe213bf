import type { JsonObject } from '../../core/json.ts';
import { entriesOf, objectsOf, textOf, textsOf } from '../fields.ts';
import { type Href, parseWebHref, showHref } from '../href.ts';
import { html } from '../html.ts';
import { fill } from '../messages.ts';
import {
  readRow,
  renderAct,
  renderActs,
  renderFacts,
  renderHeader,
  renderPicture,
  renderRows,
  renderSection,
} from '../parts.ts';
import type { Hosted, View } from '../view.ts';

/** Media are links until we hold them ourselves: a page makes no request to anyone else. */
function mediaHrefOf({ content, page }: View): Href | undefined {
  return (
    parseWebHref(textOf(content, 'media')) ??
    parseWebHref(textOf(content, 'url')) ??
    parseWebHref(page.href ?? '')
  );
}

function titleOf({ content, page }: View): string {
  return textOf(content, 'title') || page.name;
}

export function renderFile(view: View): Hosted {
  const { content, say } = view;
  const title = titleOf(view);
  const href = mediaHrefOf(view);
  const label = textOf(content, 'open') === 'download' ? say.download : say.openFile;
  const body = html`${renderHeader(title, href === undefined ? '' : showHref(href))}${renderActs(renderAct(href, label))}`;
  return { title, body };
}

export function renderImages(view: View): Hosted {
  const { content, say } = view;
  const captions = Array.isArray(content.captions) ? content.captions : [];
  const rows = textsOf(content, 'media').map((url, at) => {
    const caption: unknown = captions[at];
    const label = fill(say.pictureNumber, { number: String(at + 1) });
    return { label, sub: typeof caption === 'string' ? caption : '', href: parseWebHref(url) };
  });
  const title = titleOf(view);
  return { title, body: html`${renderHeader(title)}${renderRows(rows)}` };
}

export function renderVideo(view: View): Hosted {
  const { content, say } = view;
  const title = titleOf(view);
  const body = html`${renderHeader(title, say.video)}${renderActs(renderAct(mediaHrefOf(view), say.watch))}${renderPicture(
    textOf(content, 'poster'),
    say,
  )}`;
  return { title, body };
}

export function renderMp3(view: View): Hosted {
  const { content, say } = view;
  const title = titleOf(view);
  const body = html`${renderHeader(title)}${renderFacts([[say.artist, textOf(content, 'artist')]])}${renderActs(
    renderAct(mediaHrefOf(view), say.listen),
  )}${renderPicture(textOf(content, 'cover'), say)}`;
  return { title, body };
}

export function renderPlaylist(view: View): Hosted {
  const { content, say } = view;
  const title = titleOf(view);
  const services = entriesOf(content, 'services', 'url').map((service) => readRow(service, 'label'));
  const body = html`${renderHeader(title)}
${renderSection(say.tracks, renderRows(objectsOf(content, 'tracks').map(readTrack)))}
${renderSection(say.listenOn, renderRows(services))}`;
  return { title, body };
}

function readTrack(track: JsonObject): { label: string; sub: string; href: Href | undefined } {
  const href = parseWebHref(textOf(track, 'url')) ?? parseWebHref(textOf(track, 'media'));
  return { label: textOf(track, 'title'), sub: textOf(track, 'artist'), href };
}
