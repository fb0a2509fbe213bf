import type { Code } from '../codes/code.ts';
import { encodedTextOf } from '../codes/links.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { Store } from '../store.ts';
import { type Design, plainDesign } from './design.ts';
import type { LogoImage, PictureSource } from './picture.ts';

/** What a symbol says and how it looks: all that its picture is made of but the bytes of a logo. */
export interface Drawing {
  readonly text: string;
  readonly design: Design;
}

/** @param override another design than the code's own */
export function drawingOf(core: Core, code: Code, override?: Design): Drawing {
  return { text: encodedTextOf(core.settings, code), design: override ?? code.design ?? plainDesign };
}

export function pictureSourceOf(core: Core, code: Code, override?: Design): Promise<PictureSource> {
  return sourceOfDrawing(core, code.workspaceId, drawingOf(core, code, override));
}

/** @throws {AppError} validation_error when the workspace has no such logo */
export async function sourceOfDrawing(
  core: Core,
  workspaceId: string,
  { text, design }: Drawing,
): Promise<PictureSource> {
  const logo = design.logo === null ? null : await readLogoImage(core.store, workspaceId, design.logo.image);
  return { text, design, logo };
}

export function noSuchLogo() {
  return invalid('design.logo.image', 'this workspace has no logo with this id');
}

/** Bytes of logos that are kept in memory for each store. */
const cachedBytesMax = 16 * 1024 * 1024;

interface LogoCache {
  readonly images: Map<string, LogoImage>;
  bytes: number;
}

/** An id is the hash of its image, which so never changes. */
const caches = new WeakMap<Store, LogoCache>();

/**
 * The store is asked each time whether the logo is still there, since another process may have deleted it, or this one
 * while its image was on the way here: only the bytes come from memory.
 */
async function readLogoImage(store: Store, workspaceId: string, id: string): Promise<LogoImage> {
  const cache = caches.get(store) ?? { images: new Map(), bytes: 0 };
  caches.set(store, cache);
  const key = `${workspaceId}/${id}`;
  const known = cache.images.get(key);
  const image =
    known === undefined
      ? await store.logos.findImage(workspaceId, id)
      : (await store.logos.find(workspaceId, id)) && known;
  drop(cache, key);
  if (image === undefined) throw noSuchLogo();
  keep(cache, key, image);
  return image;
}

/** Insertion order is the order of use: the front is dropped first. */
function keep(cache: LogoCache, key: string, image: LogoImage): void {
  cache.images.set(key, image);
  cache.bytes += image.png.length;
  for (const oldest of cache.images.keys()) {
    if (cache.bytes <= cachedBytesMax) return;
    drop(cache, oldest);
  }
}

function drop(cache: LogoCache, key: string): void {
  cache.bytes -= cache.images.get(key)?.png.length ?? 0;
  cache.images.delete(key);
}
