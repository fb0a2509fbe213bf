import { describe, expect, test } from 'vitest';
import { currentTargetOf, resolveContent, scanActionOf } from './registry.ts';
import type { MapProvider } from './types.ts';

const rulesFor = (mapProvider: MapProvider) => ({ ownHosts: ['q.test'], mapProvider });
const place = { query: 'Stephansplatz 1, Wien' };
const point = { latitude: 48.2085, longitude: -16.3725, label: 'Dom (S\u00fcd)' };

describe('a place is opened by the provider of the instance', () => {
  test.each<[MapProvider, object, string]>([
    ['google', place, 'https://www.google.com/maps/search/?api=1&query=Stephansplatz%201%2C%20Wien'],
    ['google', point, 'https://www.google.com/maps/search/?api=1&query=48.2085%2C-16.3725'],
    ['openstreetmap', place, 'https://www.openstreetmap.org/search?query=Stephansplatz%201%2C%20Wien'],
    [
      'openstreetmap',
      point,
      'https://www.openstreetmap.org/?mlat=48.2085&mlon=-16.3725#map=17/48.2085/-16.3725',
    ],
    ['geo', place, 'geo:0,0?q=Stephansplatz%201%2C%20Wien'],
    ['geo', point, 'geo:48.2085,-16.3725?q=48.2085%2C-16.3725(Dom%20(S%C3%BCd))'],
  ])('%s: %j', (provider, content, expected) => {
    const resolved = resolveContent('map', { content }, rulesFor(provider));
    expect(resolved.destination).toBe(expected);
    expect(resolved.href).toBe(expected);
  });

  test('Apple is for its own devices, and the rest get Google', () => {
    const rules = rulesFor('apple');
    const resolved = resolveContent('map', { content: point }, rules);
    expect(resolved.destination).toBeNull();
    expect(scanActionOf('map', resolved, rules)).toEqual({
      do: 'by-system',
      ios: 'https://maps.apple.com/?q=Dom%20(S%C3%BCd)&ll=48.2085%2C-16.3725',
      android: null,
      huawei: null,
      other: 'https://www.google.com/maps/search/?api=1&query=48.2085%2C-16.3725',
    });
  });

  test('a change of the provider reaches the codes that exist', () => {
    const resolved = resolveContent('map', { content: place }, rulesFor('google'));
    const location = 'geo:0,0?q=Stephansplatz%201%2C%20Wien';
    expect(scanActionOf('map', resolved, rulesFor('geo'))).toEqual({ do: 'redirect', location });
    const code = { type: 'map', ...resolved } as const;
    expect(currentTargetOf(code, rulesFor('geo'))).toBe(location);
    expect(currentTargetOf(code, rulesFor('apple'))).toBeNull();
  });
});

test('coordinates are written without an exponent', () => {
  const content = { latitude: 1e-7, longitude: -0 };
  expect(resolveContent('map', { content }, rulesFor('geo')).destination).toBe('geo:0.0000001,0');
});

test.each([
  ['Caf\u00e9 Central', { query: 'Caf\u00e9 Central' }],
  ['48.2085, -16.3725', { latitude: 48.2085, longitude: -16.3725 }],
  ['geo:48.2,16.3;u=35', { latitude: 48.2, longitude: 16.3 }],
  ['geo:48.2,16.3,150', { latitude: 48.2, longitude: 16.3 }],
  ['geo:48.2,16.3?q=48.2,16.3(Dom)', { latitude: 48.2, longitude: 16.3, label: 'Dom' }],
  ['geo:0,0?q=Wien%20Mitte', { query: 'Wien Mitte' }],
])('%s says the same as %j', (destination, content) => {
  expect(resolveContent('map', { destination }, rulesFor('google')).content).toEqual(content);
});

test('a link to a map is taken as it is', () => {
  const destination = 'https://maps.app.goo.gl/AbC';
  const expected = { destination, href: destination, content: null };
  expect(resolveContent('map', { destination }, rulesFor('geo'))).toEqual(expected);
});

test.each(['', 'https://q.test/p/x', '91,0', 'geo:48.2', 'geo:1,2,3,4', 'https://'])(
  '%j is refused as a place',
  (destination) => {
    expect(() => resolveContent('map', { destination }, rulesFor('google'))).toThrow(/^destination: /);
  },
);

test('what looks like a script is no more than words to search for', () => {
  const { href } = resolveContent('map', { destination: 'javascript:alert(1)' }, rulesFor('google'));
  expect(href).toBe('https://www.google.com/maps/search/?api=1&query=javascript%3Aalert(1)');
});
