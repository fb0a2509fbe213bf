import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCode } from '../../src/core/codes/create.ts';
import { classesOf, unpackFlags } from '../../src/core/scans/hit.ts';
import { eventually } from '../support/eventually.ts';
import { operator, phoneAgent, startProgram } from '../support/program.ts';
import { makeFolder, run } from './quietzone-process.ts';

function writeList(text: string): string {
  const path = join(makeFolder(), 'list.csv');
  writeFileSync(path, text);
  return path;
}

/** What each of these clients is stored as, in order. */
async function networksOf(env: Record<string, string>, clients: readonly string[]): Promise<string[]> {
  const program = await startProgram({ TRUST_PROXY: '127.0.0.1', ...env });
  onTestFinished(() => program.stop());
  const { store } = program.core;
  const [workspace] = await store.workspaces.list();
  const access = { workspace: workspace!, actor: operator, role: 'owner', readOnly: false } as const;
  const code = await createCode(program.core, access, { type: 'url', destination: 'https://example.com/' });
  for (const client of clients) {
    const headers = { 'User-Agent': phoneAgent, 'X-Forwarded-For': client };
    await fetch(`${program.url}/p/${code.slug}`, { headers, redirect: 'manual' });
  }
  const range = { fromId: 0, toId: Number.MAX_SAFE_INTEGER, classes: classesOf('scans') };
  return eventually(async () => {
    const scans = await store.scans.list(code.num, range, 'oldest', 0, 100);
    expect(scans).toHaveLength(clients.length);
    return scans.map((scan) => unpackFlags(scan.flags).network);
  });
}

describe('networks', { timeout: 60_000 }, () => {
  test('scans from networks of the lists are marked, and count', async () => {
    const env = {
      RELAY_NETWORKS: writeList('172.224.226.0/27,US,US-CA,Los Angeles,\n2a02:26f7::/32,DE,,,\n'),
      HOSTING_NETWORKS: writeList('# clouds\n198.51.100.0/24\n'),
    };
    const clients = ['172.224.226.5', '2a02:26f7::9', '198.51.100.1', '192.0.2.1', '172.224.226.5'];
    const marks = ['private_relay', 'private_relay', 'hosting', 'none', 'private_relay'];
    expect(await networksOf(env, clients)).toEqual(marks);
  });

  test('without lists nothing is marked', async () => {
    expect(await networksOf({}, ['172.224.226.5'])).toEqual(['none']);
  });

  test.each(['RELAY_NETWORKS', 'HOSTING_NETWORKS'])(
    'a broken list in %s stops the start with its line',
    async (option) => {
      const path = writeList('192.0.2.0/24\n\nnonsense\n');
      const env = { [option]: path, PORT: '0', BASE_URL: 'https://self.test' };
      const { code, err } = await run(['serve'], { cwd: makeFolder(), env });
      expect(code).toBe(1);
      expect(err).toContain(
        `quietzone: ${option}: line 3 of ${path} is "nonsense": use an address or a network such as 10.0.0.0/8.\n`,
      );
    },
  );
});
