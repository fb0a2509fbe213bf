import { z } from '@hono/zod-openapi';
import { expiresAtText, nameText } from './requests.ts';

const setNote = 'At most one of them; none of them is the whole workspace.';
const reportFields = {
  id: z.uuid(),
  title: z.string(),
  set: z
    .object({ code: z.uuid().optional(), tag: z.string().optional(), folder: z.uuid().optional() })
    .openapi({ description: `Whose numbers are shown: ids of a code or a folder, or a tag. ${setNote}` }),
  set_name: z.string().nullable().openapi({
    description: 'What the set is called now. Null for the whole workspace, or where it is gone.',
  }),
  days: z.int().openapi({ description: 'Days of the calendar that it shows at most, today being the last.' }),
  has_password: z.boolean(),
  created_at: z.iso.datetime(),
  created_by: z.string().openapi({ description: 'Name of the person or the key.' }),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
  seen_at: z.iso
    .datetime()
    .nullable()
    .openapi({ description: 'When numbers were shown last, to the minute. Null: never.' }),
};

const example = {
  ...{ id: '0199f1a8-7f3c-7cc1-9d0e-3f6d2b8a4c53', title: 'Summer 2026' },
  ...{ set: { tag: 'summer' }, set_name: 'summer', days: 90, has_password: false },
  ...{ created_at: '2026-04-15T18:24:11.000Z', created_by: 'Ann' },
  ...{ expires_at: '2026-10-01T00:00:00.000Z', revoked_at: null, seen_at: null },
};

export const reportSchema = z.object(reportFields).openapi('ReportLink', { example });

export const newReportSchema = z
  .object({
    ...reportFields,
    url: z.url().openapi({ description: 'What to hand on. It is shown this once.' }),
  })
  .openapi('NewReportLink', {
    example: { ...example, url: 'https://qr.example.com/app/report/4yT0f1c2HnJ8vQmW5xKbR7sLdZ9aEgPu' },
  });

export const reportListSchema = z
  .object({
    data: z.array(reportSchema).openapi({
      description: 'Those that work, then those that no longer do, each the newest first; at most 200.',
    }),
  })
  .openapi('ReportLinkList');

export const revokedReportSchema = z
  .object({ success: z.literal(true), id: z.uuid() })
  .openapi('RevokedReportLink');

export const reportParams = z.object({ id: z.string().openapi({ format: 'uuid' }) });

const passwordText = z.string().max(1_000);
const passwordForm = { minLength: 8, maxLength: 200 } as const;
const daysField = z.int().openapi({ minimum: 7, maximum: 400, type: 'integer' });
const setText = z.string().max(255).optional();

export const reportBody = z
  .object({
    title: nameText(80),
    set: z
      .strictObject({ code: setText, tag: setText, folder: setText })
      .default({})
      .openapi({ description: setNote }),
    days: daysField,
    password: passwordText.optional().openapi({ type: 'string', ...passwordForm }),
    expires_at: expiresAtText('From then on the link is dead.'),
  })
  .openapi('ReportLinkInput', { example: { title: 'Summer 2026', set: { tag: 'summer' }, days: 90 } });

export const reportEditBody = z
  .object({
    title: nameText(80).optional(),
    days: daysField.optional(),
    password: passwordText
      .nullable()
      .optional()
      .openapi({
        ...{ type: ['string', 'null'], ...passwordForm },
        description: 'Null: none. Another one, or none, shuts what the one before has opened.',
      }),
    expires_at: expiresAtText('From then on the link is dead; one that has expired works again before.'),
  })
  .openapi('ReportLinkEdit', { example: { password: 'told by telephone' } });
