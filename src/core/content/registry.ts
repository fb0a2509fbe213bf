import type { z } from 'zod';
import { invalid } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { appSpec } from './app.ts';
import { businessSpec } from './business.ts';
import { couponSpec } from './coupon.ts';
import { destinationCharactersMax, parseHttpDestination } from './destination.ts';
import { emailSpec } from './email.ts';
import { eventSpec } from './event.ts';
import { feedbackSpec } from './feedback.ts';
import { fileSpec } from './file.ts';
import { imagesSpec } from './images.ts';
import { landingPageSpec } from './landing-page.ts';
import { mapSpec } from './map.ts';
import { menuSpec } from './menu.ts';
import { mp3Spec } from './mp3.ts';
import { multilinkSpec } from './multilink.ts';
import { ownLinksIn } from './own-links.ts';
import { phoneSpec } from './phone.ts';
import { playlistSpec } from './playlist.ts';
import { contentError, parseBySchema, problemsIn } from './problems.ts';
import { productSpec } from './product.ts';
import { smsSpec } from './sms.ts';
import { socialSpec } from './social.ts';
import type { ContentSpec, FieldPlace } from './spec.ts';
import type { ContentRules, ContentType, ResolvedContent, ScanAction } from './types.ts';
import { urlSpec } from './url.ts';
import { vcardSpec } from './vcard.ts';
import { vcardPlusSpec } from './vcard-plus.ts';
import { videoSpec } from './video.ts';
import { whatsappSpec } from './whatsapp.ts';
import { wifiSpec } from './wifi.ts';

const specs: Readonly<Record<ContentType, ContentSpec>> = {
  url: urlSpec,
  phone: phoneSpec,
  sms: smsSpec,
  whatsapp: whatsappSpec,
  email: emailSpec,
  map: mapSpec,
  wifi: wifiSpec,
  vcard: vcardSpec,
  vcard_plus: vcardPlusSpec,
  event: eventSpec,
  app: appSpec,
  social: socialSpec,
  multilink: multilinkSpec,
  landing_page: landingPageSpec,
  business: businessSpec,
  menu: menuSpec,
  product: productSpec,
  coupon: couponSpec,
  feedback: feedbackSpec,
  file: fileSpec,
  images: imagesSpec,
  video: videoSpec,
  mp3: mp3Spec,
  playlist: playlistSpec,
};

/** What a caller sends for a code; null counts as absent, so that what was read can be sent back. */
export interface ContentInput {
  readonly destination?: unknown;
  readonly content?: unknown;
}

/** Checks what a code is to lead to. Throws `validation_error` with every problem and its path. */
export function resolveContent(type: ContentType, input: ContentInput, rules: ContentRules): ResolvedContent {
  const destination = input.destination ?? undefined;
  const content = input.content ?? undefined;
  if (content === undefined) {
    return destination === undefined ? refuseNothing(type) : resolveText(type, destination, rules);
  }
  const resolved = resolveObject(type, content, rules, contentPath);
  if (destination === undefined || destination === resolved.destination) return resolved;
  const said = JSON.stringify(resolveText(type, destination, rules));
  if (said === JSON.stringify(resolved)) return resolved;
  throw invalid('destination', 'does not lead where content does: send one of the two');
}

function resolveText(type: ContentType, text: unknown, rules: ContentRules): ResolvedContent {
  const { readText } = specs[type];
  if (readText === undefined) throw invalid('destination', `says too little for type ${type}: send content`);
  if (typeof text !== 'string') throw invalid('destination', 'must be a string');
  if (text.length > destinationCharactersMax) {
    throw invalid('destination', `must be at most ${destinationCharactersMax} characters`);
  }
  const meaning = readText(text);
  if (meaning === undefined) throw invalid('destination', `is not one of type ${type}`);
  if ('content' in meaning) return resolveObject(type, meaning.content, rules, () => 'destination');
  const { written, href } = parseHttpDestination(meaning.link, rules);
  return { destination: written, href, content: null };
}

function resolveObject(
  type: ContentType,
  value: unknown,
  rules: ContentRules,
  path: (field: string) => string,
): ResolvedContent {
  const { schema, scan } = specs[type];
  if (schema === null) throw invalid('content', `is not for type ${type}: send destination`);
  const content = parseBySchema(schema, value, path);
  const ownLinks = ownLinksIn(schema, content, rules.ownHosts);
  if (ownLinks.length > 0) throw contentError(ownLinks.map((link) => ({ ...link, path: path(link.path) })));
  const action = scan?.(content, rules);
  const destination = action?.do === 'redirect' ? action.location : null;
  return { destination, href: hrefOf(destination), content: content as JsonObject };
}

function refuseNothing(type: ContentType): never {
  const { schema, readText } = specs[type];
  if (schema === null) throw invalid('destination', 'is required: an absolute http(s) URL');
  const missing = problemsIn(schema, {}).map(({ path, message }) => ({ path: contentPath(path), message }));
  const instead = { path: 'destination', message: 'is required, or content in its place' };
  throw contentError(readText === undefined ? missing : [instead, ...missing]);
}

function contentPath(field: string): string {
  return field === '' ? 'content' : `content.${field}`;
}

/**
 * What a scan does, with every target in the form that may reach `Location`. Worked out from the content
 * where there is one, so that a setting such as the map provider counts for codes that exist.
 */
export function scanActionOf(
  type: ContentType,
  resolved: Pick<ResolvedContent, 'href' | 'content'>,
  rules: ContentRules,
): ScanAction {
  if (resolved.content === null) {
    return resolved.href === null ? { do: 'page' } : { do: 'redirect', location: resolved.href };
  }
  const action = specs[type].scan?.(resolved.content, rules) ?? { do: 'page' };
  if (action.do === 'redirect') return { do: 'redirect', location: new URL(action.location).href };
  if (action.do !== 'by-system') return action;
  const [ios, android] = [hrefOf(action.ios), hrefOf(action.android)];
  return { do: 'by-system', ios, android, huawei: hrefOf(action.huawei), other: hrefOf(action.other) };
}

function hrefOf(target: string | null): string | null {
  return target === null ? null : new URL(target).href;
}

/** What the image holds in place of the short link; null for the link. */
export function imageTextOf(type: ContentType, content: JsonObject | null): string | null {
  return content === null ? null : (specs[type].imageText?.(content) ?? null);
}

/** The host that the owner's own link leads to, else what the type is called. */
export function defaultNameOf(type: ContentType, destination: string | null): string {
  const { name, namedByHost } = specs[type];
  return (namedByHost && destination !== null && URL.parse(destination)?.host) || name;
}

/** Null for the type that has no content. Fit for `z.toJSONSchema`: nothing in it transforms. */
export function contentSchemaOf(type: ContentType): z.ZodType | null {
  return specs[type].schema;
}

/**
 * QR Track's own fields as input of `resolveContent`: at the top level of its body, where other fields are
 * ignored, or as an object in `destination`, where they are taken for content. Its forms send empty strings
 * for what was left out.
 */
export function contentOfQrTrackFields(
  type: ContentType,
  fields: Readonly<Record<string, unknown>>,
): ContentInput {
  const { readText, qrTrackFields = {} } = specs[type];
  const target = fields.destination ?? fields.target;
  if (isObject(target)) return { content: placeFields(target, qrTrackFields, true) };
  const content = placeFields(fields, qrTrackFields, false);
  if (Object.keys(content).length === 0) return { destination: target, content: fields.content };
  const meaning = typeof target === 'string' ? readText?.(target) : undefined;
  return {
    content: meaning !== undefined && 'content' in meaning ? { ...meaning.content, ...content } : content,
  };
}

function placeFields(
  fields: Readonly<Record<string, unknown>>,
  places: Readonly<Record<string, FieldPlace>>,
  othersToo: boolean,
): Record<string, unknown> {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    if (value === '' || value === null) return [];
    if (Object.hasOwn(places, name)) return [places[name]?.(value) ?? [name, value]];
    return othersToo ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
