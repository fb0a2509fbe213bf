import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CodeFilter } from '../../src/core/codes/filter.ts';
import { type Design, plainDesign } from '../../src/core/designs/design.ts';
import type { ProofReport } from '../../src/core/designs/proof.ts';
import type { Logo, StoredProof } from '../../src/core/designs/stored.ts';
import { openRaw } from './raw-sql.ts';
import { atMs, type FreshDatabase, makeCode, makeWorkspace, openRoom } from './room.ts';

const actor = { kind: 'user', id: 'u1', name: 'Alice' } as const;

const framed: Design = {
  ...plainDesign,
  frame: { shape: 'label', position: 'top', text: 'סרוק „mich“ 🚪', color: '#123456', text_color: '#ffffff' },
};

const withLogo = (image: string): Design => ({
  ...plainDesign,
  logo: { image, size: 0.2, margin: 1, excavate: true },
});

const report: ProofReport = {
  profile: 'quick',
  matrix: 1,
  symbol: { version: 3, errorCorrection: 'H', mask: 2, size: 29 },
  decoders: ['zxing', 'jsqr', 'qr'],
  conditions: [
    {
      id: 'none',
      damage: 'none',
      label: 'as it is',
      format: 'svg',
      readings: { zxing: 'read', qr: 'missed' },
    },
  ],
  passed: 1,
  total: 2,
  score: 49.6,
  ok: false,
  weakest: { damage: 'none', decoder: 'qr', label: 'as it is' },
  warnings: ['not read'],
  modulePxMin: 2.5,
  tookMs: 12.5,
};

function newProof(changes: Partial<StoredProof> = {}): StoredProof {
  return { version: 1, profile: 'quick', textHash: 'f'.repeat(64), report, at: atMs, ...changes };
}

function newLogo(changes: Partial<Logo> = {}): Logo {
  const id = randomBytes(32).toString('hex');
  return { id, name: 'Crown „gold“', width: 640, height: 480, createdAt: atMs, ...changes };
}

/** Every byte there is, and more than one page of a database. */
const png = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);

export function designsContract(fresh: FreshDatabase): void {
  describe('designs', () => {
    test('every design of a code comes back, the newest first and page by page', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const [code, other] = [await makeCode(store, workspace), await makeCode(store, workspace)];
      const versions = [framed, null, plainDesign].map((design, index) => ({
        ...{ version: index + 1, design, at: atMs + index },
        actor: index === 1 ? ({ kind: 'operator', id: null, name: 'CLI' } as const) : actor,
      }));
      await store.transact(async (tx) => {
        for (const version of versions) await tx.designs.append(code.num, version);
        await tx.designs.append(other.num, versions[0]!);
      });
      expect(await store.designs.list(code.num, 0, 2)).toEqual([versions[2], versions[1]]);
      expect(await store.designs.list(code.num, 2, 2)).toEqual([versions[0]]);
      expect(await store.designs.count(code.num)).toBe(3);
      expect(await store.designs.find(code.num, 2)).toEqual(versions[1]);
      expect(await store.designs.find(code.num, 4)).toBeUndefined();
      expect(await store.designs.find(other.num, 2)).toBeUndefined();
    });

    test('what redirects read of a code has no design, and what pictures read has', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const code = await makeCode(store, workspace, { slug: 'Menu', design: framed, designVersion: 2 });
      const { design: _design, designVersion: _version, ...link } = code;
      expect(await store.codes.findByFoldedSlugs(['menu'])).toEqual([link]);
      expect(await store.codes.findByIds([code.id])).toEqual([link]);
      expect(await store.codes.listAfter(0, 10)).toEqual([link]);
      expect(await store.codes.findWithDesign('menu')).toEqual(code);
      expect(await store.codes.findWithDesign('Menu')).toBeUndefined();
    });

    test('many codes are found by id at once, but for deleted, trashed and foreign ones', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const code = await makeCode(store, workspace, { design: framed, designVersion: 1 });
      const trashed = await makeCode(store, workspace, { trashedAt: atMs });
      const deleted = await makeCode(store, workspace);
      const foreign = await makeCode(store, other);
      await store.transact((tx) => tx.codes.bury([deleted], atMs));
      const ids = [code, trashed, deleted, foreign].map(({ id }) => id);
      expect(await store.codes.findMany(workspace.id, ids)).toEqual([code]);
      expect(await store.codes.findMany(workspace.id, [])).toEqual([]);
    });

    test('codes are counted by their logo, also after an update and without deleted ones', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const [crown, star] = ['a'.repeat(64), 'b'.repeat(64)];
      const code = await makeCode(store, workspace, { design: withLogo(crown), designVersion: 1 });
      const deleted = await makeCode(store, workspace, { design: withLogo(crown), designVersion: 1 });
      await makeCode(store, other, { design: withLogo(crown), designVersion: 1 });
      await store.transact((tx) => tx.codes.bury([deleted], atMs));
      expect(await store.codes.countWithLogo(workspace.id, crown)).toBe(1);
      await store.transact((tx) => tx.codes.update({ ...code, design: withLogo(star), designVersion: 2 }));
      expect(await store.codes.countWithLogo(workspace.id, crown)).toBe(0);
      expect(await store.codes.countWithLogo(workspace.id, star)).toBe(1);
      await store.transact((tx) => tx.codes.update({ ...code, design: null, designVersion: 3 }));
      expect(await store.codes.countWithLogo(workspace.id, star)).toBe(0);
    });
  });

  describe('proofs', () => {
    test('the newest of each version and profile is kept, whole', async () => {
      const { store } = await openRoom(fresh);
      const code = await makeCode(store, await makeWorkspace(store));
      const full = newProof({ profile: 'full', report: { ...report, profile: 'full' }, at: atMs + 1 });
      const second = newProof({ version: 2, at: atMs + 2 });
      const again = newProof({ textHash: 'e'.repeat(64), report: { ...report, score: 90 }, at: atMs + 3 });
      await store.transact(async (tx) => {
        for (const proof of [newProof(), full, second, again]) await tx.proofs.save(code.num, proof);
      });
      expect(await store.proofs.list(code.num, 1)).toEqual([again, full]);
      expect(await store.proofs.list(code.num, 2)).toEqual([second]);
      expect(await store.proofs.findLast(code.num)).toEqual(again);
      expect(await store.proofs.list(code.num + 1, 1)).toEqual([]);
      expect(await store.proofs.findLast(code.num + 1)).toBeUndefined();
    });

    test('of codes the proofs of their present designs are told', async () => {
      const { store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const make = (designVersion: number) => makeCode(store, workspace, { designVersion });
      const [plain, drawn, other] = [await make(0), await make(2), await make(0)];
      const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
      await store.transact(async (tx) => {
        for (const { num } of [plain, other])
          await tx.proofs.save(num, newProof({ version: 0, textHash: a }));
        await tx.proofs.save(drawn.num, newProof({ version: 1, textHash: a }));
        await tx.proofs.save(drawn.num, newProof({ version: 2, textHash: a }));
        await tx.proofs.save(drawn.num, newProof({ version: 2, textHash: b, profile: 'full' }));
      });
      const found = await store.proofs.listOfPresentDesigns([plain.num, drawn.num]);
      const shown = found.map(({ codeNum, textHash }) => [codeNum, textHash]).sort();
      const expected = [[plain.num, a] as const, [drawn.num, a] as const, [drawn.num, b] as const];
      expect(shown).toEqual(expected.toSorted());
    });

    test('codes without a proof of their present design on their link are told, as a filter finds them', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const make = (designVersion: number, changes = {}) =>
        makeCode(store, workspace, { designVersion, ...changes });
      const [never, drawn, older] = [await make(0), await make(2), await make(2)];
      const elsewhere = await make(1);
      const paused = await make(0, { status: 'paused' });
      const trashed = await make(1, { trashedAt: atMs });
      await makeCode(store, other);
      const start = 'https://müller.example/p/';
      const hashOf = (link: string) => createHash('sha256').update(link, 'utf8').digest('hex');
      const proofOf = ({ slug }: { slug: string }, version: number) =>
        newProof({ version, textHash: hashOf(start + slug) });
      await store.transact(async (tx) => {
        await tx.proofs.save(drawn.num, proofOf(drawn, 2));
        await tx.proofs.save(drawn.num, newProof({ version: 2, profile: 'full' }));
        await tx.proofs.save(older.num, proofOf(older, 1));
        await tx.proofs.save(
          elsewhere.num,
          newProof({ textHash: hashOf(`https://old.example/p/${elsewhere.slug}`) }),
        );
      });
      const list = async (filter: Partial<CodeFilter>) =>
        (await store.proofs.listUnprovedLinks(workspace.id, { ...filter, nowMs: atMs }, start)).toSorted();
      const active = [never.num, older.num, elsewhere.num];
      expect(await list({ status: 'active' })).toEqual(active.toSorted());
      expect(await list({})).toEqual([...active, paused.num].toSorted());
      expect(await list({ trash: true })).toEqual([trashed.num]);
    });

    test('of a deleted code no design and no proof is left, and nobody else’s goes', async () => {
      const { options, store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const [code, other] = [await makeCode(store, workspace), await makeCode(store, workspace)];
      await store.transact(async (tx) => {
        for (const { num } of [code, other]) {
          await tx.designs.append(num, { version: 1, design: framed, actor, at: atMs });
          await tx.proofs.save(num, newProof());
        }
        await tx.codes.bury([code], atMs);
      });
      const raw = await openRaw(options);
      for (const table of ['designs', 'proofs']) {
        expect(await raw(`select code_num from ${table}`)).toEqual([{ code_num: other.num }]);
      }
      const [row] = await raw(`select design, design_version, logo_id from codes where num = ${code.num}`);
      expect(row).toEqual({ design: null, design_version: 0, logo_id: null });
    });
  });

  describe('logos', () => {
    test('a logo comes back byte for byte, in its workspace alone', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const logo = newLogo();
      expect(await store.transact((tx) => tx.logos.insert(workspace.id, logo, png))).toBe(true);
      const { id, width, height } = logo;
      expect(await store.logos.find(workspace.id, id)).toEqual(logo);
      expect(await store.logos.findImage(workspace.id, id)).toEqual({ id, width, height, png });
      expect(await store.logos.find(other.id, id)).toBeUndefined();
      expect(await store.logos.findImage(other.id, id)).toBeUndefined();
    });

    test('the same picture is stored once a workspace, under its first name', async () => {
      const { store } = await openRoom(fresh);
      const [workspace, other] = [await makeWorkspace(store), await makeWorkspace(store)];
      const logo = newLogo();
      const insert = (id: string, name: string) =>
        store.transact((tx) => tx.logos.insert(id, { ...logo, name }, png));
      expect(await insert(workspace.id, 'first')).toBe(true);
      expect(await insert(workspace.id, 'second')).toBe(false);
      expect(await insert(other.id, 'theirs')).toBe(true);
      expect((await store.logos.list(workspace.id)).map(({ name }) => name)).toEqual(['first']);
    });

    test('logos are listed newest first, and a deleted one is gone with its bytes', async () => {
      const { options, store } = await openRoom(fresh);
      const workspace = await makeWorkspace(store);
      const [old, young] = [newLogo(), newLogo({ createdAt: atMs + 1 })];
      await store.transact(async (tx) => {
        for (const logo of [old, young]) await tx.logos.insert(workspace.id, logo, png);
      });
      expect(await store.logos.list(workspace.id)).toEqual([young, old]);
      await store.transact((tx) => tx.logos.delete(workspace.id, old.id));
      expect(await store.logos.list(workspace.id)).toEqual([young]);
      const raw = await openRaw(options);
      expect(await raw('select id from logo_pictures')).toEqual([{ id: young.id }]);
    });
  });
}
