import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkCode } from '../codes/code.ts';
import { resolveContent } from '../content/registry.ts';
import type { ContentType } from '../content/types.ts';
import { chooseTarget, compileLink, stateAt, systemOfAgent } from './link.ts';

const rules = { ownHosts: ['q.test'], mapProvider: 'google' } as const;
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1';
const pixel = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130.0.0.0 Mobile Safari/537.36';
const huawei = 'Mozilla/5.0 (Linux; Android 12; HUAWEI NOH-NX9; HMSCore 6.12) Mobile Safari/537.36';
const desktop = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36';

function codeOf(type: ContentType, input: object, changes: Partial<LinkCode> = {}): LinkCode {
  const base = {
    id: 'c1',
    num: 7,
    workspaceId: 'w',
    workspaceNum: 3,
    domainId: 1,
    slug: 'Menu',
    name: 'Menu',
  };
  const times = {
    expiresAt: null,
    createdAt: 0,
    updatedAt: 0,
    trashedAt: null,
    suspendedAt: null,
    suspendedReason: null,
  };
  const rest = { status: 'active', tags: [], folderId: null, createdBy: null } as const;
  return { ...base, type, ...resolveContent(type, input, rules), ...rest, ...times, ...changes };
}

describe('a compiled link', () => {
  test('of a plain destination holds its href alone, and nothing that a page would need', () => {
    const link = compileLink(codeOf('url', { destination: 'https://Example.com/ä' }), rules);
    const action = { do: 'redirect', location: 'https://example.com/%C3%A4' };
    const [code, workspace] = [7, 3];
    expect(link).toEqual({
      slug: 'Menu',
      code,
      workspace,
      state: 'active',
      expiresAt: null,
      action,
      page: null,
      hosts: ['example.com'],
    });
  });

  test('is plain data: it is the same after a stay in the file', () => {
    for (const [type, input] of [
      ['url', { destination: 'https://example.com' }],
      ['wifi', { content: { ssid: 'Cafe' } }],
      ['vcard', { content: { first_name: 'Ada' } }],
      [
        'app',
        { content: { fallback_url: 'https://example.com', ios_url: 'https://apps.apple.com/app/id1' } },
      ],
    ] as const) {
      const link = compileLink(codeOf(type, input), rules);
      expect(JSON.parse(JSON.stringify(link))).toEqual(link);
    }
  });

  test('of another type keeps what its page shows', () => {
    const { action, page } = compileLink(codeOf('wifi', { content: { ssid: 'Cafe' } }), rules);
    expect(action).toEqual({ do: 'page' });
    expect(page).toMatchObject({ id: 'c1', type: 'wifi', name: 'Menu', content: { ssid: 'Cafe' } });
  });
});

describe('the state of a link', () => {
  const linkOf = (changes: Partial<LinkCode>) => {
    return compileLink(codeOf('url', { destination: 'https://example.com' }, changes), rules);
  };

  test('an active and a paused one expire when their time comes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.constantFrom('active', 'paused'), fc.nat(), fc.nat(), (status, expiresAt, nowMs) => {
        const state = stateAt(linkOf({ status, expiresAt }), nowMs);
        expect(state).toBe(nowMs >= expiresAt ? 'expired' : status);
      }),
    );
  });

  test('a trashed one stays trashed, also when its time is over', () => {
    const link = linkOf({ trashedAt: 5, expiresAt: 10 });
    expect([0, 10, 1e15].map((nowMs) => stateAt(link, nowMs))).toEqual(['trashed', 'trashed', 'trashed']);
  });
});

describe('the hosts of a link', () => {
  const hostsOf = (type: ContentType, input: object) => compileLink(codeOf(type, input), rules).hosts;

  test('are those of every way that a scan can take, each once', () => {
    const stores = {
      ios_url: 'https://I.test/a',
      android_url: 'https://a.test:8443',
      fallback_url: 'https://i.test/',
    };
    expect(hostsOf('app', { content: stores })).toEqual(['i.test', 'a.test']);
    expect(hostsOf('map', { content: { query: 'Vienna' } })).toEqual(['www.google.com']);
    expect(hostsOf('whatsapp', { content: { phone: '+43660123456' } })).toEqual(['wa.me']);
    const links = [{ label: 'a', url: 'https://ä.test', image: 'https://b.test/c.png' }];
    expect(hostsOf('multilink', { content: { title: 'Us', links } })).toEqual(['xn--4ca.test', 'b.test']);
  });

  test('are none where no scan leads into the web', () => {
    expect(hostsOf('wifi', { content: { ssid: 'https://a.test' } })).toEqual([]);
    expect(hostsOf('phone', { content: { phone: '+43660123456' } })).toEqual([]);
  });
});

test('a suspended link stays suspended, whatever else it is', () => {
  const suspended = { suspendedAt: 5, suspendedReason: 'x' };
  for (const changes of [{}, { trashedAt: 5 }, { status: 'paused' }, { expiresAt: 10 }] as const) {
    const link = compileLink(
      codeOf('url', { destination: 'https://e.test' }, { ...suspended, ...changes }),
      rules,
    );
    expect([0, 1e15].map((nowMs) => stateAt(link, nowMs))).toEqual(['suspended', 'suspended']);
  }
});

describe('where a link leads', () => {
  test.each([
    [iphone, 'ios'],
    [pixel, 'android'],
    [huawei, 'huawei'],
    [desktop, 'other'],
    ['', 'other'],
  ] as const)('%s is %s', (agent, system) => expect(systemOfAgent(agent)).toBe(system));

  const stores = { do: 'by-system', ios: 'i:', android: 'a:', huawei: 'h:', other: 'o:' } as const;

  test('each system to its store; without one, to the next that serves it, then to the rest', () => {
    expect([iphone, pixel, huawei, desktop].map((agent) => chooseTarget(stores, agent))).toEqual([
      'i:',
      'a:',
      'h:',
      'o:',
    ]);
    expect(chooseTarget({ ...stores, huawei: null }, huawei)).toBe('a:');
    expect(chooseTarget({ ...stores, huawei: null, android: null }, huawei)).toBe('o:');
    expect(chooseTarget({ ...stores, ios: null }, iphone)).toBe('o:');
    expect(chooseTarget({ ...stores, ios: null, other: null }, iphone)).toBeNull();
  });

  test('a redirect leads everybody to one place; a page and a file lead nowhere', () => {
    for (const agent of [iphone, desktop, '']) {
      expect(chooseTarget({ do: 'redirect', location: 'https://e.test/' }, agent)).toBe('https://e.test/');
      expect(chooseTarget({ do: 'page' }, agent)).toBeNull();
      expect(chooseTarget({ do: 'vcard' }, agent)).toBeNull();
    }
  });
});
