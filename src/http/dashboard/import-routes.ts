import { z } from 'zod';
import { parseBySchema } from '../../core/content/problems.ts';
import { contentTypes } from '../../core/content/types.ts';
import type { ImportInput } from '../../core/imports/import-file.ts';
import { previewImport } from '../../core/imports/preview.ts';
import { bodyStream } from '../shared/body-stream.ts';
import { renderProblem } from './errors.ts';
import { importEvents, importTools, renderRow } from './import-events.ts';
import { readCsv } from './read-csv.ts';
import type { RoutesOf } from './route.ts';
import { lineHeaders } from './work-lines.ts';

const importBody = z.strictObject({
  csv: z.string(),
  mapping: z.record(z.string(), z.number()).optional(),
  type: z.enum(contentTypes),
  folderId: z.string().nullable().optional(),
});

/** Files of codes to be made are the longest that anybody sends. */
const fileBytesMax = 10_000_000;

export const importRoutes: RoutesOf<'POST /w/:workspace/imports/preview' | 'POST /w/:workspace/imports'> = {
  'POST /w/:workspace/imports/preview': {
    need: 'codes:write',
    bodyBytesMax: fileBytesMax,
    async handle(core, { access, body }) {
      const preview = await previewImport(core, access, await readInput(body), importTools);
      const { sample, problems } = preview;
      return { ...preview, sample: sample.map(renderRow), problems: problems.map(renderProblem) };
    },
  },
  'POST /w/:workspace/imports': {
    need: 'codes:write',
    bodyBytesMax: fileBytesMax,
    async handle(core, { access, body, c, deps: { log } }) {
      const events = importEvents(core, {
        access,
        input: await readInput(body),
        signal: c.req.raw.signal,
        log,
      });
      return bodyStream(c, lineHeaders, events, (error) =>
        log('error', { err: error, surface: 'dashboard' }, 'import broke off'),
      );
    },
  },
};

async function readInput(body: unknown): Promise<ImportInput> {
  const { csv, ...input } = parseBySchema(importBody, body);
  return { ...input, file: await readCsv(csv) };
}
