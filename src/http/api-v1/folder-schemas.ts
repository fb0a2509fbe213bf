import { z } from '@hono/zod-openapi';
import { nameText } from './requests.ts';

export const folderSchema = z
  .object({
    id: z.uuid(),
    name: z.string().openapi({ description: 'Unique in the workspace, whatever the case.' }),
    codes: z.int().openapi({ description: 'QR codes in it, those in the trash aside.' }),
    created_at: z.iso.datetime(),
  })
  .openapi('Folder', {
    example: {
      id: '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c52',
      name: 'Summer 2026',
      codes: 12,
      created_at: '2026-04-15T18:24:11.000Z',
    },
  });

export const folderListSchema = z
  .object({ data: z.array(folderSchema).openapi({ description: 'All of them, by name.' }) })
  .openapi('FolderList');

export const deletedFolderSchema = z
  .object({
    success: z.literal(true),
    id: z.uuid(),
    codes: z.int().openapi({ description: 'QR codes that were in it, and are in no folder now.' }),
  })
  .openapi('DeletedFolder');

export const folderParams = z.object({ id: z.string().openapi({ format: 'uuid' }) });

export const folderBody = z
  .object({ name: nameText(100) })
  .openapi('FolderInput', { example: { name: 'Summer 2026' } });
