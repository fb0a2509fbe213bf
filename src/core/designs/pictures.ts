import type { Code } from '../codes/code.ts';
import type { Core } from '../core.ts';
import type { Access } from '../workspaces/access.ts';
import type { NamedPicture } from './archive.ts';
import type { Output } from './picture.ts';
import { pictureSourceOf } from './source.ts';
import { listWanted, type WantedCodes } from './wanted-codes.ts';

/** Files of one archive. */
export const picturesMax = 10_000;

export interface PicturesRequest extends WantedCodes {
  readonly output: Output;
}

export interface Pictures {
  readonly files: number;
  /** In pieces, drawn as they are taken. */
  readonly zip: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export interface PicturesWatch {
  /** Told of the pictures that are drawn. */
  readonly onProgress?: (done: number) => void;
  /** Of the reader, who may go before there is a piece. */
  readonly signal?: AbortSignal;
  /** What the caller calls a field of `PicturesRequest`. */
  readonly pathOf?: (field: string) => string;
}

/**
 * The pictures of many codes in one ZIP, a file each, named by its slug.
 * @throws {AppError} validation_error for codes that are not there
 */
export async function picturesOfCodes(
  core: Core,
  access: Access,
  { output, ...wanted }: PicturesRequest,
  { onProgress, signal, pathOf = (field) => field }: PicturesWatch = {},
): Promise<Pictures> {
  const tooMany = `an archive has at most ${picturesMax} pictures`;
  const codes = await listWanted(core, access, wanted, { max: picturesMax, tooMany, pathOf });
  const options = { output, atMs: core.clock.now() };
  const watch = { workspaceId: access.workspace.id, onProgress, signal };
  return { files: codes.length, zip: core.images.packPictures(picturesOf(core, codes), options, watch) };
}

async function* picturesOf(core: Core, codes: readonly Code[]): AsyncGenerator<NamedPicture> {
  const nameOf = createFileNames();
  for (const code of codes) yield { name: nameOf(code.slug), source: await pictureSourceOf(core, code) };
}

/** Names that Windows keeps for devices, whatever their ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const devices = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * Names of files from slugs, which have letters, digits, - and _ alone: each is given out once, whatever the case of its
 * letters, and none is a device.
 */
export function createFileNames(): (slug: string) => string {
  const given = new Set<string>();
  return (slug) => {
    const safe = devices.test(slug) ? `${slug}_` : slug;
    let name = safe;
    for (let n = 2; given.has(name.toLowerCase()); n += 1) name = `${safe}-${n}`;
    given.add(name.toLowerCase());
    return name;
  };
}
