import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createNodeLinks } from '../../src/compose/node-links.ts';
import type { Link } from '../../src/core/routing/link.ts';
import { openSpool } from '../../src/ingest/spool/spool.ts';
import { openSqlite } from '../../src/runtime/sqlite.ts';
import { makeFolder } from '../support/server-process.ts';

function linkTo(location: string): Link {
  const action = { do: 'redirect', location } as const;
  return { code: 1, workspace: 1, slug: 'menu', state: 'active', expiresAt: null, action, page: null };
}

async function openNode(dataDir: string) {
  const release = () => undefined;
  const options = { dataDir, durability: 'safe', geoSetting: 'off', keepMs: 0 } as const;
  const spool = await openSpool({ ...options, release, onProblem: release });
  onTestFinished(async () => void (await spool.close(0)));
  return { spool, links: createNodeLinks(spool) };
}

const followedTo = (seq: number) => ({ followed_seq: String(seq), link_rules: '1' });

test('a link is found as it was last put, also before the file has it', async () => {
  const { links } = await openNode(makeFolder());
  await links.put([{ slug: 'menu', codeId: 'a', link: linkTo('https://old.test/') }], followedTo(1));
  const written = links.put(
    [{ slug: 'menu', codeId: 'a', link: linkTo('https://new.test/') }],
    followedTo(2),
  );
  expect(await links.find(['menu', 'other'])).toEqual([linkTo('https://new.test/'), null]);
  await written;
  expect(await links.find(['menu'])).toEqual([linkTo('https://new.test/')]);
});

test('a link whose write failed is found all the same, and written with the next, as is the list of hosts', async () => {
  const dataDir = makeFolder();
  const { spool, links } = await openNode(dataDir);
  await links.put([{ slug: 'menu', codeId: 'a', link: linkTo('https://old.test/') }], followedTo(1));
  const disk = openSqlite(join(dataDir, 'node.db'));
  disk.exec('BEGIN IMMEDIATE');
  const failing = links.put([{ slug: 'menu', codeId: 'a', link: linkTo('https://new.test/') }], {
    ...followedTo(2),
    blocked_hosts: '["evil.example"]',
  });
  await expect(failing).rejects.toThrow('locked');
  expect(await links.find(['menu'])).toEqual([linkTo('https://new.test/')]);
  disk.close();
  await links.put([{ slug: 'gone', codeId: 'b', link: null }], followedTo(3));
  await spool.close(1_000);
  const again = await openNode(dataDir);
  expect(again.spool.state.meta).toMatchObject({ followed_seq: '3', blocked_hosts: '["evil.example"]' });
  expect(await again.links.find(['menu', 'gone'])).toEqual([linkTo('https://new.test/'), null]);
});
