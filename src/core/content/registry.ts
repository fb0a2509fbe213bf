import type { z } from 'zod';
import { type FieldProblem, invalid } from '../errors.ts';
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
import { linksIn } from './links-in.ts';
import { mapSpec } from './map.ts';
import { menuSpec } from './menu.ts';
import { mp3Spec } from './mp3.ts';
import { multilinkSpec } from './multilink.ts';
import { ownLinksIn } from './own-links.ts';
import { phoneSpec } from './phone.ts';
import { playlistSpec } from './playlist.ts';
import { contentError, parseBySchema, problemsIn } from './problems.ts';
import { productSpec } from './product.ts';
import {
  inputOfQrTrackFields,
  isObject,
  problemInQrTrackWords,
  type QrTrackFields,
} from './qr-track-fields.ts';
import { smsSpec } from './sms.ts';
import { socialSpec } from './social.ts';
import type { ContentSpec } from './spec.ts';
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
  const resolved = resolveContentField(type, content, rules);
  if (destination === undefined || destination === resolved.destination) return resolved;
  const said = JSON.stringify(resolveText(type, destination, rules));
  if (said === JSON.stringify(resolved)) return resolved;
  throw invalid('destination', 'does not lead where content does: send one of the two');
}

function resolveContentField(type: ContentType, content: unknown, rules: ContentRules): ResolvedContent {
  const link = specs[type].isLinkInContent && isObject(content) ? onlyDestinationIn(content) : undefined;
  if (link === undefined) return resolveObject(type, content, rules, contentPath);
  return resolveText(type, link, rules, contentPath('destination'));
}

function onlyDestinationIn({ destination, ...others }: QrTrackFields): unknown {
  return Object.keys(others).length === 0 ? destination : undefined;
}

function resolveText(
  type: ContentType,
  text: unknown,
  rules: ContentRules,
  path = 'destination',
): ResolvedContent {
  const { readText } = specs[type];
  if (readText === undefined) throw invalid(path, `says too little for type ${type}: send content`);
  if (typeof text !== 'string') throw invalid(path, 'must be a string');
  if (text.length > destinationCharactersMax) {
    throw invalid(path, `must be at most ${destinationCharactersMax} characters`);
  }
  const meaning = readText(text);
  if (meaning === undefined) throw invalid(path, `is not one of type ${type}`);
  if ('content' in meaning) return resolveObject(type, meaning.content, rules, () => path);
  const { written, href } = parseHttpDestination(meaning.link, rules, path);
  return { destination: written, href, content: null };
}

function resolveObject(
  type: ContentType,
  value: unknown,
  rules: ContentRules,
  path: (field: string) => string,
): ResolvedContent {
  const { schema } = specs[type];
  if (schema === null) throw invalid('content', `is not for type ${type}: send destination`);
  const content = parseBySchema(schema, value, path) as JsonObject;
  const ownLinks = ownLinksIn(schema, content, rules.ownHosts);
  if (ownLinks.length > 0) throw contentError(ownLinks.map((link) => ({ ...link, path: path(link.path) })));
  const destination = currentTargetOf({ type, destination: null, content }, rules);
  return { destination, href: hrefOf(destination), content };
}

/**
 * Target of a plain redirect as written; null when a scan gets something else. Worked out from the content
 * where there is one: what was stored may come from under another map provider than scans now go to.
 */
export function currentTargetOf(
  code: Pick<ResolvedContent, 'destination' | 'content'> & { readonly type: ContentType },
  rules: ContentRules,
): string | null {
  if (code.content === null) return code.destination;
  const action = specs[code.type].scan?.(code.content, rules);
  return action?.do === 'redirect' ? action.location : null;
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

export interface ScanTarget {
  /** Where it stands in what was sent: `destination`, or `content.` and the field. */
  readonly path: string;
  readonly url: string;
}

/** Every link that a scan can lead to: where it is sent, by any system, and what the page has on it. */
export function scanTargetsOf(
  type: ContentType,
  resolved: Pick<ResolvedContent, 'href' | 'content'>,
  rules: ContentRules,
): readonly ScanTarget[] {
  const { content } = resolved;
  const written = content === null ? [] : linksIn(specs[type].schema, content);
  const targets = written.map(({ path, url }) => ({ path: contentPath(path), url: String(url) }));
  const action = scanActionOf(type, resolved, rules);
  const sent =
    action.do === 'redirect'
      ? [action.location]
      : action.do === 'by-system'
        ? [action.ios, action.android, action.huawei, action.other]
        : [];
  const path = content === null ? 'destination' : 'content';
  const named = new Set(targets.map(({ url }) => URL.parse(url)?.href));
  const others = sent.filter((url) => url !== null && !named.has(url));
  return [...targets, ...others.map((url) => ({ path, url: String(url) }))];
}

function hrefOf(target: string | null): string | null {
  return target === null ? null : new URL(target).href;
}

/** What the image holds in place of the short link; null for the link. */
export function imageTextOf(type: ContentType, content: JsonObject | null): string | null {
  return content === null ? null : (specs[type].imageText?.(content) ?? null);
}

/** Whose images can hold something else than the short link. */
export const typesWithOwnText: readonly ContentType[] = (Object.keys(specs) as ContentType[]).filter(
  (type) => specs[type].imageText !== undefined,
);

/** The host that the owner's own link leads to, else what the type is called. */
export function defaultNameOf(type: ContentType, destination: string | null): string {
  const { name, namedByHost } = specs[type];
  return (namedByHost && destination !== null && URL.parse(destination)?.host) || name;
}

/** Null for the type that has no content. Fit for `z.toJSONSchema`: nothing in it transforms. */
export function contentSchemaOf(type: ContentType): z.ZodType | null {
  return specs[type].schema;
}

/** @see inputOfQrTrackFields */
export function contentOfQrTrackFields(type: ContentType, fields: QrTrackFields): ContentInput {
  return inputOfQrTrackFields(specs[type], fields);
}

/** QR Track's own names of the fields of a type, such as `pass`. */
export function qrTrackNamesOf(type: ContentType): readonly string[] {
  return Object.keys(specs[type].qrTrackFields ?? {});
}

/** What is wrong with these fields, said in the words that they were sent in. */
export function sayInQrTrackWords(
  type: ContentType,
  fields: QrTrackFields,
  problem: FieldProblem,
): FieldProblem {
  return problemInQrTrackWords(specs[type], fields, problem);
}
