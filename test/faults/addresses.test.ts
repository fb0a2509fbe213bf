import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { eventually } from '../support/eventually.ts';
import { makeCodes, readStored, startLoad } from '../support/scan-load.ts';
import { makeFolder, spawnServer } from '../support/server-process.ts';

const addressCount = 1_000;

/** Half IPv4, half IPv6, all different; no text of the program looks like one of them. */
function addressOf(n: number): { readonly text: string; readonly bytes: Buffer | null } {
  const half = Math.floor(n / 2);
  const [high, low] = [Math.floor(half / 250) + 1, (half % 250) + 1];
  if (n % 2 === 0) return { text: `185.213.${high}.${low}`, bytes: null };
  const groups = [0x2a02, 0x8109, 0xb5c0, 0x100 + high, 0x1f2e, 0x3d4c, 0x5b6a, 0x1000 + low];
  const bytes = Buffer.from(Uint16Array.from(groups).buffer).swap16();
  return { text: groups.map((group) => group.toString(16)).join(':'), bytes };
}

const addresses = Array.from({ length: addressCount }, (_, n) => addressOf(n));

/**
 * Which needles occur in a heap of bytes: as text in both of the encodings of SQLite, and IPv6 as its 16 bytes
 * (the four of IPv4 occur by chance in any file of some size).
 */
function findAddresses(heap: Buffer): string[] {
  const found = addresses.filter(
    ({ text, bytes }) =>
      heap.includes(text, 0, 'latin1') ||
      heap.includes(text, 0, 'utf16le') ||
      (bytes !== null && heap.includes(bytes)),
  );
  return found.map(({ text }) => text);
}

function readFiles(dir: string): { readonly name: string; readonly bytes: Buffer }[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
}

function findInFiles(dir: string): string[] {
  return readFiles(dir).flatMap(({ name, bytes }) =>
    findAddresses(bytes).map((address) => `${address} in ${name}`),
  );
}

async function countVisitors(dataDir: string, slugs: readonly string[]): Promise<number> {
  const store = await openStore(
    { url: '', file: join(dataDir, 'quietzone.db'), durability: 'safe' },
    () => undefined,
  );
  try {
    const codes = await store.codes.findByFoldedSlugs(slugs);
    const tail = await store.scans.tail(
      codes.map((code) => code.num),
      0,
    );
    return new Set(tail.map((scan) => scan.visitor)).size;
  } finally {
    await store.close();
  }
}

test('of 1,000 client addresses none is in any file or in the log, and all are told apart', async () => {
  const dataDir = makeFolder();
  const slugs = await makeCodes(dataDir, 5);
  // The file that comes along turns addresses into places; the log says all that it can.
  const env = { TRUST_PROXY: '127.0.0.1/32', GEO_DB: '', LOG_LEVEL: 'trace' };
  const server = spawnServer(dataDir, env);
  const url = await server.ready;
  const headers = (n: number) => ({ 'x-forwarded-for': addresses[n % addressCount]!.text });
  const load = startLoad({ url, slugs, numbers: { next: 0 }, headers });
  await load.answered(addressCount + 50);
  await load.stop();
  // Callers of the API, with and without reason to be noted.
  for (let n = 0; n < 40; n += 1) {
    for (const path of ['/api/v1/qr', '/api.php', '/p/unheard', '/img/unheard.png', '/nowhere']) {
      await (await fetch(url + path, { headers: { authorization: 'Bearer x', ...headers(n) } })).text();
    }
  }
  expect(findInFiles(dataDir)).toEqual([]);
  const all = [...load.durable, ...load.deferred];
  await eventually(async () => expect((await readStored(dataDir, slugs)).rows.size).toBe(all.length));
  expect(await countVisitors(dataDir, slugs)).toBe(addressCount);
  expect(findInFiles(dataDir)).toEqual([]);
  // What the write-ahead logs hold when nothing was put away.
  await server.kill();
  const names = readFiles(dataDir).map((file) => file.name);
  expect(names).toEqual(expect.arrayContaining(['node.db-wal', 'quietzone.db-wal']));
  expect(findInFiles(dataDir)).toEqual([]);
  expect(findAddresses(Buffer.from(server.output()))).toEqual([]);
});

test('the search finds an address that is there, as text or as bytes', () => {
  const [v4, v6] = [addresses[0]!, addresses[999]!];
  expect(findAddresses(Buffer.from(`x${v4.text}y`))).toEqual([v4.text]);
  expect(findAddresses(Buffer.from(v6.text, 'utf16le'))).toEqual([v6.text]);
  expect(findAddresses(Buffer.concat([Buffer.from('xyz'), v6.bytes!]))).toEqual([v6.text]);
});
