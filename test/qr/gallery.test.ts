import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawGallery, hashPresets } from '../../scripts/gallery.ts';

const docs = new URL('../../docs/', import.meta.url);

/** How a logo is packed is up to the packer, and it may differ between machines. */
const withoutLogo = (content: string) => content.replace(/base64,[^"]+/, 'base64,');

test('no preset is drawn otherwise than before unnoticed; if it is meant, run `node scripts/gallery.ts`', () => {
  const golden = JSON.parse(readFileSync(new URL('../data/preset-drawings.json', import.meta.url), 'utf8'));
  expect(hashPresets()).toEqual(golden);
});

test('docs/gallery.md and its pictures are what is drawn; else run `node scripts/gallery.ts`', async () => {
  const gallery = await drawGallery();
  const pictures = [...gallery.keys()].filter((path) => path.endsWith('.svg'));
  const stored = readdirSync(new URL('images/gallery/', docs)).map((name) => `images/gallery/${name}`);
  expect(stored.toSorted()).toEqual(pictures.toSorted());
  for (const [path, content] of gallery) {
    const before = readFileSync(new URL(path, docs), 'utf8');
    expect(withoutLogo(before) === withoutLogo(content), path).toBe(true);
  }
});
