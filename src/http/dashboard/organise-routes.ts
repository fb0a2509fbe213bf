import { z } from 'zod';
import { parseBySchema } from '../../core/content/problems.ts';
import type { CountedFolder } from '../../core/folders/folder.ts';
import { createFolder, deleteFolder, listFolders, renameFolder } from '../../core/folders/folders.ts';
import { deleteTag, listTags, renameTag } from '../../core/tags/tags.ts';
import type { RoutesOf } from './route.ts';
import type { WireFolder } from './wire-codes.ts';

const namedBody = z.object({ name: z.unknown() });

export const organiseRoutes: RoutesOf<
  | 'GET /w/:workspace/tags'
  | 'PATCH /w/:workspace/tags/:tag'
  | 'DELETE /w/:workspace/tags/:tag'
  | 'GET /w/:workspace/folders'
  | 'POST /w/:workspace/folders'
  | 'PATCH /w/:workspace/folders/:folder'
  | 'DELETE /w/:workspace/folders/:folder'
> = {
  'GET /w/:workspace/tags': {
    need: 'codes:read',
    handle: (core, { access }) => listTags(core, access),
  },
  'PATCH /w/:workspace/tags/:tag': {
    need: 'codes:write',
    async handle(core, { access, params, body }) {
      const { changed, seqs } = await renameTag(core, access, params.tag, parseBySchema(namedBody, body));
      return { codes: changed, seqs };
    },
  },
  'DELETE /w/:workspace/tags/:tag': {
    need: 'codes:write',
    async handle(core, { access, params }) {
      const { changed, seqs } = await deleteTag(core, access, params.tag);
      return { codes: changed, seqs };
    },
  },
  'GET /w/:workspace/folders': {
    need: 'codes:read',
    handle: async (core, { access }) => (await listFolders(core, access)).map(renderFolder),
  },
  'POST /w/:workspace/folders': {
    need: 'codes:write',
    once: true,
    async handle(core, { access, body, c }) {
      const input = { ...parseBySchema(namedBody, body), once: c.var.claim };
      const folder = await createFolder(core, access, input);
      return renderFolder({ folder, codes: 0 });
    },
  },
  'PATCH /w/:workspace/folders/:folder': {
    need: 'codes:write',
    async handle(core, { access, params, body }) {
      return renderFolder(await renameFolder(core, access, params.folder, parseBySchema(namedBody, body)));
    },
  },
  'DELETE /w/:workspace/folders/:folder': {
    need: 'codes:write',
    async handle(core, { access, params }) {
      return { codes: await deleteFolder(core, access, params.folder) };
    },
  },
};

function renderFolder({ folder, codes }: CountedFolder): WireFolder {
  return { id: folder.id, name: folder.name, codes };
}
