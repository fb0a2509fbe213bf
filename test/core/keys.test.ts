import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { authenticate } from '../../src/core/keys/authenticate.ts';
import { createKey, importKey, type NewKey, revokeKey } from '../../src/core/keys/create.ts';
import type { Dialect } from '../../src/core/keys/key.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { createUser } from '../../src/core/workspaces/create.ts';
import { changesOf, makeAccess, openTestCore, operator, startMs } from '../support/store.ts';

function newKey(access: Access, dialect: Dialect = 'qra', changes: Partial<NewKey> = {}): NewKey {
  const userId = dialect === 'qra' ? null : access.actor.id;
  return { dialect, workspaceId: access.workspace.id, userId, name: 'Till', expiresAt: null, ...changes };
}

async function filesWith(dir: string, text: string): Promise<string[]> {
  const names = await readdir(dir);
  const files = await Promise.all(names.map((name) => readFile(join(dir, name))));
  return names.filter((_, index) => files[index]!.includes(text));
}

const openWith = async () => {
  const core = await openTestCore();
  return { core, access: await makeAccess(core, 'Bakery', 'pro') };
};

describe('a new key', () => {
  test('is shown once: no file holds it, only its hash and its first characters', async () => {
    const { core, access } = await openWith();
    for (const [dialect, form] of [
      ['qra', /^qrf_live_[0-9A-Za-z]{32}$/],
      ['qr-track', /^qrt_[0-9A-Za-z]{32}$/],
    ] as const) {
      const { key, raw } = await createKey(core, operator, newKey(access, dialect));
      expect(raw).toMatch(form);
      expect(raw.startsWith(key.prefix)).toBe(true);
      expect(raw.length - key.prefix.length).toBe(26);
      expect(await filesWith(core.dir, raw)).toEqual([]);
      expect(await filesWith(core.dir, raw.slice(key.prefix.length))).toEqual([]);
      expect(await filesWith(core.dir, core.random.sha256(raw))).not.toEqual([]);
    }
  });

  test('opens its workspace, and is no other', async () => {
    const { core, access } = await openWith();
    const made = [];
    for (let count = 0; count < 3; count += 1) made.push(await createKey(core, operator, newKey(access)));
    expect(new Set(made.map(({ raw }) => raw)).size).toBe(3);
    expect(await authenticate(core, 'qra', made[1]!.raw)).toMatchObject({
      key: { id: made[1]!.key.id },
      workspace: access.workspace,
      actor: { kind: 'key', id: made[1]!.key.id, name: 'Till' },
      role: 'admin',
    });
  });

  test('of the QR Track dialect acts as its user, with the role that the user has', async () => {
    const { core, access } = await openWith();
    await expect(
      createKey(core, operator, newKey(access, 'qr-track', { userId: null })),
    ).rejects.toMatchObject({
      code: 'validation_error',
    });
    const workspace = { id: access.workspace.id, role: 'member' } as const;
    const bob = await createUser(core, operator, { email: 'bob@example.com', workspace });
    const { raw } = await createKey(core, operator, newKey(access, 'qr-track', { userId: bob.id }));
    expect(await authenticate(core, 'qr-track', raw)).toMatchObject({ role: 'member' });
  });
});

describe('no key, and one answer for every reason', () => {
  const refused = async (core: Core, dialect: Dialect, raw: string) => {
    expect(await authenticate(core, dialect, raw)).toBeUndefined();
  };

  test('missing, malformed, unknown, of endless length, of the other dialect', async () => {
    const { core, access } = await openWith();
    const { raw } = await createKey(core, operator, newKey(access));
    const track = await createKey(core, operator, newKey(access, 'qr-track'));
    for (const text of ['', 'qrf_live_', raw.slice(0, -1), `${raw}x`, ` ${raw}`, raw.toLowerCase()]) {
      await refused(core, 'qra', text);
    }
    await refused(core, 'qra', `qrf_live_${'x'.repeat(100_000)}`);
    await refused(core, 'qr-track', raw);
    await refused(core, 'qra', track.raw);
  });

  test('expired, from the very millisecond', async () => {
    const { core, access } = await openWith();
    const { raw } = await createKey(core, operator, newKey(access, 'qra', { expiresAt: startMs + 1000 }));
    core.clock.at = startMs + 999;
    expect(await authenticate(core, 'qra', raw)).toBeDefined();
    core.clock.at = startMs + 1000;
    await refused(core, 'qra', raw);
  });

  test('revoked, at once; revoking again changes nothing', async () => {
    const { core, access } = await openWith();
    const { key, raw } = await createKey(core, operator, newKey(access));
    expect(await authenticate(core, 'qra', raw)).toBeDefined();
    await revokeKey(core, operator, key);
    await refused(core, 'qra', raw);
    const changes = await changesOf(core.store);
    expect(changes.at(-1)).toMatchObject({
      object: 'key',
      objectId: key.id,
      before: { name: 'Till' },
      after: null,
    });
    core.clock.at += 1000;
    await revokeKey(core, operator, key);
    expect(await changesOf(core.store)).toEqual(changes);
    expect(await core.store.keys.find(key.id)).toMatchObject({ revokedAt: startMs });
  });

  test('of a user who is not in the workspace', async () => {
    const { core, access } = await openWith();
    const stranger = await createUser(core, operator, { email: 'charlie@example.com' });
    const { raw } = await createKey(core, operator, newKey(access, 'qr-track', { userId: stranger.id }));
    await refused(core, 'qr-track', raw);
  });
});

test('the last use is kept to the minute, so that reading costs no write each', async () => {
  const { core, access } = await openWith();
  const { key, raw } = await createKey(core, operator, newKey(access));
  const lastUse = async (at: number) => {
    core.clock.at = at;
    await authenticate(core, 'qra', raw);
    return (await core.store.keys.find(key.id))!.lastUsedAt;
  };
  expect(await lastUse(startMs)).toBe(startMs);
  expect(await lastUse(startMs + 59_999)).toBe(startMs);
  expect(await lastUse(startMs + 60_000)).toBe(startMs + 60_000);
});

describe('a key made elsewhere', () => {
  test('keeps working for its clients, and is as secret as one of ours', async () => {
    const { core, access } = await openWith();
    const raw = 'qrf_live_made-elsewhere.16+';
    const key = await importKey(core, operator, newKey(access), raw);
    expect(key.prefix).toBe('qrf_live_made-e');
    expect(await authenticate(core, 'qra', raw)).toMatchObject({ key: { id: key.id } });
    expect(await filesWith(core.dir, raw)).toEqual([]);
  });

  test('is taken once', async () => {
    const { core, access } = await openWith();
    const { raw } = await createKey(core, operator, newKey(access));
    const before = await changesOf(core.store);
    await expect(importKey(core, operator, newKey(access), raw)).rejects.toMatchObject({
      code: 'already_exists',
    });
    expect(await changesOf(core.store)).toEqual(before);
  });

  test.each([
    ['with the prefix of the other dialect', 'qrt_0123456789abcdef'],
    ['without a prefix', '0123456789abcdef0123456789'],
    ['too short to be safe', 'qrf_live_0123456789abcde'],
    ['too long to be looked up', `qrf_live_${'x'.repeat(192)}`],
    ['with a space', 'qrf_live_0123456789 abcdef'],
    ['with a line break', 'qrf_live_0123456789abcdef\n'],
    ['that no header can carry', 'qrf_live_0123456789abcdefä'],
  ])('is refused %s', async (_, raw) => {
    const { core, access } = await openWith();
    await expect(importKey(core, operator, newKey(access), raw)).rejects.toMatchObject({
      code: 'validation_error',
    });
  });
});
