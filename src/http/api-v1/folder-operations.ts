import type { z } from '@hono/zod-openapi';
import { parseBySchema } from '../../core/content/problems.ts';
import type { CountedFolder } from '../../core/folders/folder.ts';
import { createFolder, deleteFolder, listFolders, renameFolder } from '../../core/folders/folders.ts';
import { renderTime } from '../shared/rfc3339.ts';
import { folderBody, type folderSchema } from './folder-schemas.ts';
import type { Operation } from './operations.ts';

export const getFolders: Operation = async (core, c) => {
  return c.json({ data: (await listFolders(core, c.var.access)).map(renderFolder) });
};

export const postFolder: Operation = async (core, c) => {
  const input = { ...parseBySchema(folderBody, c.var.body), once: c.var.claim };
  const folder = await createFolder(core, c.var.access, input);
  return c.json(renderFolder({ folder, codes: 0 }), 201);
};

export const patchFolder: Operation = async (core, c) => {
  const body = parseBySchema(folderBody, c.var.body);
  return c.json(renderFolder(await renameFolder(core, c.var.access, c.req.param('id') ?? '', body)));
};

export const deleteOneFolder: Operation = async (core, c) => {
  const id = (c.req.param('id') ?? '').toLowerCase();
  return c.json({ success: true, id, codes: await deleteFolder(core, c.var.access, id) });
};

function renderFolder({ folder, codes }: CountedFolder): z.infer<typeof folderSchema> {
  return { id: folder.id, name: folder.name, codes, created_at: renderTime(folder.createdAt) };
}
