import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { getBrand, saveBrand } from '../../src/core/brand/brands.ts';
import { createWeighedCode } from '../../src/core/codes/create.ts';
import { duplicateCode } from '../../src/core/codes/duplicate.ts';
import { previewCode } from '../../src/core/codes/preview.ts';
import { usualSlug } from '../../src/core/codes/slug.ts';
import type { Core } from '../../src/core/core.ts';
import { type Design, plainDesign } from '../../src/core/designs/design.ts';
import { listDesigns } from '../../src/core/designs/history.ts';
import { addLogo, deleteLogo } from '../../src/core/designs/logos.ts';
import { presets } from '../../src/core/designs/presets.ts';
import { AppError } from '../../src/core/errors.ts';
import { importCodes } from '../../src/core/imports/import-codes.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { deleteWorkspace } from '../../src/core/workspaces/delete.ts';
import { makePng } from '../support/hostile-pictures.ts';
import { changesOf, makeAccess, makeCode, openTestCore } from '../support/store.ts';

const { ocean } = presets;
const nobodys = '0'.repeat(64);

async function open() {
  const core = await openTestCore();
  return { core, access: await makeAccess(core, 'Bakery', 'business') };
}

/** Without the process of its own that an upload is decoded in. */
async function addSquare(core: Core, access: Access): Promise<string> {
  const png = Uint8Array.from(makePng({ width: 64, height: 64 }));
  const readLogo = async () => ({ id: core.random.sha256('square'), width: 64, height: 64, png });
  return (await addLogo({ ...core, images: { ...core.images, readLogo } }, access, { bytes: png })).id;
}

const withLogo = (image: string): Design => ({
  ...plainDesign,
  logo: { image, size: 0.2, margin: 1, excavate: true },
});

describe('the brand of a workspace', () => {
  test('is what was chosen; what is left out stays, and each change is in the log', async () => {
    const { core, access } = await open();
    const none = { colors: [], logo: null, design: null, updatedAt: null };
    expect(await getBrand(core, access)).toEqual(none);
    const logo = await addSquare(core, access);
    await saveBrand(core, access, { colors: ['0A7357', '#fff'], logo });
    core.clock.at += 1;
    const { brand } = await saveBrand(core, access, { design: { preset: 'ocean' } });
    expect(brand).toEqual({
      ...{ colors: ['#0a7357', '#ffffff'], logo, design: ocean, updatedAt: core.clock.at },
    });
    expect(await getBrand(core, access)).toEqual(brand);
    core.clock.at += 1;
    expect((await saveBrand(core, access, { colors: brand.colors })).brand).toEqual(brand);
    expect(await getBrand(core, await makeAccess(core, 'Elsewhere'))).toEqual(none);
    const changes = (await changesOf(core.store)).filter(({ object }) => object === 'brand');
    const { updatedAt: _when, ...shot } = brand;
    expect(changes).toMatchObject([
      { before: { colors: [], logo: null, design: null }, after: { ...shot, design: null } },
      { objectId: access.workspace.id, before: { ...shot, design: null }, after: shot },
    ]);
    await saveBrand(core, access, { colors: [], logo: null, design: null });
    expect(await getBrand(core, access)).toMatchObject({ colors: [], logo: null, design: null });
  });

  test('tells what to mind of a default design', async () => {
    const { core, access } = await open();
    expect((await saveBrand(core, access, { design: ocean })).warnings).toEqual([]);
    const { warnings } = await saveBrand(core, access, { design: { ...ocean, quiet_zone: 0 } });
    expect(warnings.join()).toContain('quiet zone');
  });

  test('refuses what is none of it, and says which field', async () => {
    const { core, access } = await open();
    for (const [edit, path] of [
      [{ colors: Array.from({ length: 13 }, (_, n) => `#0000${n + 10}`) }, 'colors'],
      [{ colors: ['#fff', '#FFFFFF'] }, 'colors'],
      [{ colors: ['red'] }, 'colors.0'],
      [{ colors: null }, 'colors'],
      [{ logo: nobodys }, 'logo'],
      [{ logo: 'x' }, 'logo'],
      [{ design: { background: '#000000' } }, 'design.background'],
      [{ design: withLogo(nobodys) }, 'design.logo.image'],
      [{ slogan: 'Fresh' }, 'slogan'],
    ] as const)
      await expect(saveBrand(core, access, edit)).rejects.toMatchObject({
        ...{ code: 'validation_error', details: [{ path }] },
      });
    expect(await core.store.brands.find(access.workspace.id)).toBeUndefined();
  });

  test('is changed by admins, and by nobody where the workspace is locked', async () => {
    const { core, access } = await open();
    const edit = { colors: ['#0a7357'] };
    await expect(saveBrand(core, { ...access, role: 'member' }, edit)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await core.store.transact((tx) => tx.workspaces.setLocked(access.workspace.id, 1));
    await expect(saveBrand(core, access, edit)).rejects.toMatchObject({ code: 'workspace_locked' });
  });

  test('keeps its logos, as its own or in its default design, until it lets go of them', async () => {
    const { core, access } = await open();
    const logo = await addSquare(core, access);
    const inUse = { code: 'in_use', message: expect.stringContaining('brand') };
    await saveBrand(core, access, { logo, design: withLogo(logo) });
    await expect(deleteLogo(core, access, logo)).rejects.toMatchObject(inUse);
    await saveBrand(core, access, { logo: null });
    await expect(deleteLogo(core, access, logo)).rejects.toMatchObject(inUse);
    await saveBrand(core, access, { logo, design: null });
    await expect(deleteLogo(core, access, logo)).rejects.toMatchObject(inUse);
    await saveBrand(core, access, { logo: null });
    await deleteLogo(core, access, logo);
    expect(await core.store.logos.list(access.workspace.id)).toEqual([]);
  });

  test('goes with the workspace', async () => {
    const { core, access } = await open();
    await saveBrand(core, access, { colors: ['#0a7357'] });
    await deleteWorkspace(core, access, access.workspace.slug);
    expect(await core.store.brands.find(access.workspace.id)).toBeUndefined();
  });
});

describe('the default design', () => {
  test('is that of new codes that are given none, as their first version; those that exist keep theirs', async () => {
    const { core, access } = await open();
    const older = await makeCode(core, access);
    await saveBrand(core, access, { design: ocean });
    const code = await makeCode(core, access);
    expect(code).toMatchObject({ design: ocean, designVersion: 1 });
    const { versions } = await listDesigns(core, code, { offset: 0, limit: 10 });
    expect(versions).toMatchObject([{ version: 1, design: ocean, actor: access.actor }]);
    expect(await core.store.codes.find(access.workspace.id, older.id)).toEqual(older);
    await saveBrand(core, access, { design: null });
    expect(await makeCode(core, access)).toMatchObject({ design: null, designVersion: 0 });
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
  });

  test('gives way to a design of its own, and to the wish to be plain', async () => {
    const { core, access } = await open();
    await saveBrand(core, access, { design: ocean });
    const plain = await makeCode(core, access, { design: null });
    expect(plain).toMatchObject({ design: null, designVersion: 0 });
    const own = await makeCode(core, access, { design: { preset: 'dots' } });
    expect(own.design).toEqual(presets.dots);
    expect(await duplicateCode(core, access, plain.id)).toMatchObject({ design: null });
    expect(await duplicateCode(core, access, own.id)).toMatchObject({ design: own.design });
  });

  test('is weighed with what each code holds, and whoever makes one that may not be read is warned', async () => {
    const { core, access } = await open();
    const logo = await addSquare(core, access);
    const design = { ...plainDesign, logo: { image: logo, size: 0.3, margin: 1, excavate: true } };
    expect((await saveBrand(core, access, { design })).warnings).toEqual([]);
    const link = { type: 'url', destination: 'https://example.com/', slug: usualSlug } as const;
    expect((await createWeighedCode(core, access, link)).warnings).toEqual([]);
    const ssid = 'Restaurant Guests Only';
    const password = 'p'.repeat(63);
    const wifi = { type: 'wifi', content: { ssid, password, encryption: 'WPA' } } as const;
    const made = await createWeighedCode(core, access, wifi);
    expect(made.code.design).not.toBeNull();
    expect(made.warnings.join()).toContain('Make the logo smaller');
    const known = {
      ...core,
      images: Object.assign(core.images, { weigh: () => Promise.reject(new Error()) }),
    };
    expect((await createWeighedCode(known, access, wifi)).warnings).toEqual(made.warnings);
    expect((await createWeighedCode(core, access, { ...wifi, design: null })).warnings).toEqual([]);
  });

  test('that leaves much is weighed once for codes of one length', async () => {
    const { core, access } = await open();
    await saveBrand(core, access, { design: ocean });
    let weighed = 0;
    const weigh: Core['images']['weigh'] = (source) => {
      weighed += 1;
      return core.images.weigh(source);
    };
    const counting = { ...core, images: { ...core.images, weigh } };
    for (const slug of ['table-1', 'table-2', 'table-3', 'a-longer-slug-than-all-the-others'])
      await createWeighedCode(counting, access, { type: 'url', destination: 'https://a.example/', slug });
    expect(weighed).toBe(2);
  });

  test('that cannot be weighed now is a warning, and the code is there', async () => {
    const { core, access } = await open();
    await saveBrand(core, access, { design: ocean });
    const weigh = async () => {
      throw new AppError('unavailable', 'Pictures wait in a queue that is full');
    };
    const busy = { ...core, images: { ...core.images, weigh } };
    const input = { type: 'url', destination: 'https://example.com/' } as const;
    const { code, warnings } = await createWeighedCode(busy, access, input);
    expect(warnings).toEqual([expect.stringContaining('Pictures wait in a queue')]);
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
  });

  test('is weighed for a second at most, and whoever made the code may go', async () => {
    const { core, access } = await open();
    await saveBrand(core, access, { design: ocean });
    const stopped: unknown[] = [];
    const abort = new AbortController();
    let onWeigh: () => void = () => undefined;
    const weigh: Core['images']['weigh'] = (_source, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped.push(signal.reason);
          reject(signal.reason);
        });
        onWeigh();
      });
    const busy = { ...core, images: { ...core.images, weigh } };
    const input = { type: 'url', destination: 'https://example.com/' } as const;
    const { code, warnings } = await createWeighedCode(busy, access, input);
    expect(warnings).toEqual([
      expect.stringMatching(/could not be weighed .* Look at it before you print it/),
    ]);
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
    expect(stopped).toMatchObject([{ name: 'TimeoutError' }]);
    onWeigh = () => abort.abort(new Error('gone'));
    await expect(createWeighedCode(busy, access, input, abort.signal)).rejects.toThrow('gone');
  });

  test.each([
    ['an error nobody had thought of', new Error('Pictures failed: no such font')],
    ['an internal error', new AppError('internal_error', 'too bad')],
  ])('whose weighing ends with %s is a warning that tells nothing of it', async (_what, error) => {
    const { core, access } = await open();
    await saveBrand(core, access, { design: ocean });
    const weigh = () => Promise.reject(error);
    const broken = { ...core, images: { ...core.images, weigh } };
    const input = { type: 'url', destination: 'https://example.com/' } as const;
    const { code, warnings } = await createWeighedCode(broken, access, input);
    expect(warnings).toEqual([
      expect.stringMatching(/what this code holds\. Look at it before you print it\.$/),
    ]);
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
  });

  test('is proved where a proof is asked for', async () => {
    const { core, access } = await open();
    await saveBrand(core, access, { design: ocean });
    const drawn: Design[] = [];
    const prove: Core['images']['prove'] = async ({ design }) => {
      drawn.push(design);
      throw new Error('seen');
    };
    const images = { ...core.images, prove };
    const input = { type: 'url', destination: 'https://example.com/', requireProof: true } as const;
    await expect(createWeighedCode({ ...core, images }, access, input)).rejects.toThrow('seen');
    expect(drawn).toEqual([ocean]);
  });

  test('is that of imported codes, each with its version, and of the picture that is shown before', async () => {
    const { core, access } = await open();
    const logo = await addSquare(core, access);
    const design = withLogo(logo);
    await saveBrand(core, access, { design });
    const rows = Array.from({ length: 120 }, (_, n) => ({ line: n + 2, cells: [`https://a.example/${n}`] }));
    const outcome = await importCodes(
      core,
      access,
      { file: { columns: ['destination'], rows }, type: 'url' },
      { signal: new AbortController().signal, onProgress() {}, readTime: Date.parse, rest: setImmediate },
    );
    const codes = outcome.ok ? outcome.codes.map(({ code }) => code) : [];
    expect(codes).toHaveLength(120);
    for (const code of codes) {
      expect(code).toMatchObject({ design, designVersion: 1 });
      const kept = await core.store.designs.list(code.num, 0, 10);
      expect(kept).toEqual([{ version: 1, design, actor: access.actor, at: code.createdAt }]);
    }
    expect(await core.store.codes.countWithLogo(access.workspace.id, logo)).toBe(120);
    const pages = { page: () => '', file: () => ({ name: '', text: '' }) };
    const input = { type: 'url', destination: 'https://a.example/', slug: 'menu', language: 'en' } as const;
    const { picture } = await previewCode(core, access, pages, input);
    expect(picture).toContain('<image');
  });
});
