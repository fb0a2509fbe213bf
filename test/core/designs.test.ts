import { describe, expect, test } from 'vitest';
import { createWeighedCode } from '../../src/core/codes/create.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import { updateCode, updateWeighedCode } from '../../src/core/codes/update.ts';
import type { Core, Settings } from '../../src/core/core.ts';
import { plainDesign } from '../../src/core/designs/design.ts';
import { listDesigns } from '../../src/core/designs/history.ts';
import { addLogo, deleteLogo, getLogo, getLogoImage, listLogos } from '../../src/core/designs/logos.ts';
import type { Images } from '../../src/core/designs/port.ts';
import { presets } from '../../src/core/designs/presets.ts';
import type { ProofReport } from '../../src/core/designs/proof.ts';
import { findProof, proveCode } from '../../src/core/designs/prove.ts';
import { pictureSourceOf, sourceOfDrawing } from '../../src/core/designs/source.ts';
import { defaultPlans } from '../../src/core/limits/plans.ts';
import type { Store } from '../../src/core/store.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { setLocked } from '../../src/core/workspaces/create.ts';
import { makePng, pngChunk } from '../support/hostile-pictures.ts';
import { changesOf, makeAccess, makeCode, openTestCore, operator, type TestCore } from '../support/store.ts';

/** What hardly any reader reads: no quiet zone, pale, and weak. */
const poor = { modules: { color: '#888' }, quiet_zone: 0, error_correction: 'L' } as const;

/** A report that was once made, instead of seconds of work: here it is no matter what was looked at. */
const recorded: ProofReport = {
  profile: 'quick',
  matrix: 1,
  symbol: { version: 3, errorCorrection: 'Q', mask: 2, size: 29 },
  decoders: ['zxing', 'jsqr', 'qr'],
  conditions: [],
  passed: 110,
  total: 114,
  score: 96.5,
  ok: true,
  weakest: { damage: 'small', decoder: 'jsqr', label: '2 pixels a module' },
  warnings: ['Small prints are not read by every reader.'],
  modulePxMin: 2.5,
  tookMs: 1_800,
};

async function openRecordedCore(
  changes: Partial<ProofReport> = {},
  settings: Partial<Settings> = {},
): Promise<TestCore> {
  const core = await openTestCore(settings);
  const prove: Images['prove'] = async (_source, profile, watch) => {
    watch?.onProgress?.({ done: 1, total: recorded.total });
    watch?.signal?.throwIfAborted();
    return { ...recorded, ...changes, profile };
  };
  return withImages(core, { prove, readLogo: takeLogo(core) });
}

/** What is there already, with some of it done otherwise. */
const withImages = <C extends Core>(core: C, changes: Partial<Images>): C => ({
  ...core,
  images: { ...core.images, ...changes },
});

/** Of no colour at all, but of two sizes of file. */
const pictures = {
  red: Uint8Array.from(makePng({ width: 64, height: 64 })),
  blue: Uint8Array.from(makePng({ width: 64, height: 64, extra: [pngChunk('tEXt', Buffer.from('a\0b'))] })),
};

/** Without the process of its own that an upload is decoded in: these uploads are what would come of it. */
const takeLogo =
  ({ random }: Core): Images['readLogo'] =>
  async (png) => ({ id: random.sha256(Buffer.from(png).toString('base64')), width: 64, height: 64, png });

const refusal = (code: string, path?: string) => ({
  code,
  ...(path && { details: [expect.objectContaining({ path })] }),
});

const page = { offset: 0, limit: 10 };
const firstPage = async (core: Core, code: Parameters<typeof listDesigns>[1]) =>
  (await listDesigns(core, code, page)).versions.map(({ version, design }) => [version, design]);

describe('the design of a code', () => {
  test('is stored whole, with its history and in the log of changes; one that equals it is no new version', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const made = await makeCode(core, access, { design: { preset: 'dots' } });
    expect(made).toMatchObject({ design: presets.dots, designVersion: 1 });
    const same = await updateCode(core, access, made.id, { design: presets.dots });
    expect(same).toEqual(made);
    core.clock.at += 1;
    const wide = await updateCode(core, access, made.id, { design: { quiet_zone: 6 } });
    expect(wide).toMatchObject({ design: { ...presets.dots, quiet_zone: 6 }, designVersion: 2 });
    const plain = await updateCode(core, access, made.id, { design: null });
    expect(plain).toMatchObject({ design: null, designVersion: 3 });
    const restored = await updateCode(core, access, made.id, { restore: 2 });
    expect(restored).toMatchObject({ design: wide.design, designVersion: 4 });
    expect(await firstPage(core, made)).toEqual([
      [4, wide.design],
      [3, null],
      [2, wide.design],
      [1, presets.dots],
    ]);
    const changes = (await changesOf(core.store)).filter((change) => change.objectId === made.id);
    expect(changes.map(({ after }) => after?.design)).toEqual([presets.dots, wide.design, null, wide.design]);
  });

  test('of before is whole again with what is changed of it, and plain where it was plain', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const { id } = await makeCode(core, access, { design: { preset: 'ocean', quiet_zone: 5 } });
    await updateCode(core, access, id, { design: null });
    await updateCode(core, access, id, { design: { preset: 'ticket' } });
    const restore = (version: number, design?: unknown) =>
      updateCode(core, access, id, { restore: version, design });
    const ocean = { ...presets.ocean, quiet_zone: 5 };
    const dots = await restore(1, { modules: { shape: 'dots' } });
    expect(dots.design).toEqual({ ...ocean, modules: { ...ocean.modules, shape: 'dots' } });
    expect((await restore(1, { preset: 'leaf' })).design).toEqual(presets.leaf);
    expect((await restore(2)).design).toBeNull();
    expect((await restore(2, { modules: { shape: 'dots' } })).design).toEqual({
      ...plainDesign,
      modules: { shape: 'dots', color: '#000000' },
    });
    const again = await restore(1);
    expect(again).toMatchObject({ design: ocean, designVersion: 8 });
    expect((await restore(1)).designVersion).toBe(8);
    for (const version of [0, 9, -1, 1.5, 1e12, Number.NaN])
      await expect(restore(version)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of a code that never had one is none, and other edits make no version', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { design: null });
    expect(code).toMatchObject({ design: null, designVersion: 0 });
    const edited = await updateCode(core, access, code.id, { name: 'Other', design: null });
    expect(edited).toMatchObject({ name: 'Other', design: null, designVersion: 0 });
    expect(await firstPage(core, code)).toEqual([]);
    expect((await pictureSourceOf(core, edited)).design).toEqual(plainDesign);
  });

  test('that is refused leaves the code as it was', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { design: { preset: 'ink' } });
    const edit = { name: 'Other', design: { modules: { color: '#eee' } } };
    const failing = updateCode(core, access, code.id, edit);
    await expect(failing).rejects.toMatchObject(refusal('validation_error', 'design.modules.color'));
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
    const before = await core.store.codes.countAll(access.workspace.id);
    const creating = makeCode(core, access, { design: { version: 50 } });
    await expect(creating).rejects.toMatchObject(refusal('validation_error', 'design.version'));
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(before);
  });

  test('is judged anew when the symbol says something else, and not when only the link leads elsewhere', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const wifi = { type: 'wifi', destination: undefined, content: { ssid: 'Cafe' } } as const;
    const network = await makeCode(core, access, { ...wifi, design: poor });
    const renamed = await updateWeighedCode(core, access, network.id, { content: { ssid: 'Bar' } });
    expect(renamed.warnings).not.toEqual([]);
    const link = await makeCode(core, access, { design: poor });
    const moved = await updateWeighedCode(core, access, link.id, { destination: 'https://example.com/new' });
    expect(moved.warnings).toEqual([]);
  });

  test('is judged against the code that is there when it is saved, whoever edits it meanwhile', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { design: { preset: 'dots' } });
    let weighed = 0;
    const weigh: Images['weigh'] = async (source) => {
      weighed += 1;
      if (weighed === 1) await updateCode(core, access, code.id, { design: { preset: 'leaf' } });
      return core.images.weigh(source);
    };
    const busy = withImages(core, { weigh });
    const saved = await updateCode(busy, access, code.id, { design: { quiet_zone: 5 } });
    expect(weighed).toBe(2);
    expect(saved).toMatchObject({ design: { ...presets.leaf, quiet_zone: 5 }, designVersion: 3 });
  });

  test('warns of what may not be read, of its budget and of a proof that it failed, and is saved', async () => {
    const core = await openRecordedCore({ ok: false, score: 41.6 });
    const access = await makeAccess(core);
    const sound = await createWeighedCode(core, access, inputOf({ preset: 'classic' }));
    expect(sound.warnings).toEqual([]);
    const made = await createWeighedCode(core, access, inputOf(poor));
    expect(made.code.design?.quiet_zone).toBe(0);
    expect(made.warnings.join(' ')).toMatch(/quiet zone/i);
    const proof = await proveCode(core, access, made.code, 'quick');
    expect(proof.report.ok).toBe(false);
    const again = await updateWeighedCode(core, access, made.code.id, { design: {} });
    expect(again.code).toEqual(made.code);
    expect(again.warnings.join(' ')).toMatch(/failed its quick proof/);
    const renamed = await updateWeighedCode(core, access, made.code.id, { name: 'Other' });
    expect(renamed.warnings).toEqual([]);
  });
});

test('letters of the frame that no font has are named in a warning, since they are printed as boxes', async () => {
  const core = await openRecordedCore();
  const access = await makeAccess(core);
  const framed = (text: string) => createWeighedCode(core, access, inputOf({ frame: { text } }));
  expect((await framed('漢字')).warnings).toEqual([
    'The words of the frame hold letters that no font here has (漢, 字); they are drawn as empty boxes.',
  ]);
  expect((await framed('Menü 菜')).warnings).toEqual([
    'The words of the frame hold a letter that no font here has (菜); it is drawn as an empty box.',
  ]);
  expect((await framed('あいうえおかきくけこ')).warnings.join()).toContain(
    '(あ, い, う, え, お, か, き, く, …)',
  );
  expect((await framed('Scan me امسح סרוק')).warnings).toEqual([]);
});

const inputOf = (design: unknown) => ({
  type: 'url' as const,
  destination: 'https://example.com/menu',
  design,
});

describe('a proof that is required', () => {
  test('refuses a design that fails it and tells why; nothing is saved', async () => {
    const core = await openRecordedCore({ ok: false });
    const access = await makeAccess(core);
    const creating = createWeighedCode(core, access, { ...inputOf(poor), requireProof: true });
    const error = await creating.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'proof_failed', message: expect.stringMatching(/not saved/) });
    expect((error as { details: unknown[] }).details.length).toBeGreaterThan(0);
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(0);
  });

  test('is kept with the design that passes it, of the very link that is printed', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const input = { ...inputOf({ preset: 'rounded' }), requireProof: true };
    const { code, warnings } = await createWeighedCode(core, access, input);
    const proof = await findProof(core, code);
    expect(proof).toMatchObject({ stale: false, version: 1, profile: 'quick', report: { ok: true } });
    expect(warnings).toEqual(proof?.report.warnings);
  });

  test('is one that is known, where nothing is drawn anew, and a new one where none is', async () => {
    const core = await openRecordedCore({ ok: false });
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { design: poor });
    const edits = [{ destination: 'https://example.com/other' }, { design: code.design }, { name: 'Other' }];
    for (const edit of edits) {
      const refused = updateCode(core, access, code.id, { ...edit, requireProof: true });
      await expect(refused).rejects.toMatchObject({ code: 'proof_failed' });
    }
    expect(await findProof(core, code)).toBeUndefined();
    let proofs = 0;
    const prove: Images['prove'] = async (_source, profile) => {
      proofs += 1;
      return { ...recorded, profile };
    };
    const passing = withImages(core, { prove });
    for (const edit of edits) await updateCode(passing, access, code.id, { ...edit, requireProof: true });
    expect(proofs).toBe(1);
    const alone = updateCode(core, access, code.id, { requireProof: true });
    await expect(alone).rejects.toMatchObject({ message: expect.stringContaining('require_proof') });
  });
});

describe('work of seconds', () => {
  /** Counts what is asked of the images. */
  function watchWork(core: TestCore) {
    const work: string[] = [];
    const { weigh, prove, readLogo } = core.images;
    const told = <Args extends unknown[], T>(name: string, call: (...args: Args) => T) => {
      return (...args: Args) => {
        work.push(name);
        return call(...args);
      };
    };
    const watched = withImages(core, {
      weigh: told('weigh', weigh),
      prove: told('prove', prove),
      readLogo: told('read', readLogo),
    });
    return { work, watched };
  }

  test('is not begun for a workspace that is locked', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { design: { preset: 'dots' } });
    await setLocked(core, operator, access.workspace, true);
    const { work, watched } = watchWork(core);
    const input = { ...inputOf({ preset: 'leaf' }), requireProof: true };
    const attempts = [
      createWeighedCode(watched, access, input),
      createWeighedCode(watched, access, { ...input, requireProof: false }),
      updateWeighedCode(watched, access, code.id, { design: { preset: 'leaf' } }),
      updateWeighedCode(watched, access, code.id, { name: 'Other', requireProof: true }),
      updateWeighedCode(watched, access, code.id, { restore: 1, requireProof: true }),
      proveCode(watched, access, code, 'quick'),
      addLogo(watched, access, { bytes: pictures.red }),
    ];
    for (const { reason } of (await Promise.allSettled(attempts)) as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: 'workspace_locked' });
    expect(work).toEqual([]);
  });

  test('is not begun for a code that the plan has no place for', async () => {
    const free = { ...defaultPlans.free, codesMax: 1 };
    const core = await openRecordedCore({}, { plans: { ...defaultPlans, free } });
    const access = await makeAccess(core);
    await makeCode(core, access);
    const { work, watched } = watchWork(core);
    const creating = createWeighedCode(watched, access, { ...inputOf(null), requireProof: true });
    await expect(creating).rejects.toMatchObject({ code: 'plan_limit_reached' });
    expect(work).toEqual([]);
  });

  test('ends with whoever waits for it: nothing is saved then, nor is another proof begun', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access, { design: { preset: 'dots' } });
    const abort = new AbortController();
    let proofs = 0;
    const prove: Images['prove'] = async (source, profile, watch) => {
      proofs += 1;
      abort.abort(new Error('gone'));
      return core.images.prove(source, profile, watch);
    };
    const leaving = withImages(core, { prove });
    const input = { ...inputOf({ preset: 'leaf' }), requireProof: true };
    await expect(createWeighedCode(leaving, access, input, abort.signal)).rejects.toThrow('gone');
    for (const edit of [{ design: { preset: 'leaf' } }, { restore: 1 }]) {
      const editing = updateWeighedCode(
        leaving,
        access,
        code.id,
        { ...edit, requireProof: true },
        abort.signal,
      );
      await expect(editing).rejects.toThrow('gone');
    }
    expect(proofs).toBe(1);
    expect(await core.store.codes.countAll(access.workspace.id)).toBe(1);
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
  });
});

describe('proofs', () => {
  test('are stale when the design or the text is another than was proved', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const input = { type: 'wifi', destination: undefined, content: { ssid: 'Cafe' } } as const;
    const code = await makeCode(core, access, { ...input, design: { preset: 'leaf' } });
    expect(await findProof(core, code)).toBeUndefined();
    await proveCode(core, access, code, 'quick');
    expect(await findProof(core, code)).toMatchObject({ stale: false, version: 1 });
    const restyled = await updateCode(core, access, code.id, { design: { quiet_zone: 5 } });
    expect(await findProof(core, restyled)).toMatchObject({ stale: true, version: 1 });
    const renamed = { ...code, content: { ssid: 'Bar' } };
    expect(await findProof(core, renamed)).toMatchObject({ stale: true, version: 1 });
    expect(await findProof(core, code)).toMatchObject({ stale: false, version: 1 });
  });

  test('of a locked workspace or a deleted code are not kept', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const [code, deleted] = [await makeCode(core, access), await makeCode(core, access)];
    await deleteCode(core, access, deleted.id);
    await expect(proveCode(core, access, deleted, 'quick')).rejects.toMatchObject({ code: 'not_found' });
    await setLocked(core, operator, access.workspace, true);
    await expect(proveCode(core, access, code, 'quick')).rejects.toMatchObject({ code: 'workspace_locked' });
    expect(await findProof(core, code)).toBeUndefined();
  });

  test('that are cut off reject with the reason and keep nothing', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const code = await makeCode(core, access);
    const abort = new AbortController();
    const onProgress = () => abort.abort(new Error('gone'));
    const proving = proveCode(core, access, code, 'quick', { signal: abort.signal, onProgress });
    await expect(proving).rejects.toThrow('gone');
    expect(await findProof(core, code)).toBeUndefined();
  });
});

describe('logos', () => {
  const upload = (core: Core, access: Access, color: 'red' | 'blue', name?: string) =>
    addLogo(core, access, { bytes: pictures[color], name });

  test('the same file twice is one logo, and the log of changes tells of it once', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const { isNew, ...logo } = await upload(core, access, 'red', ' Crown ');
    expect(isNew).toBe(true);
    expect(logo.name).toBe('Crown');
    const others = ['Other', 'Third'].map((name) => upload(core, access, 'red', name));
    const kept = { ...logo, isNew: false };
    expect(await Promise.all(others)).toEqual([kept, kept]);
    expect(await listLogos(core, access)).toEqual([logo]);
    expect(await getLogo(core, access, logo.id)).toEqual(logo);
    const { width, height } = await getLogoImage(core, access, logo.id);
    expect([width, height]).toEqual([logo.width, logo.height]);
    const told = (await changesOf(core.store)).filter((change) => change.object === 'logo');
    expect(told).toMatchObject([{ objectId: logo.id, before: null, after: { name: 'Crown' } }]);
  });

  test('of another workspace cannot be seen, drawn or deleted', async () => {
    const core = await openRecordedCore();
    const [alice, charlie] = [await makeAccess(core), await makeAccess(core)];
    const { id: image } = await upload(core, alice, 'red');
    await expect(getLogo(core, charlie, image)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getLogoImage(core, charlie, image)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteLogo(core, charlie, image)).rejects.toMatchObject({ code: 'not_found' });
    const stealing = makeCode(core, charlie, { design: { logo: { image } } });
    await expect(stealing).rejects.toMatchObject(refusal('validation_error', 'design.logo.image'));
    expect(await listLogos(core, charlie)).toEqual([]);
  });

  test('that a code uses stay; then they go, and designs of old that had them cannot be restored', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const { id: image } = await upload(core, access, 'red');
    const code = await makeCode(core, access, { design: { logo: { image } } });
    expect((await pictureSourceOf(core, code)).logo?.id).toBe(image);
    await expect(deleteLogo(core, access, image)).rejects.toMatchObject({ code: 'in_use' });
    await updateCode(core, access, code.id, { design: { logo: null } });
    await deleteLogo(core, access, image);
    expect(await listLogos(core, access)).toEqual([]);
    const restoring = updateCode(core, access, code.id, { restore: 1 });
    await expect(restoring).rejects.toMatchObject(refusal('validation_error', 'design.logo.image'));
    await expect(pictureSourceOf(core, code)).rejects.toMatchObject({ code: 'validation_error' });
  });

  test('that go while their image is read, or by another process, are drawn no more', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const { id: image } = await upload(core, access, 'red');
    const drawing = {
      text: 'https://q.test/a',
      design: { ...plainDesign, logo: { image, size: 0.2, margin: 1, excavate: true } },
    };
    const draw = (store: Store) => sourceOfDrawing({ ...core, store }, access.workspace.id, drawing);
    const findImage: Store['logos']['findImage'] = async (...asked) => {
      const found = await core.store.logos.findImage(...asked);
      await deleteLogo(core, access, image);
      return found;
    };
    const { logos } = core.store;
    const slow: Store = { ...core.store, logos: { ...logos, find: logos.find, findImage } };
    expect((await draw(slow)).logo?.id).toBe(image);
    await expect(draw(slow)).rejects.toMatchObject({ code: 'validation_error' });
    await upload(core, access, 'red');
    expect((await draw(core.store)).logo?.id).toBe(image);
    await core.store.transact((tx) => tx.logos.delete(access.workspace.id, image));
    await expect(draw(core.store)).rejects.toMatchObject({ code: 'validation_error' });
  });

  test('more than 200 are refused, and one that is there already is not', async () => {
    const core = await openRecordedCore();
    const access = await makeAccess(core);
    const first = await upload(core, access, 'red');
    const { png } = await getLogoImage(core, access, first.id);
    await core.store.transact(async (tx) => {
      for (let n = 1; n < 200; n += 1) {
        const logo = { ...first, id: n.toString(16).padStart(64, '0') };
        await tx.logos.insert(access.workspace.id, logo, png);
      }
    });
    const over = upload(core, access, 'blue');
    await expect(over).rejects.toMatchObject({
      code: 'validation_error',
      message: expect.stringContaining('200 logos'),
    });
    expect(await listLogos(core, access)).toHaveLength(200);
    expect(await upload(core, access, 'red')).toEqual({ ...first, isNew: false });
  });
});
