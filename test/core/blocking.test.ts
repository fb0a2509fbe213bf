import { describe, expect, test } from 'vitest';
import { blockHost, listBlockedHosts, unblockHost } from '../../src/core/blocking/block.ts';
import { listSuspendedCodes, resumeCode, suspendCode } from '../../src/core/blocking/suspend.ts';
import type { NewCodeInput } from '../../src/core/codes/create.ts';
import { deleteCode } from '../../src/core/codes/delete.ts';
import { undo } from '../../src/core/codes/undo.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import type { AppError } from '../../src/core/errors.ts';
import type { Operator } from '../../src/core/instance/operator.ts';
import { compileLink, stateAt } from '../../src/core/routing/link.ts';
import { setLocked } from '../../src/core/workspaces/create.ts';
import { changesOf, makeAccess, makeCode, openTestCore, settings, startMs } from '../support/store.ts';

const operator: Operator = { kind: 'operator', id: null, name: 'Test' };
const evil = { host: 'evil.example', reason: 'phishing' };

async function openBlocked() {
  const core = await openTestCore();
  const access = await makeAccess(core, 'Bakery', 'business');
  await blockHost(core, operator, evil);
  return { core, access };
}

const problemsOf = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => undefined,
    (thrown) => thrown,
  )) as AppError | undefined;
  return error && [error.code, error.details.map(({ path }) => path)];
};

/** Every way by which a scan could come to the host, and where the caller is told to look. */
const ways: readonly (readonly [Partial<NewCodeInput>, string])[] = [
  [{ type: 'url', destination: 'https://www.evil.example/a' }, 'destination'],
  [{ type: 'url', destination: 'HTTPS://EVIL.EXAMPLE:8443' }, 'destination'],
  [{ type: 'map', destination: 'https://evil.example/place' }, 'destination'],
  [{ type: 'app', content: { fallback_url: 'https://evil.example' } }, 'content.fallback_url'],
  [
    { type: 'app', content: { fallback_url: 'https://good.example', ios_url: 'https://evil.example/i' } },
    'content.ios_url',
  ],
  [
    { type: 'multilink', content: { title: 'Us', links: [{ label: 'a', url: 'https://ev%69l.example' }] } },
    'content.links.0.url',
  ],
  [
    {
      type: 'landing_page',
      content: { title: 'Us', blocks: [{ button: { label: 'Go', url: 'https://evil.example' } }] },
    },
    'content.blocks.0.button.url',
  ],
  [{ type: 'vcard', content: { first_name: 'A', urls: ['https://evil.example'] } }, 'content.urls.0'],
  [{ type: 'file', content: { media: 'https://evil.example/a.pdf' } }, 'content.media'],
];

describe('a blocked host', () => {
  test.each(ways)('cannot be led to by a new code: %j', async (input, path) => {
    const { core, access } = await openBlocked();
    const made = makeCode(core, access, { destination: undefined, ...input });
    expect(await problemsOf(made)).toEqual(['validation_error', [path]]);
  });

  test('is named to whoever is refused, with what to do', async () => {
    const { core, access } = await openBlocked();
    await expect(makeCode(core, access, { destination: 'https://a.evil.example' })).rejects.toThrow(
      'destination: leads to evil.example, which the operator of this server has blocked: choose another destination, or ask the operator',
    );
  });

  test('cannot be led to by an edit, nor by a design or name that comes along', async () => {
    const { core, access } = await openBlocked();
    const code = await makeCode(core, access);
    const edit = { name: 'New', destination: 'https://evil.example' };
    expect(await problemsOf(updateCode(core, access, code.id, edit))).toEqual([
      'validation_error',
      ['destination'],
    ]);
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual(code);
  });

  test('of a code that was there before leaves everything else of the code to its owner', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core, 'Bakery', 'business');
    const code = await makeCode(core, access, { destination: 'https://evil.example/menu' });
    await blockHost(core, operator, evil);
    const shown = { name: 'Renamed', status: 'paused', destination: 'https://evil.example/menu' } as const;
    expect(await updateCode(core, access, code.id, shown)).toMatchObject({
      name: 'Renamed',
      status: 'paused',
    });
    const moved = updateCode(core, access, code.id, { destination: 'https://evil.example/other' });
    expect(await problemsOf(moved)).toEqual(['validation_error', ['destination']]);
    const away = { destination: 'https://good.example/' };
    expect(await updateCode(core, access, code.id, away)).toMatchObject(away);
  });

  test('is not come back to by an undo', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core, 'Bakery', 'business');
    const code = await makeCode(core, access, { destination: 'https://evil.example/menu' });
    await updateCode(core, access, code.id, { destination: 'https://good.example/' });
    const seq = await core.store.changes.lastSeq();
    await blockHost(core, operator, evil);
    expect(await problemsOf(undo(core, access, [seq]))).toEqual(['validation_error', ['destination']]);
    await unblockHost(core, operator, 'evil.example');
    expect(await undo(core, access, [seq])).toMatchObject({ changed: 1 });
  });

  test('that is taken off the list can be led to again', async () => {
    const { core, access } = await openBlocked();
    await unblockHost(core, operator, 'https://EVIL.example');
    expect(await makeCode(core, access, { destination: 'https://evil.example/' })).toBeDefined();
    await expect(unblockHost(core, operator, 'evil.example')).rejects.toThrow('Blocked host not found');
  });

  test('is on the list once, with a reason, and with the codes that lead to it or below it', async () => {
    const core = await openTestCore();
    const access = await makeAccess(core, 'Bakery', 'business');
    const links = [
      { label: 'a', url: 'https://x.EVIL.example' },
      { label: 'b', url: 'https://evil.example' },
    ];
    await makeCode(core, access, { destination: 'https://evil.example/a' });
    await makeCode(core, access, { destination: 'https://b.evil.example/a' });
    await makeCode(core, access, { destination: 'https://good.example/?u=evil.example' });
    await makeCode(core, access, {
      type: 'multilink',
      destination: undefined,
      content: { title: 'Us', links },
    });
    const gone = await makeCode(core, access, { destination: 'https://evil.example/gone' });
    await deleteCode(core, access, gone.id);
    expect(await blockHost(core, operator, evil)).toEqual({ ...evil, createdAt: startMs, codes: 3 });
    await blockHost(core, operator, { host: 'b.evil.example', reason: 'also' });
    await expect(blockHost(core, operator, evil)).rejects.toThrow('evil.example is on the list already');
    await expect(blockHost(core, operator, { ...evil, reason: ' ' })).rejects.toThrow('reason: use 1 to 500');
    const list = await listBlockedHosts(core, operator);
    expect(list.map(({ host, codes }) => [host, codes])).toEqual([
      ['b.evil.example', 1],
      ['evil.example', 3],
    ]);
  });

  test('is in the log of changes, when it comes and when it goes', async () => {
    const { core } = await openBlocked();
    await unblockHost(core, operator, 'evil.example');
    const changes = (await changesOf(core.store)).filter(({ object }) => object === 'blocked_host');
    const said = { objectId: 'evil.example', workspaceId: null, actor: operator };
    expect(changes).toEqual([
      expect.objectContaining({ ...said, before: null, after: { reason: 'phishing' } }),
      expect.objectContaining({ ...said, before: { reason: 'phishing' }, after: null }),
    ]);
  });
});

describe('a suspended code', () => {
  const because = { slug: 'menu', reason: 'asks for passwords' };

  async function openSuspended() {
    const core = await openTestCore();
    const access = await makeAccess(core, 'Bakery', 'business');
    const code = await makeCode(core, access, { slug: 'Menu' });
    await suspendCode(core, operator, because);
    const linkState = async () => {
      const [found] = await core.store.codes.findByIds([code.id]);
      return stateAt(compileLink(found!, settings.content), core.clock.now());
    };
    return { core, access, code, linkState };
  }

  test('is shown as not in use, and its owner sees the reason', async () => {
    const { core, access, code, linkState } = await openSuspended();
    expect(await linkState()).toBe('suspended');
    expect(await core.store.codes.find(access.workspace.id, code.id)).toEqual({
      ...code,
      suspendedAt: startMs,
      suspendedReason: 'asks for passwords',
    });
  });

  test('stays so whatever its owner does to it', async () => {
    const { core, access, code, linkState } = await openSuspended();
    for (const status of ['paused', 'expired', 'active'] as const) {
      await updateCode(core, access, code.id, { status });
      expect(await linkState()).toBe('suspended');
    }
    await updateCode(core, access, code.id, { destination: 'https://good.example', expiresAt: startMs - 1 });
    expect(await linkState()).toBe('suspended');
    const { id } = access.workspace;
    const held = (await core.store.codes.find(id, code.id))!;
    const writes = [{ trashedAt: startMs }, { trashedAt: null, suspendedAt: null, suspendedReason: null }];
    for (const change of writes) {
      await core.store.transact((tx) => tx.codes.update({ ...held, ...change }));
      expect(await linkState()).toBe('suspended');
    }
  });

  test('can be deleted, and its slug comes back to nobody', async () => {
    const { core, access, code } = await openSuspended();
    await deleteCode(core, access, code.id);
    expect(await listSuspendedCodes(core, operator)).toEqual([]);
    await expect(makeCode(core, access, { slug: 'menu' })).rejects.toThrow('taken');
  });

  test('is given back by the operator alone, as its owner has left it', async () => {
    const { core, access, code, linkState } = await openSuspended();
    await updateCode(core, access, code.id, { status: 'paused' });
    expect(await resumeCode(core, operator, 'MENU')).toMatchObject({ id: code.id, suspendedAt: null });
    expect(await linkState()).toBe('paused');
    await suspendCode(core, operator, because);
    await resumeCode(core, operator, code.id.toUpperCase());
    expect(await linkState()).toBe('paused');
    await expect(resumeCode(core, operator, 'menu')).rejects.toThrow('Suspended code not found');
  });

  test('can be one of a locked workspace, but not one that is not there or suspended already', async () => {
    const { core, access } = await openSuspended();
    await makeCode(core, access, { slug: 'other' });
    await setLocked(core, operator, access.workspace, true);
    expect(await suspendCode(core, operator, { slug: 'other', reason: 'x' })).toMatchObject({
      workspace: access.workspace.slug,
    });
    await expect(suspendCode(core, operator, because)).rejects.toThrow('suspended already: asks for');
    for (const slug of ['nothing', '../x', '']) {
      await expect(suspendCode(core, operator, { slug, reason: 'x' })).rejects.toThrow('QR code not found');
    }
    await expect(suspendCode(core, operator, { slug: 'menu', reason: '' })).rejects.toThrow('reason');
  });

  test('is in the log of its workspace, with the reason and who said it', async () => {
    const { core, access, code } = await openSuspended();
    await resumeCode(core, operator, 'menu');
    const changes = (await changesOf(core.store)).filter(({ objectId }) => objectId === code.id).slice(1);
    const free = { slug: 'Menu', name: code.name, suspended_at: null, suspended_reason: null };
    const held = { ...free, suspended_at: startMs, suspended_reason: 'asks for passwords' };
    const said = { object: 'code', workspaceId: access.workspace.id, actor: operator };
    expect(changes).toEqual([
      expect.objectContaining({ ...said, before: free, after: held }),
      expect.objectContaining({ ...said, before: held, after: free }),
    ]);
  });

  test('is listed with its workspace, the last one first', async () => {
    const { core, access } = await openSuspended();
    const other = await makeAccess(core, 'Other');
    await makeCode(core, other, { slug: 'second' });
    core.clock.at += 1;
    await suspendCode(core, operator, { slug: 'second', reason: 'x' });
    const listed = await listSuspendedCodes(core, operator);
    expect(listed.map(({ code, workspace }) => [code.slug, workspace])).toEqual([
      ['second', other.workspace.slug],
      ['Menu', access.workspace.slug],
    ]);
  });
});
