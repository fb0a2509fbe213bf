import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseBySchema } from '../../core/content/problems.ts';
import { parseFeedWish } from '../../core/scans/feed-wish.ts';
import { renderTime } from '../shared/rfc3339.ts';
import {
  answerScanStream,
  createScanEvents,
  fullMessage,
  fullSeconds,
  parseEventId,
} from '../shared/scan-stream.ts';
import { answerEventHead } from '../shared/sse.ts';
import { parseStreamQuery, streamQuery } from '../shared/stream-query.ts';
import { answers, eventAnswer } from './answers.ts';
import type { ApiV1Env } from './env.ts';
import { renderError } from './errors.ts';
import type { Operation } from './operations.ts';
import { renderScan } from './render.ts';

const idNote = 'The `id` of the last event that was seen.';
const idForm = { type: 'string', pattern: '^[0-9]{0,16}$' } as const;

const placeQuery = z.object({
  last_event_id: z
    .string()
    .optional()
    .openapi({ ...idForm, description: `${idNote} Where the header cannot be sent.` }),
});

const streamHeaders = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .openapi({ ...idForm, description: `${idNote} It goes before \`last_event_id\`.` }),
});

export const streamRoute = createRoute({
  method: 'get',
  path: '/stream',
  operationId: 'streamScans',
  summary: 'Scans as they come, as server-sent events',
  description: `Each event is \`scan\`; its data is a Scan as the log shows it, with \`code\`: \`{"id", "slug", "name"}\`. Its id is the scan's. Codes and hits are narrowed by the parameters of statistics, by the same rules; which codes have the tag or are in the folder is looked up again with every scan.

A stream that is cut off goes on with \`Last-Event-ID\`: hits can be stored behind newer ones, so that it begins 10 minutes before that event. Drop events whose id you have. Within one stream no scan comes twice. When more than 10,000 (before filters) would have to be told again there is one event \`gap\` instead, with \`{"since", "hint"}\`: \`hint\` is the path of the export that has the hits from \`since\` on.

A line with a colon alone, every 15 seconds, keeps the connection open. A reader that is 1,000 events behind is cut off. At most 10 streams of a workspace are open at once on a server.`,
  tags: ['Scans'],
  security: [{ bearerAuth: [] }],
  request: { query: streamQuery.extend(placeQuery.shape), headers: streamHeaders },
  responses: { 200: eventAnswer('Events, without an end'), ...answers(400, 404) },
});

export const getStream: Operation = async (core, c, log) => {
  const query = parseBySchema(placeQuery, c.req.query());
  const header = parseEventId('Last-Event-ID', c.req.header('last-event-id'));
  const afterId = header ?? parseEventId('last_event_id', query.last_event_id);
  const wish = await parseFeedWish(core, c.var.access, parseStreamQuery(c));
  if (c.req.method === 'HEAD') return answerEventHead(c);
  const request = { ...wish, access: c.var.access, afterId };
  return (await answerScanStream(core, c, request, events, log)) ?? refuse(c);
};

function refuse(c: Context<ApiV1Env>): Response {
  c.header('Retry-After', String(fullSeconds));
  return renderError(c, 'rate_limited', fullMessage);
}

const events = createScanEvents({
  hit(row, { code: { id, slug, name }, all }) {
    return { ...renderScan(row, all), code: { id, slug, name } };
  },
  // Where what was missed can be read, as a reference that is relative to this server.
  // It has what filters leave out as well: an export takes none.
  gap(sinceMs, { code, tag, folderId, all }) {
    const since = renderTime(sinceMs);
    const isOfCode = code !== undefined && tag === undefined && folderId === undefined;
    const path = isOfCode ? `/qr/${code.id}/scans.ndjson` : '/scans.ndjson';
    const set = {
      ...(!isOfCode && code && { code: code.id }),
      ...(tag && { tag }),
      ...(folderId && { folder: folderId }),
    };
    const narrowed = Object.entries(set).map(([name, value]) => `&${name}=${encodeURIComponent(value)}`);
    return { since, hint: `/api/v1${path}?since=${since}${narrowed.join('')}${all ? '&include=all' : ''}` };
  },
});
