import { parseBySchema } from '../../core/content/problems.ts';
import { deleteTag, listTags, renameTag } from '../../core/tags/tags.ts';
import type { Operation } from './operations.ts';
import { tagBody } from './tag-schemas.ts';

export const getTags: Operation = async (core, c) => {
  return c.json({ data: await listTags(core, c.var.access) });
};

export const patchTag: Operation = async (core, c) => {
  const { name } = parseBySchema(tagBody, c.var.body);
  const { changed } = await renameTag(core, c.var.access, c.req.param('tag') ?? '', { name });
  return c.json({ tag: name, changed });
};

export const deleteOneTag: Operation = async (core, c) => {
  const { changed } = await deleteTag(core, c.var.access, c.req.param('tag') ?? '');
  return c.json({ success: true, changed });
};
