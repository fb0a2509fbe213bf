import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCode } from '../../../src/core/codes/list.ts';
import { type Design, plainDesign } from '../../../src/core/designs/design.ts';
import { presetNames, presets } from '../../../src/core/designs/presets.ts';
import { getAccess } from '../../../src/core/workspaces/access.ts';
import type { User } from '../../../src/core/workspaces/workspace.ts';
import type { WireCode } from '../../../src/http/dashboard/wire-codes.ts';
import type { WireProofEvent } from '../../../src/http/dashboard/wire-designs.ts';
import { outlineWords } from '../../../src/qr/outline-words.ts';
import { type Browser, type Dashboard, dashboardOf } from '../../support/dashboard.ts';
import { designCode } from '../../support/designed-code.ts';
import { svg } from '../../support/hostile-pictures.ts';
import { startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let dashboard: Dashboard;
beforeAll(async () => {
  program = await startProgram();
  const secret = await readFile(join(program.config.dataDir, 'secret'), 'utf8');
  dashboard = await dashboardOf(program, secret.trim());
});
afterAll(() => program.stop());

interface Seat {
  readonly browser: Browser;
  readonly owner: User;
  readonly at: { readonly workspace: string };
  readonly code: WireCode;
  readonly params: { readonly workspace: string; readonly code: string };
}

/** A workspace of its own with a plain code, and its owner's browser. */
async function sit(): Promise<Seat> {
  const { workspace, owner } = await dashboard.workspace();
  const browser = await dashboard.browserOf(owner);
  const at = { workspace: workspace.slug };
  const body = { type: 'url', destination: 'https://example.com/menu' } as const;
  const code = await browser.get('POST /w/:workspace/codes', { params: at, body });
  return { browser, owner, at, code, params: { ...at, code: code.id } };
}

const { ocean, badge } = presets;
const logo = '<circle cx="50" cy="50" r="50" fill="#d62828"/>';
const base64 = (text: string) => svg(text).toString('base64');
const withLogo = (image: string): Design => ({
  ...plainDesign,
  logo: { image, size: 0.2, margin: 1, excavate: true },
});

describe('a design', () => {
  test('is read whole, saved with what to mind of it, and its picture has another address then', async () => {
    const { browser, code, params } = await sit();
    expect(await browser.get('GET /w/:workspace/codes/:code/design', { params })).toEqual({
      ...{ design: plainDesign, isPlain: true, version: 0, text: code.shortUrl, proof: null },
    });
    const faint: Design = { ...ocean, quiet_zone: 0 };
    const body = { design: faint };
    const saved = await browser.get('PUT /w/:workspace/codes/:code/design', { params, body });
    expect(saved).toMatchObject({ code: { id: code.id, designVersion: 1 }, seq: expect.any(Number) });
    expect(saved.warnings.join()).toContain('quiet zone');
    expect(saved.code.picture).not.toBe(code.picture);
    expect(await browser.get('GET /w/:workspace/codes/:code/design', { params })).toMatchObject({
      ...{ design: faint, isPlain: false, version: 1 },
    });
    const again = await browser.get('PUT /w/:workspace/codes/:code/design', { params, body });
    expect(again).toMatchObject({ seq: null, code: { designVersion: 1 } });
    const plain = { params, body: { design: null } };
    expect((await browser.get('PUT /w/:workspace/codes/:code/design', plain)).warnings).toEqual([]);
    expect(await browser.get('GET /w/:workspace/codes/:code/design', { params })).toMatchObject({
      ...{ isPlain: true, version: 2 },
    });
  });

  test('is undone and redone by the number of its change, each time as a new version', async () => {
    const { browser, at, params } = await sit();
    const save = (design: Design | null) =>
      browser.get('PUT /w/:workspace/codes/:code/design', { params, body: { design } });
    const undo = (seqs: readonly number[]) =>
      browser.ask('POST /w/:workspace/undo', { params: at, body: { seqs } });
    const shown = async () => {
      const { design, version } = await browser.get('GET /w/:workspace/codes/:code/design', { params });
      return [design, version];
    };
    const first = await save(ocean);
    const second = await save(badge);
    expect((await undo([first.seq!])).body).toMatchObject({ code: 'in_use' });
    const undone = await undo([second.seq!]);
    expect([undone.status, await shown()]).toEqual([200, [ocean, 3]]);
    await undo(undone.body.seqs);
    expect(await shown()).toEqual([badge, 4]);
    const { versions } = await browser.get('GET /w/:workspace/codes/:code/designs', { params, query: {} });
    expect(versions.map(({ design }) => design)).toEqual([badge, ocean, badge, ocean]);
  });

  test('has a history, newest first, and goes back to an earlier one as a new one', async () => {
    const { browser, params } = await sit();
    for (const design of [ocean, null, badge])
      await browser.get('PUT /w/:workspace/codes/:code/design', { params, body: { design } });
    const restore = (version: string) =>
      browser.ask('POST /w/:workspace/codes/:code/designs/:version', { params: { ...params, version } });
    expect((await restore('1')).body).toMatchObject({ code: { designVersion: 4 }, seq: expect.any(Number) });
    const list = (page?: string) =>
      browser.get('GET /w/:workspace/codes/:code/designs', { params, query: { ...(page && { page }) } });
    const { versions, total } = await list();
    expect([total, versions.map(({ version }) => version)]).toEqual([4, [4, 3, 2, 1]]);
    expect(versions.map(({ design }) => design)).toEqual([ocean, badge, null, ocean]);
    expect(versions[0]!.actor.kind).toBe('user');
    expect((await list('2')).versions).toEqual([]);
    for (const version of ['0', '5', 'x', '99999999999999999999'])
      expect([version, (await restore(version)).status]).toEqual([version, 404]);
  });

  test('that cannot be saved is refused with the field that is wrong', async () => {
    const { browser, params } = await sit();
    const save = (design: unknown) =>
      browser.ask('PUT /w/:workspace/codes/:code/design', { params, body: { design } as { design: Design } });
    const pale = { ...ocean, modules: { shape: 'square', color: '#fefefe' } };
    for (const [design, path] of [
      [undefined, 'design'],
      [pale, 'design.modules.color'],
      [{ ...ocean, quiet_zone: 17 }, 'design.quiet_zone'],
      [{ ...ocean, shadow: true }, 'design.shadow'],
      [withLogo('0'.repeat(64)), 'design.logo.image'],
    ] as const)
      expect(await save(design)).toMatchObject({ status: 400, body: { details: [{ path }] } });
    const { version } = await browser.get('GET /w/:workspace/codes/:code/design', { params });
    expect(version).toBe(0);
  });

  test('is weighed before it is saved, on a code or on a text', async () => {
    const { browser, at, code } = await sit();
    const weigh = (body: object) =>
      browser.ask('POST /w/:workspace/budget', { params: at, body: body as { design: Design } });
    const onCode = await weigh({ code: code.id, design: ocean });
    expect(onCode.body).toMatchObject({ safe: true, suggestions: expect.any(Array) });
    expect((await weigh({ text: code.shortUrl, design: ocean })).body).toEqual(onCode.body);
    expect((await weigh({ text: 'x'.repeat(2954), design: ocean })).status).toBe(400);
    for (const body of [{ design: ocean }, { code: code.id, text: 'x', design: ocean }, { code: code.id }])
      expect([body, (await weigh(body)).status]).toEqual([body, 400]);
  });

  test('begins with presets, and its words come as the outlines that the server draws', async () => {
    const { browser, at } = await sit();
    const { body: list } = await browser.ask('GET /presets');
    expect(list).toEqual(presetNames.map((name) => ({ name, design: presets[name] })));
    const ask = (text: string) => browser.ask('POST /w/:workspace/words', { params: at, body: { text } });
    const words = await ask(' Scan for the menu ');
    expect(words.body).toEqual(JSON.parse(JSON.stringify(outlineWords('Scan for the menu'))));
    expect(words.body.lines.map(({ text }) => text)).toEqual(['Scan for', 'the menu']);
    expect((await ask('امسح')).body).toMatchObject({ lines: [], width: expect.any(Number) });
    for (const text of ['', ' ', 'x'.repeat(61), 'a\nb'])
      expect(await ask(text)).toMatchObject({ status: 400, body: { details: [{ path: 'text' }] } });
  });
});

describe('a proof', () => {
  const eventsIn = (text: unknown): WireProofEvent[] =>
    String(text)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  test('comes as lines, and is kept until the code looks otherwise', async () => {
    const { browser, params } = await sit();
    const body = { profile: 'quick' } as const;
    const answer = await browser.ask('POST /w/:workspace/codes/:code/proof', { params, body });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    const events = eventsIn(answer.body);
    expect(events[0]).toMatchObject({ kind: 'progress', total: expect.any(Number) });
    const last = events.at(-1)!;
    expect(last).toMatchObject({
      kind: 'done',
      proof: { report: { ok: true, profile: 'quick' }, stale: false, version: 0 },
    });
    if (last.kind !== 'done') throw new Error('not done');
    expect(last.proof.safeSize?.codeMm).toBeGreaterThan(5);
    const shown = () => browser.get('GET /w/:workspace/codes/:code/design', { params });
    expect((await shown()).proof).toEqual(last.proof);
    await browser.get('PUT /w/:workspace/codes/:code/design', { params, body: { design: ocean } });
    expect((await shown()).proof).toMatchObject({ stale: true, version: 0 });
  });

  test('is looked at again as a contact sheet, as long as it is of the present design', async () => {
    const { browser, at, params, owner } = await sit();
    const sheet = async (format: string) => {
      const query = { format: format as 'png' };
      const answer = await browser.ask('GET /w/:workspace/codes/:code/contact-sheet', { params, query });
      return [answer.status, answer.headers.get('content-type')];
    };
    expect((await sheet('png'))[0]).toBe(404);
    const access = await getAccess(program.core, owner, at.workspace);
    await designCode(program.core, access, await getCode(program.core, access, params.code), 'Scan me');
    expect(await sheet('png')).toEqual([200, 'image/png']);
    expect(await sheet('pdf')).toEqual([200, 'application/pdf']);
    expect((await sheet('svg'))[0]).toBe(400);
    await browser.get('PUT /w/:workspace/codes/:code/design', { params, body: { design: ocean } });
    expect((await sheet('png'))[0]).toBe(404);
  });

  test('of a design that is only tried is kept nowhere', async () => {
    const { browser, params } = await sit();
    const body = { profile: 'quick', design: badge } as const;
    const answer = await browser.ask('POST /w/:workspace/codes/:code/proof', { params, body });
    expect(eventsIn(answer.body).at(-1)).toMatchObject({
      kind: 'done',
      proof: { report: { ok: true }, stale: false, version: null },
    });
    expect(await browser.get('GET /w/:workspace/codes/:code/design', { params })).toMatchObject({
      ...{ design: plainDesign, version: 0, proof: null },
    });
    const { changes } = await browser.get('GET /w/:workspace/codes/:code/history', { params, query: {} });
    expect(changes).toHaveLength(1);
  });

  test('that cannot begin is an answer of its own', async () => {
    const { browser, params } = await sit();
    const prove = (body: object) =>
      browser.ask('POST /w/:workspace/codes/:code/proof', { params, body: body as { profile: 'quick' } });
    expect((await prove({ profile: 'slow' })).status).toBe(400);
    const pale = { ...ocean, background: '#0a7357' };
    expect(await prove({ profile: 'quick', design: pale })).toMatchObject({
      ...{ status: 400, body: { details: [{ path: 'design.modules.color' }] } },
    });
    expect((await prove({ profile: 'quick', design: withLogo('0'.repeat(64)) })).status).toBe(400);
  });

  test('ends when whoever asked goes away: others of the workspace need not wait for it', async () => {
    const { browser, at, params } = await sit();
    const { token } = await browser.get('GET /session');
    const begin = async (client: AbortController) => {
      const headers = { 'X-Quietzone-Token': token, 'Content-Type': 'application/json' };
      const init = { method: 'POST', headers, body: '{"profile":"full"}', signal: client.signal };
      const path = `/app/api/w/${at.workspace}/codes/${params.code}/proof`;
      const response = await browser.fetch(path, init);
      await response.body!.getReader().read();
    };
    // One is under way and one may wait: a third would be refused, and each takes a minute.
    for (let turn = 0; turn < 4; turn += 1) {
      const client = new AbortController();
      await begin(client);
      client.abort();
    }
  });
});

describe('a logo', () => {
  test('is uploaded, listed, shown to its workspace alone, and deleted when no code has it', async () => {
    const { browser, at, params } = await sit();
    const upload = (name?: string) =>
      browser.get('POST /w/:workspace/logos', {
        params: at,
        body: { data: base64(logo), ...(name && { name }) },
      });
    const added = await upload('Crown');
    expect(added).toEqual({
      ...{ id: expect.stringMatching(/^[0-9a-f]{64}$/), name: 'Crown', createdAt: expect.any(Number) },
      ...{ width: expect.any(Number), height: expect.any(Number) },
    });
    expect(await upload('Again')).toEqual(added);
    expect((await browser.ask('GET /w/:workspace/logos', { params: at })).body).toEqual([added]);
    const image = await browser.fetch(`/app/api/w/${at.workspace}/logos/${added.id}/image`);
    expect([image.headers.get('content-type'), image.headers.get('cache-control')]).toEqual([
      'image/png',
      'private, max-age=31536000, immutable',
    ]);
    expect(Buffer.from(await image.arrayBuffer()).subarray(1, 4)).toEqual(Buffer.from('PNG'));
    const stranger = await sit();
    const theirs = { params: { ...stranger.at, logo: added.id } };
    expect((await stranger.browser.ask('GET /w/:workspace/logos/:logo/image', theirs)).status).toBe(404);
    for (const none of ['0'.repeat(64), '\0', 'x'])
      expect(
        await browser.ask('DELETE /w/:workspace/logos/:logo', { params: { ...at, logo: none } }),
      ).toMatchObject({ status: 404 });
    const own = { params: { ...at, logo: added.id } };
    await browser.get('PUT /w/:workspace/codes/:code/design', {
      params,
      body: { design: withLogo(added.id) },
    });
    expect(await browser.ask('DELETE /w/:workspace/logos/:logo', own)).toMatchObject({
      status: 409,
      body: { code: 'in_use' },
    });
    await browser.get('PUT /w/:workspace/codes/:code/design', { params, body: { design: null } });
    expect((await browser.ask('DELETE /w/:workspace/logos/:logo', own)).status).toBe(200);
    expect((await browser.ask('GET /w/:workspace/logos', { params: at })).body).toEqual([]);
  });

  test('that is none is refused, whatever is wrong with it', async () => {
    const { browser, at } = await sit();
    const upload = (body: object) =>
      browser.ask('POST /w/:workspace/logos', { params: at, body: body as { data: string } });
    for (const data of ['', 'not base64!', 'AAAA', 'A', base64('<script/>')])
      expect(await upload({ data })).toMatchObject({ status: 400, body: { details: [{ path: 'file' }] } });
    expect(await upload({ data: base64(logo), name: '' })).toMatchObject({
      ...{ status: 400, body: { details: [{ path: 'name' }] } },
    });
    const large = Buffer.alloc(1_060_000, 'x').toString('base64');
    expect((await upload({ data: large })).status).toBe(413);
    expect((await browser.ask('GET /w/:workspace/logos', { params: at })).body).toEqual([]);
  });
});
