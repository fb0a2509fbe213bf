import { z } from '@hono/zod-openapi';
import { codeStatuses } from '../../core/codes/code.ts';
import { nameField, tagsField } from '../../core/codes/fields.ts';
import { slugField } from '../../core/codes/slug.ts';
import { contentSchemaOf } from '../../core/content/registry.ts';
import { type ContentType, contentTypes } from '../../core/content/types.ts';
import { expiryField } from '../../core/expiry.ts';
import { emptyIsAbsent, pageMax, searchText, wholeNumber } from '../shared/query-fields.ts';
import { parseTime } from '../shared/rfc3339.ts';
import { scanFields } from '../shared/scan-query.ts';

/** What requests are parsed by, and what the OpenAPI document shows of them. Unknown fields are ignored. */
export function expiresAtText(meaning: string) {
  return z
    .string()
    .transform((text, context) => {
      const ms = parseTime(text);
      if (ms === undefined)
        context.addIssue({ code: 'custom', message: 'must be a time such as 2026-05-01T18:30:00Z' });
      return ms ?? z.NEVER;
    })
    .pipe(expiryField.unwrap())
    .nullable()
    .optional()
    .openapi({
      type: ['string', 'null'],
      format: 'date-time',
      description: `${meaning} RFC 3339, or a bare date for 00:00 UTC; null: never.`,
    });
}

const destinationField = z.unknown().openapi({
  type: ['string', 'null'],
  maxLength: 8192,
  description:
    'For url and social an absolute http(s) link without credentials, not on our own short domain; for other types the one string that says it all, such as a telephone number.',
});

/** A name as core reads it: without the spaces around it. */
export function nameText(charactersMax: number) {
  return z.string().trim().min(1).max(charactersMax).openapi({ minLength: 1, maxLength: charactersMax });
}

/** Name, in the OpenAPI document, of the schema of a type's content: `WifiContent`. */
export function contentSchemaName(type: ContentType): string {
  return `${type.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Content`;
}

const contentRefs = contentTypes
  .filter((type) => contentSchemaOf(type) !== null)
  .map((type) => ({ $ref: `#/components/schemas/${contentSchemaName(type)}` }));

const destinationAlone = {
  type: 'object' as const,
  properties: { destination: { type: 'string' as const, maxLength: 8192 } },
  required: ['destination'],
  additionalProperties: false,
};

const contentField = z.unknown().openapi({
  anyOf: [...contentRefs, destinationAlone, { type: 'null' }],
  description:
    'The fields of the type. Unknown fields are refused. For url and social `destination` may stand here.',
});

/** `DesignInput` of the document is made of the schema that core parses it by. */
export const designInput = z.unknown().openapi({
  anyOf: [{ $ref: '#/components/schemas/DesignInput' }, { type: 'null' }],
  description: 'How the picture looks. What is left out is that of `preset`, or as it is; null: plain.',
});

export const requireProof = z.boolean().optional().openapi({
  description: 'Refuses a design that fails a quick proof, which takes seconds.',
});

const folderField = z
  .string()
  .nullable()
  .optional()
  .openapi({
    type: ['string', 'null'],
    format: 'uuid',
    description: 'The folder that it is in; null: none.',
  });

const fields = {
  name: nameField.openapi({ minLength: 1, maxLength: 255 }),
  destination: destinationField.optional(),
  content: contentField.optional(),
  tags: tagsField.optional(),
  folder_id: folderField,
  expires_at: expiresAtText('From then on the code is expired.'),
  design: designInput.optional(),
  require_proof: requireProof,
};

export const newCodeBody = z
  .object({
    ...fields,
    type: z.enum(contentTypes).default('url'),
    tags: nullIsAbsent(tagsField),
    design: designInput.optional().openapi({
      description:
        'How the picture looks. What is left out is that of `preset`, or plain; null: plain. Default: the default design of the workspace, see `/brand`.',
    }),
    slug: nullIsAbsent(slugField).openapi({
      description: 'Default: six random letters and digits. Ignored where `id` or `created_at` is sent too.',
    }),
  })
  .openapi('NewQRCode', {
    example: { name: 'Summer menu', type: 'url', destination: 'https://example.com/menu' },
  });

/** Of an object that was read, and is sent to make another like it, the slug is its own and no wish. */
export function withoutReadSlug(body: unknown): unknown {
  const isRead = typeof body === 'object' && body !== null && ('id' in body || 'created_at' in body);
  return isRead ? { ...body, slug: undefined } : body;
}

export const codeEditBody = z
  .object({ ...fields, name: fields.name.optional(), status: z.enum(codeStatuses).optional() })
  .openapi('QRCodeEdit', {
    description:
      'At least one field. Read-only and unknown fields are ignored, so that a whole object can be sent back.',
    example: { destination: 'https://example.com/winter-menu' },
  });

/** @param required whether there must be a body; none is an empty object otherwise */
export const jsonOf = (schema: z.ZodType, required = true) => ({
  required,
  content: { 'application/json': { schema } },
});

const clampNote = 'Out of range it is clamped.';

const pageParameter = wholeNumber(1, pageMax, 1).openapi({ type: 'integer', minimum: 1, default: 1 });

export const codeListQuery = z.object({
  page: pageParameter,
  limit: wholeNumber(1, 100, 20).openapi({
    ...{ type: 'integer', minimum: 1, maximum: 100, default: 20 },
    description: clampNote,
  }),
  status: emptyIsAbsent(z.enum(codeStatuses)).openapi({ type: 'string', enum: [...codeStatuses] }),
  type: emptyIsAbsent(z.enum(contentTypes)).openapi({ type: 'string', enum: [...contentTypes] }),
  tag: searchText.optional().openapi({ type: 'string', maxLength: 255 }),
  folder: searchText.optional().openapi({
    type: 'string',
    maxLength: 255,
    description: 'Id of a folder; `none`: in no folder.',
  }),
  trash: emptyIsAbsent(z.enum(['true', 'false'])).openapi({
    type: 'string',
    enum: ['true', 'false'],
    description: '`true`: what is in the trash, and nothing else. Default: everything else.',
  }),
  search: searchText.optional().openapi({
    type: 'string',
    maxLength: 255,
    description: 'Part of the name, the slug or the destination, whatever the case.',
  }),
});

export const scanListQuery = z.object({
  since: scanFields.since,
  until: scanFields.until,
  page: pageParameter,
  limit: wholeNumber(1, 1000, 100).openapi({
    ...{ type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    description: clampNote,
  }),
  cursor: z.string().max(100).optional().openapi({
    description: '`next_cursor` of the page before: stable and fast however deep. `page` is ignored then.',
  }),
  include: scanFields.include,
});

export const codeParams = z.object({
  id: z.string().openapi({ format: 'uuid', example: '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c51' }),
});

function nullIsAbsent<T>(schema: z.ZodType<T>) {
  return schema
    .nullable()
    .transform((value) => value ?? undefined)
    .optional();
}
