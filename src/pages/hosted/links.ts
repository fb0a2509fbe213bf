import { wifiText } from '../../core/content/wifi.ts';
import type { JsonObject } from '../../core/json.ts';
import { exactTextOf, numberOf, objectOf, objectsOf, textOf } from '../fields.ts';
import { type Href, parseWebHref, showHref } from '../href.ts';
import { type Html, html, trusted } from '../html.ts';
import {
  readRow,
  renderAct,
  renderActs,
  renderEvenActs,
  renderFace,
  renderFacts,
  renderHeader,
  renderLtr,
  renderPicture,
  renderText,
} from '../parts.ts';
import type { Hosted, View } from '../view.ts';
import { renderProfiles } from './contact.ts';

export function renderUrl({ page, say }: View): Hosted {
  const href = parseWebHref(page.href ?? '');
  const body = html`${renderHeader(page.name, href === undefined ? '' : showHref(href))}${renderActs(renderAct(href, say.openLink))}`;
  return { title: page.name, body };
}

export function renderSocial(view: View): Hosted {
  const { content, page, say } = view;
  const title = textOf(content, 'title') || page.name;
  const body = html`${renderHeader(title, '', renderFace(title))}
${renderText(textOf(content, 'about'))}
${renderActs(renderAct(parseWebHref(page.href ?? ''), say.openLink))}
${renderProfiles(view, 'networks')}
${renderPicture(textOf(content, 'avatar'), say)}`;
  return { title, body };
}

/** No link stands before the others; their addresses would be noise beside labels. */
export function renderMultilink({ content, say }: View): Hosted {
  const title = textOf(content, 'title');
  const links = objectsOf(content, 'links').map((link) => readRow(link, 'label'));
  const body = html`${renderHeader(title, textOf(content, 'about'), renderFace(title))}
${renderEvenActs(links.map(({ label, href }) => renderAct(href, label)))}
${renderPicture(textOf(content, 'avatar'), say)}`;
  return { title, body };
}

export function renderLandingPage({ content, say }: View): Hosted {
  const title = textOf(content, 'title');
  const blocks = objectsOf(content, 'blocks').map((block) => {
    const button = objectOf(block, 'button');
    const href = parseWebHref(textOf(button, 'url'));
    const heading = textOf(block, 'heading');
    return html`<section>${heading === '' ? null : html`<h2><bdi>${heading}</bdi></h2>`}${renderText(textOf(block, 'text'))}${renderPicture(
      textOf(block, 'image'),
      say,
    )}${renderActs(renderAct(href, textOf(button, 'label') || say.openLink))}</section>`;
  });
  return { title, body: html`${renderHeader(title)}${blocks}` };
}

type System = 'apple' | 'huawei' | 'other';

/** Only orders the choices; nobody loses one by a wrong guess. */
function systemOf(userAgent: string): System {
  if (/iPhone|iPad|Macintosh/.test(userAgent)) return 'apple';
  return /Huawei|HarmonyOS|\bHMSCore\b/i.test(userAgent) ? 'huawei' : 'other';
}

export function renderApp({ content, page, say, userAgent }: View): Hosted {
  const stores = [
    { system: 'other', label: 'Google Play', url: textOf(content, 'android_url') },
    { system: 'apple', label: 'App Store', url: textOf(content, 'ios_url') },
    { system: 'huawei', label: 'AppGallery', url: textOf(content, 'huawei_url') },
  ];
  const own = systemOf(userAgent);
  const acts = stores
    .toSorted((a, b) => Number(b.system === own) - Number(a.system === own))
    .map(({ label, url }) => renderAct(parseWebHref(url), label));
  const fallback = renderAct(parseWebHref(textOf(content, 'fallback_url')), say.otherSystems);
  return {
    title: page.name,
    body: html`${renderHeader(page.name, say.getApp)}${renderActs(...acts, fallback)}`,
  };
}

export function renderMap(view: View): Hosted {
  const { content, page, say } = view;
  const query = textOf(content, 'query');
  const [latitude, longitude] = [numberOf(content, 'latitude'), numberOf(content, 'longitude')];
  const point = latitude === null || longitude === null ? '' : `${latitude}, ${longitude}`;
  const title = textOf(content, 'label') || query || point || page.name;
  const body = html`${renderHeader(title, title === query ? '' : query)}
${renderFacts([[say.coordinates, point === '' ? null : renderLtr(point)]])}
${renderActs(renderAct(parseWebHref(page.href ?? ''), say.openMap), ...renderMaps(view, point.replace(' ', '') || query))}`;
  return { title, body };
}

/** The maps of others, for whom the owner's choice does not open. */
function renderMaps({ userAgent, page }: View, place: string): readonly (Html | null)[] {
  if (place === '') return [];
  const text = encodeURIComponent(place.toWellFormed());
  const google = { label: 'Google Maps', url: `https://www.google.com/maps/search/?api=1&query=${text}` };
  const apple = { label: 'Apple Maps', url: `https://maps.apple.com/?q=${text}` };
  const open = { label: 'OpenStreetMap', url: `https://www.openstreetmap.org/search?query=${text}` };
  const maps = systemOf(userAgent) === 'apple' ? [apple, google, open] : [google, open, apple];
  const chosen = parseWebHref(page.href ?? '');
  return maps
    .filter(({ url }) => !isSameHost(url, chosen))
    .map(({ label, url }) => renderAct(parseWebHref(url), label));
}

function isSameHost(url: string, chosen: Href | undefined): boolean {
  return chosen !== undefined && URL.parse(url)?.host === URL.parse(chosen)?.host;
}

export function renderWifi({ content, say, drawCode }: View): Hosted {
  const network = exactTextOf(content, 'ssid');
  const password = exactTextOf(content, 'password');
  const encryption = textOf(content, 'encryption') || (password === '' ? 'nopass' : 'WPA');
  const secret =
    password === '' || encryption === 'nopass'
      ? null
      : html`<code class="key" dir="ltr">${password}</code><br><span class="sub">${say.copyHint}</span>`;
  const body = html`${renderHeader(network, say.network)}
${renderFacts([
  [say.password, secret],
  [say.security, encryption === 'nopass' ? say.noPassword : renderLtr(encryption)],
])}
${content.hidden === true ? html`<p>${say.hiddenNetwork}</p>` : null}
${drawCode === null ? null : renderJoinCode(drawCode(joinTextOf(content)), say.joinCode, say.joinHint)}`;
  return { title: network, body };
}

function renderJoinCode(drawing: string, title: string, hint: string): Html {
  return html`<section><h2>${title}</h2><figure><div>${trusted(drawing)}</div><figcaption class="muted">${hint}</figcaption></figure></section>`;
}

/** Undefined and not empty where a field is missing: an empty password is another network. */
function joinTextOf(content: JsonObject): string {
  const password = exactTextOf(content, 'password');
  const encryption = encryptions.find((known) => known === content.encryption);
  return wifiText({
    ssid: exactTextOf(content, 'ssid'),
    hidden: content.hidden === true,
    ...(password !== '' && { password }),
    ...(encryption !== undefined && { encryption }),
  });
}

const encryptions = ['WPA', 'WEP', 'nopass'] as const;
