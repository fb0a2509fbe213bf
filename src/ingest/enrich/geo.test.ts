import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nowhere, openGeo } from './geo.ts';

test('the files that come along know the country of a public address, of both families', () => {
  const { find, sources, problem } = openGeo('');
  expect(problem).toBeNull();
  expect(sources).toHaveLength(2);
  expect(find('8.8.8.8').country).toBe('US');
  expect(find('2001:4860:4860::8888').country).toMatch(/^[A-Z]{2}$/);
  expect(find('::ffff:8.8.8.8')).toEqual(find('8.8.8.8'));
});

test('what is no public address is nowhere', () => {
  const { find } = openGeo('');
  for (const address of ['', '127.0.0.1', '10.0.0.1', '::1', 'example.com', '999.1.1.1', '8.8.8.8 ', '\0']) {
    expect(find(address)).toEqual(nowhere);
  }
});

test('off means that nothing is looked up', () => {
  const geo = openGeo('off');
  expect([geo.find('8.8.8.8'), geo.sources, geo.problem]).toEqual([nowhere, [], null]);
});

test('a file of the operator that is missing or damaged is told of, and the ones that come along are used', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'quietzone-geo-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, 'damaged.mmdb'), Buffer.alloc(5000, 1));
  for (const name of ['missing.mmdb', 'damaged.mmdb']) {
    const { find, sources, problem } = openGeo(join(dir, name));
    expect(problem).toContain(name);
    expect(sources).toHaveLength(2);
    expect(find('8.8.8.8').country).toBe('US');
  }
});
