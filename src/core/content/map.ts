import { z } from 'zod';
import { latitude, line, longitude } from './fields.ts';
import type { ContentSpec, TextMeaning } from './spec.ts';
import type { MapProvider, ScanAction } from './types.ts';
import { decodeUriText, readUriQuery, renderUriQuery } from './uri-query.ts';

const schema = z
  .strictObject({
    query: line().optional(),
    latitude: latitude.optional(),
    longitude: longitude.optional(),
    label: line().optional(),
  })
  .refine((content) => (content.latitude === undefined) === (content.longitude === undefined), {
    error: 'send latitude and longitude together',
  })
  .refine((content) => (content.query === undefined) !== (content.latitude === undefined), {
    error: 'send either query, or latitude and longitude',
  });

export type MapContent = z.infer<typeof schema>;

export const mapSpec: ContentSpec<MapContent> = {
  name: 'Map',
  schema,
  readText: readPlace,
  qrTrackFields: {},
  scan: (content, rules) => scanActions[rules.mapProvider](content),
};

const scanActions: Readonly<Record<MapProvider, (content: MapContent) => ScanAction>> = {
  google: (content) => ({ do: 'redirect', location: googleLink(content) }),
  apple: (content) => ({
    do: 'by-system',
    ios: appleLink(content),
    android: null,
    huawei: null,
    other: googleLink(content),
  }),
  openstreetmap: (content) => ({ do: 'redirect', location: openStreetMapLink(content) }),
  geo: (content) => ({ do: 'redirect', location: geoUri(content) }),
};

function coordinatesOf({ latitude, longitude }: MapContent): string | undefined {
  return latitude === undefined || longitude === undefined
    ? undefined
    : `${decimal(latitude)},${decimal(longitude)}`;
}

/** RFC 5870, 3.3 knows no exponent; seven places are a centimetre. */
function decimal(degrees: number): string {
  return degrees
    .toFixed(7)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

function googleLink(content: MapContent): string {
  const query = renderUriQuery({ api: '1', query: coordinatesOf(content) ?? content.query });
  return `https://www.google.com/maps/search/${query}`;
}

function appleLink(content: MapContent): string {
  const ll = coordinatesOf(content);
  return `https://maps.apple.com/${renderUriQuery({ q: content.query ?? content.label ?? ll, ll })}`;
}

function openStreetMapLink({ query, latitude, longitude }: MapContent): string {
  if (latitude === undefined || longitude === undefined) {
    return `https://www.openstreetmap.org/search${renderUriQuery({ query })}`;
  }
  const [lat, lon] = [decimal(latitude), decimal(longitude)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}

/** RFC 5870, with the `q` that Android phones read: at 0,0 it is a search, else the label of the pin. */
function geoUri(content: MapContent): string {
  const coordinates = coordinatesOf(content);
  if (coordinates === undefined) return `geo:0,0${renderUriQuery({ q: content.query })}`;
  const pin = content.label === undefined ? undefined : `${coordinates}(${content.label})`;
  return `geo:${coordinates}${renderUriQuery({ q: pin })}`;
}

/** A link to any map, `geo:LAT,LON`, `LAT,LON`, or words to search for. */
function readPlace(text: string): TextMeaning | undefined {
  if (/^https?:/i.test(text)) return { link: text };
  const geo = /^geo:([^?]*)(?:\?(.*))?$/is.exec(text);
  if (geo === null) return { content: readCoordinates(text) ?? { query: text } };
  return readGeoUri(geo[1] ?? '', readUriQuery(geo[2] ?? '')?.q);
}

function readGeoUri(place: string, q: string | undefined): TextMeaning | undefined {
  const coordinates = readCoordinates(decodeUriText(place.replace(/;.*$/s, '')) ?? '');
  if (coordinates === undefined) return undefined;
  const isSearch = coordinates.latitude === 0 && coordinates.longitude === 0 && q !== undefined;
  if (isSearch) return { content: { query: q } };
  const label = /^[^(]*\((.+)\)$/s.exec(q ?? '')?.[1];
  return { content: { ...coordinates, ...(label && { label }) } };
}

function readCoordinates(text: string): { latitude: number; longitude: number } | undefined {
  const [, lat, lon] =
    /^\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)(?:,-?\d+(?:\.\d+)?)?\s*$/.exec(text) ?? [];
  return lat === undefined || lon === undefined
    ? undefined
    : { latitude: Number(lat), longitude: Number(lon) };
}
