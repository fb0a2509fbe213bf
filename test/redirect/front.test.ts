import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createPages } from '../../src/compose/pages.ts';
import { compileLink, type Link } from '../../src/core/routing/link.ts';
import { createScanIds } from '../../src/core/scans/id.ts';
import { unpackSigns } from '../../src/core/scans/scan.ts';
import type { Answer, Reply } from '../../src/redirect/answer.ts';
import {
  createFront,
  type FrontOptions,
  newRedirectCounters,
  type PreparedLink,
  prepareLink,
} from '../../src/redirect/front.ts';
import { LinkMap } from '../../src/redirect/link-map.ts';
import { parseRaw, sendRaw } from '../support/raw-http.ts';
import { makeAccess, makeCode, openTestCore, settings, startMs } from '../support/store.ts';

type Accepted = Parameters<FrontOptions['hits']['accept']>[0];

/** The front in a real server over a real store; hits are kept in a list and answered at once. */
async function openFront(changes: Partial<FrontOptions> = {}, blockedHosts?: ReadonlySet<string>) {
  const core = await openTestCore();
  const access = await makeAccess(core, 'Bakery', 'business');
  const asked: string[] = [];
  const away = { is: false };
  const links = new LinkMap<PreparedLink>({
    now: core.clock.now,
    prepare: (link) => prepareLink(link, blockedHosts),
    sources: {
      local: (slugs) => Promise.resolve(slugs.map(() => null)),
      async store(slugs) {
        asked.push(...slugs);
        if (away.is) throw new Error('away');
        const found = await core.store.codes.findByFoldedSlugs(slugs);
        const bySlug = new Map(found.map((code) => [code.slug.toLowerCase(), code]));
        return slugs.map((slug): Link | null => {
          const code = bySlug.get(slug);
          return code ? compileLink(code, settings.content) : null;
        });
      },
    },
  });
  const hits: Accepted[] = [];
  const trouble: unknown[] = [];
  const counters = newRedirectCounters();
  const front = createFront({
    ...{ links, counters, now: core.clock.now, pages: createPages(core.clock.now) },
    ids: createScanIds(core.clock.now, 0, 0),
    clientAddress: (peer) => peer,
    onTrouble: (error) => trouble.push(error),
    hits: {
      accept(hit, waiter, answer) {
        hits.push(hit);
        (waiter as Reply).send(answer as Answer);
      },
    },
    ...changes,
  });
  const server = createServer((request, response) => {
    if (!front.handle(request, response)) response.writeHead(299).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string, method = 'GET', headers = '') =>
    parseRaw(
      await sendRaw(url, `${method} ${path} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`),
    );
  return { core, access, ask, asked, away, hits, trouble, counters };
}

const locationOf = (head: string) => /^Location: (.*)$/m.exec(head)?.[1]?.trim();

describe('a short link', () => {
  test('answers with where it leads, cold and warm, in upper case too, and each hit is handed over', async () => {
    const { core, access, ask, hits, asked } = await openFront();
    const code = await makeCode(core, access, { slug: 'menu' });
    for (const path of [
      '/p/menu',
      '/p/menu?utm=x',
      '/P/MENU',
      '/p/menu/',
      '/p/%6Denu',
      'http://elsewhere.test/p/menu',
    ]) {
      const answer = await ask(path);
      expect([path, answer.status, locationOf(answer.head)]).toEqual([path, 302, 'https://example.com/menu']);
      expect(answer.head).toContain('Cache-Control: no-store');
    }
    expect(asked).toEqual(['menu']);
    expect(hits.map((hit) => hit.code)).toEqual(Array(6).fill(code.num));
    expect(new Set(hits.map((hit) => hit.id)).size).toBe(6);
  });

  test('leads where it leads for HEAD as well, without a body, and the hit says that it was one', async () => {
    const { core, access, ask, hits } = await openFront();
    await makeCode(core, access, { slug: 'menu' });
    await makeCode(core, access, {
      slug: 'net',
      type: 'wifi',
      destination: undefined,
      content: { ssid: 'Cafe' },
    });
    expect(await ask('/p/menu', 'HEAD')).toMatchObject({ status: 302, body: '' });
    expect(await ask('/p/net', 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(hits.map(({ signs }) => unpackSigns(signs).head)).toEqual([true, true]);
  });

  test('hands over what the request says: address, agent, referrer, prefetch', async () => {
    const { core, access, ask, hits } = await openFront();
    await makeCode(core, access, { slug: 'menu' });
    const long = 'x'.repeat(2000);
    await ask(
      '/p/menu',
      'GET',
      `User-Agent: ${long}\r\nReferer: https://e.test/${long}\r\nSEC-PURPOSE: prefetch\r\n`,
    );
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ address: '127.0.0.1', ua: 'x'.repeat(512) });
    expect(hits[0]!.referrer).toHaveLength(1024);
    expect(unpackSigns(hits[0]!.signs)).toEqual({ head: false, prefetch: true, blocked: null });
  });

  test.each([
    ['paused', { status: 'paused' }, 200],
    ['expired', { expiresAt: startMs }, 410],
    ['trashed', { trashedAt: startMs }, 200],
  ] as const)(
    'that is %s gets its page, never an error, and the hit says why',
    async (blocked, change, status) => {
      const { core, access, ask, hits, counters } = await openFront();
      const code = await makeCode(core, access, { slug: 'menu' });
      await core.store.transact((tx) => tx.codes.update({ ...code, ...change }));
      const answer = await ask('/p/menu');
      expect(answer.status).toBe(status);
      expect(answer.body).toContain('<html');
      expect(locationOf(answer.head)).toBeUndefined();
      expect(unpackSigns(hits[0]!.signs).blocked).toBe(blocked);
      expect(counters[blocked]).toBe(1);
    },
  );

  test('to a blocked host gets the page of a suspended one, and neither its page nor its files are shown', async () => {
    const blockedHosts = new Set<string>();
    const { core, access, ask, hits, counters } = await openFront({}, blockedHosts);
    await makeCode(core, access, { slug: 'menu', destination: 'https://a.evil.example' });
    const content = { first_name: 'Ada', urls: ['https://evil.example'] };
    await makeCode(core, access, { slug: 'ada', type: 'vcard_plus', destination: undefined, content });
    blockedHosts.add('evil.example');
    for (const path of ['/p/menu', '/p/ada']) {
      const answer = await ask(path);
      expect([answer.status, locationOf(answer.head)]).toEqual([200, undefined]);
      expect(answer.body).toContain('This QR code is not in use.');
      expect(answer.body).not.toMatch(/evil|Ada/);
    }
    expect((await ask('/p/ada.vcf')).status).toBe(404);
    expect(hits.map(({ signs }) => unpackSigns(signs).blocked)).toEqual(['suspended', 'suspended']);
    expect(counters).toMatchObject({ suspended: 2, redirected: 0, pages: 0 });
  });

  test('that is suspended gets its page, whatever its owner set', async () => {
    const { core, access, ask, hits, counters } = await openFront();
    const code = await makeCode(core, access, { slug: 'menu', expiresAt: startMs });
    await core.store.transact((tx) => tx.blocking.setSuspended(code.id, { at: startMs, reason: 'secret' }));
    const answer = await ask('/p/menu');
    expect([answer.status, answer.body.includes('not in use'), answer.body.includes('secret')]).toEqual([
      200,
      true,
      false,
    ]);
    expect(unpackSigns(hits[0]!.signs).blocked).toBe('suspended');
    expect(counters.suspended).toBe(1);
  });

  test('expires while it lies in memory', async () => {
    const { core, access, ask } = await openFront();
    await makeCode(core, access, { slug: 'menu', expiresAt: startMs + 1000 });
    expect((await ask('/p/menu')).status).toBe(302);
    core.clock.at += 1000;
    expect((await ask('/p/menu')).status).toBe(410);
  });

  test('has files beside it that are no hits of their own, while it is active', async () => {
    const { core, access, ask, hits } = await openFront();
    const content = { first_name: 'Ada' };
    const code = await makeCode(core, access, {
      slug: 'ada',
      type: 'vcard',
      destination: undefined,
      content,
    });
    const card = await ask('/p/ada.vcf');
    expect([card.status, card.body.startsWith('BEGIN:VCARD')]).toEqual([200, true]);
    expect((await ask('/p/ada.ics')).status).toBe(404);
    expect(hits).toEqual([]);
    expect(await core.store.codes.find(access.workspace.id, code.id)).toBeDefined();
  });
});

describe('a path that is no code', () => {
  test.each([
    ['nothing', '/p/'],
    ['an empty step', '/p//'],
    ['a broken escape', '/p/%zz'],
    ['an escape of no UTF-8', '/p/%ff'],
    ['dots', '/p/a.b.c'],
    ['another file', '/p/menu.png'],
    ['a step up', '/p/../menu'],
    ['an escaped slash', '/p/menu%2Fx'],
    ['two steps', '/p/menu/x'],
    ['an escaped NUL', '/p/menu%00'],
    ['a space', '/p/menu%20'],
    ['a letter that folds to another', '/p/%E2%84%AA'],
    ['65 characters', `/p/${'x'.repeat(65)}`],
    ['10 kB', `/p/${'x'.repeat(10_000)}`],
  ])('(%s) is a page with 404, asks nobody and stores nothing', async (_, path) => {
    const { core, access, ask, hits, asked, counters } = await openFront();
    await makeCode(core, access, { slug: 'menu' });
    const answer = await ask(path);
    expect([answer.status, answer.body.includes('<html')]).toEqual([404, true]);
    expect([hits, asked]).toEqual([[], []]);
    expect(counters.unknown).toBe(1);
  });

  test('but could be one is asked for once, also in odd spellings', async () => {
    const { ask, asked, hits } = await openFront();
    for (const path of ['/p/nope', '/p/nope/', '/p/NOPE', '/p/n%6fpe', '/p/nope.vcf']) {
      expect((await ask(path)).status).toBe(404);
    }
    expect(asked).toEqual(['nope']);
    expect(hits).toEqual([]);
  });
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY'])(
  '%s is refused with 405',
  async (method) => {
    const { core, access, ask, hits } = await openFront();
    await makeCode(core, access, { slug: 'menu' });
    for (const path of ['/p/menu', '/p/']) {
      const { status, head } = await ask(path, method, 'Content-Length: 0\r\n');
      expect(status).toBe(405);
      expect(head).toMatch(/^Allow: GET, HEAD\r?$/m);
    }
    expect(hits).toEqual([]);
  },
);

test.each(['/', '/p', '/pp/menu', '/api/v1/codes', '/q/menu', '/?/p/menu', '*'])(
  '%s is for somebody else',
  async (path) => {
    const { ask } = await openFront();
    expect((await ask(path, path === '*' ? 'OPTIONS' : 'GET')).status).toBe(299);
  },
);

test('a store that is away is a 503 that says when to come back, and is forgotten at once', async () => {
  const { core, access, ask, away, hits, counters } = await openFront();
  await makeCode(core, access, { slug: 'menu' });
  away.is = true;
  const answer = await ask('/p/menu');
  expect(answer.status).toBe(503);
  expect(answer.head).toMatch(/^Retry-After: [1-9]\d*\r?$/m);
  expect([hits, counters.unavailable]).toEqual([[], 1]);
  away.is = false;
  expect((await ask('/p/menu')).status).toBe(302);
});

test('a page that cannot be made costs its visitor the page, and nobody else anything', async () => {
  const real = createPages(() => startMs);
  const broken = () => {
    throw new Error('no page');
  };
  const { core, access, ask, trouble } = await openFront({ pages: { ...real, content: broken } });
  await makeCode(core, access, { slug: 'menu' });
  await makeCode(core, access, {
    slug: 'net',
    type: 'wifi',
    destination: undefined,
    content: { ssid: 'Cafe' },
  });
  // Cold, then from memory.
  expect((await ask('/p/net')).status).toBe(503);
  expect((await ask('/p/net')).status).toBe(503);
  expect((await ask('/p/menu')).status).toBe(302);
  expect(trouble).toHaveLength(2);
});
