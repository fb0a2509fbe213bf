import { z } from '@hono/zod-openapi';
import { codeStatuses } from '../../core/codes/code.ts';
import { contentTypes } from '../../core/content/types.ts';
import { planNames } from '../../core/limits/plans.ts';
import { deviceKinds } from '../../core/scans/device.ts';
import { kinds, networks, outcomes, reasons } from '../../core/scans/hit.ts';
import { designSchema } from './design-schemas.ts';
import { errorCodes } from './errors.ts';

/** What answers look like; the OpenAPI document and the types of the renderers are both made from these. */
const time = z.iso.datetime();
const jsonObject = z.record(z.string(), z.unknown());

export const codeSchema = z
  .object({
    id: z.uuid(),
    slug: z.string().openapi({ description: 'The last part of the short link. Never given out twice.' }),
    name: z.string(),
    type: z.enum(contentTypes),
    destination: z.string().nullable().openapi({
      description:
        'Where a scan is sent on to, as written; null when it gets a page or a file made of `content`.',
    }),
    status: z.enum(codeStatuses),
    created_at: time,
    updated_at: time,
    short_url: z.string().openapi({ format: 'uri' }),
    image_url: z.string().openapi({
      format: 'uri',
      description: 'PNG; `.svg`, `.jpg`, `.webp`, `.pdf`, `.eps` and `.zpl` exist beside it.',
    }),
    scan_count: z.int().openapi({ description: 'People who scanned: no bots, previews or repeats.' }),
    tags: z.array(z.string()),
    folder_id: z.string().nullable().openapi({ description: 'null: in no folder.' }),
    content: jsonObject
      .nullable()
      .openapi({ description: 'Fields of types that are more than one destination.' }),
    design: designSchema.nullable().openapi({ description: 'null: plain.' }),
    design_version: z.int().openapi({ description: 'Rises with each new design; 0: there never was one.' }),
    expires_at: time.nullable(),
    trashed_at: time.nullable().openapi({ description: 'Since when it is in the trash; null: it is not.' }),
  })
  .openapi('QRCode', {
    example: {
      id: '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51',
      slug: 'abc23x',
      name: 'Summer menu',
      type: 'url',
      destination: 'https://example.com/menu',
      status: 'active',
      created_at: '2026-04-15T18:24:11.000Z',
      updated_at: '2026-04-15T18:24:11.000Z',
      short_url: 'https://qr.example.com/p/abc23x',
      image_url: 'https://qr.example.com/img/abc23x.png',
      scan_count: 42,
      tags: ['menu'],
      folder_id: null,
      content: null,
      design: null,
      design_version: 0,
      expires_at: null,
      trashed_at: null,
    },
  });

/** What was saved, with what to mind of it. */
export const savedCodeSchema = z
  .object({
    ...codeSchema.shape,
    warnings: z.array(z.string()).optional().openapi({
      description: 'Why the design may not be read well; absent where there is nothing to mind.',
    }),
  })
  .openapi('SavedQRCode');

export const paginationSchema = z
  .object({ page: z.int(), limit: z.int(), total: z.int(), pages: z.int() })
  .openapi('Pagination', { example: { page: 1, limit: 20, total: 42, pages: 3 } });

export const codeListSchema = z
  .object({ data: z.array(codeSchema), pagination: paginationSchema })
  .openapi('QRCodeList');

export const deletedSchema = z.object({ success: z.literal(true), id: z.uuid() }).openapi('Deleted');

export const scanSchema = z
  .object({
    id: z.int(),
    ts: time,
    country: z.string().nullable().openapi({ description: 'ISO 3166-1 alpha-2.' }),
    city: z.string().nullable(),
    device: z.enum(deviceKinds),
    os: z.string().openapi({ description: '`Unknown` where nothing is known.' }),
    browser: z.string().openapi({ description: '`Unknown` where nothing is known.' }),
    referrer: z.string().nullable().openapi({ description: 'The referring host alone.' }),
    kind: z.enum(kinds).optional().openapi({ description: 'Who asked. With `include=all` only.' }),
    outcome: z.enum(outcomes).optional().openapi({ description: 'What they got. With `include=all` only.' }),
    repeat: z.boolean().optional().openapi({
      description: 'Whether the same visitor was counted a moment before. With `include=all` only.',
    }),
    reason: z.enum(reasons).optional().openapi({
      description: 'Why the hit is not counted as a scan. With `include=all` only.',
    }),
    network: z.enum(networks).optional().openapi({
      description:
        'Which list of the operator has the client’s network; a hint that changes no count. With `include=all` only.',
    }),
  })
  .openapi('Scan', {
    example: {
      id: 168_000_000_000_000,
      ts: '2026-04-26T14:02:11.123Z',
      country: 'US',
      city: 'Tampa',
      device: 'mobile',
      os: 'iOS',
      browser: 'Safari',
      referrer: null,
    },
  });

const scanPaginationSchema = z
  .object({
    ...paginationSchema.shape,
    next_cursor: z
      .string()
      .nullable()
      .openapi({ description: 'Send it as `cursor` for the next page; null at the end.' }),
  })
  .openapi('ScanPagination');

export const scanListSchema = z
  .object({ data: z.array(scanSchema), pagination: scanPaginationSchema })
  .openapi('ScanList');

const limit = z.int().nullable().openapi({ description: 'null: no limit.' });

export const workspaceSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    plan: z.enum(planNames),
    limits: z.object({ codes: limit, scans_per_month: limit, seats: limit, requests_per_minute: limit }),
    usage: z.object({ codes: z.int(), scans_this_month: z.int(), seats: z.int() }),
    created_at: time,
  })
  .openapi('Workspace');

export const errorSchema = z
  .object({
    error: z.string(),
    code: z.enum(errorCodes),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Error', { example: { error: 'QR code not found', code: 'not_found' } });
