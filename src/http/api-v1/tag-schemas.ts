import { z } from '@hono/zod-openapi';
import { nameText } from './requests.ts';

const codes = z.int().openapi({ description: 'QR codes that have it, those in the trash aside.' });
const changed = z.int().openapi({ description: 'QR codes that were changed, those in the trash included.' });

export const tagListSchema = z
  .object({
    data: z
      .array(z.object({ tag: z.string(), codes }).openapi('Tag', { example: { tag: 'menu', codes: 12 } }))
      .openapi({ description: 'All of them, by name.' }),
  })
  .openapi('TagList');

export const renamedTagSchema = z.object({ tag: z.string(), changed }).openapi('RenamedTag');

export const deletedTagSchema = z.object({ success: z.literal(true), changed }).openapi('DeletedTag');

export const tagParams = z.object({ tag: z.string().openapi({ example: 'menu' }) });

export const tagBody = z.object({ name: nameText(50) }).openapi('TagInput', { example: { name: 'menus' } });
