import { z } from '@hono/zod-openapi';
import { emptyIsAbsent, timeForm, timeParameter } from './query-fields.ts';
import { setFields, statFilters } from './stat-query.ts';

/** What questions for single scans are parsed by: the log, exports and streams. */

const timeNote = 'RFC 3339 with any offset; a bare date means 00:00 UTC.';

export const scanFields = {
  since: timeParameter.optional().openapi({ ...timeForm, description: `Inclusive. ${timeNote}` }),
  until: timeParameter.optional().openapi({ ...timeForm, description: `Exclusive. ${timeNote}` }),
  include: emptyIsAbsent(z.enum(['all'])).openapi({
    type: 'string',
    enum: ['all'],
    description: 'Shows every stored hit, bots, previews, repeats and blocked ones too, each with its facts.',
  }),
};

export const exportQuery = z.object(scanFields);

export const setExportQuery = exportQuery.extend({ ...setFields, code: statFilters.code });
