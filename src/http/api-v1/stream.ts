import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { getCode } from '../../core/codes/list.ts';
import { parseBySchema } from '../../core/content/problems.ts';
import type { Core } from '../../core/core.ts';
import { invalid } from '../../core/errors.ts';
import { type FeedBatch, feedLimits } from '../../core/scans/feed.ts';
import {
  type FeedPart,
  type FeedRequest,
  type FeedStream,
  openFeedStream,
} from '../../core/scans/feed-stream.ts';
import type { Log } from '../shared/env.ts';
import { renderTime } from '../shared/rfc3339.ts';
import { answerEventHead, answerEvents, renderEvent } from '../shared/sse.ts';
import { answers, eventAnswer } from './answers.ts';
import type { ApiV1Env } from './env.ts';
import { renderError } from './errors.ts';
import type { Operation } from './operations.ts';
import { renderScan } from './render.ts';
import { emptyIsAbsent, scanListQuery } from './requests.ts';

const idNote = 'The `id` of the last event that was seen.';
const idForm = { type: 'string', pattern: '^[0-9]{0,16}$' } as const;

const streamQuery = z.object({
  code: emptyIsAbsent(z.string()).openapi({
    type: 'string',
    format: 'uuid',
    description: 'The scans of one code; absent: of every code of the workspace.',
  }),
  include: scanListQuery.shape.include,
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
  description: `Each event is \`scan\`; its data is a Scan as the log shows it, with \`code\`: \`{"id", "slug", "name"}\`. Its id is the scan's.

A stream that is cut off goes on with \`Last-Event-ID\`: hits can be stored behind newer ones, so that it begins 10 minutes before that event. Drop events whose id you have. Within one stream no scan comes twice. When more than 10,000 would have to be told again there is one event \`gap\` instead, with \`{"since", "hint"}\`: \`hint\` is the path of the export that has the hits from \`since\` on.

A line with a colon alone, every 15 seconds, keeps the connection open. A reader that is 1,000 events behind is cut off. At most 10 streams of a workspace are open at once on a server.`,
  tags: ['Scans'],
  security: [{ bearerAuth: [] }],
  request: { query: streamQuery, headers: streamHeaders },
  responses: { 200: eventAnswer('Events, without an end'), ...answers(400, 404) },
});

/** Seconds after which a caller who has too many streams may ask again: one may have ended. */
const retryAfterSeconds = '10';

export const getStream: Operation = async (core, c, log) => {
  const query = parseBySchema(streamQuery, c.req.query());
  const header = parseEventId('Last-Event-ID', c.req.header('last-event-id'));
  const afterId = header ?? parseEventId('last_event_id', query.last_event_id);
  const code = query.code === undefined ? undefined : await getCode(core, c.var.access, query.code);
  if (c.req.method === 'HEAD') return answerEventHead(c);
  const request = { access: c.var.access, code, all: query.include === 'all', afterId };
  return await openStream(core, c, request, log);
};

/** @throws {AppError} validation_error for what is no id of a scan */
function parseEventId(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw invalid(name, 'must be the id of an event of this stream');
  return id;
}

async function openStream(
  core: Core,
  c: Context<ApiV1Env>,
  request: Omit<FeedRequest, 'onEnd'>,
  log: Log,
): Promise<Response> {
  let onEnd = () => {};
  const stream = await openFeedStream(core, { ...request, onEnd: () => onEnd() });
  if (stream === undefined) return refuse(c);
  const cancelExpiry = endAtExpiry(core, stream, request.access.key.expiresAt);
  const supply = {
    async next() {
      const parts = await stream.next();
      return parts && Buffer.concat(parts.map((part) => renderPart(part, request)));
    },
    close() {
      cancelExpiry();
      stream.close();
    },
  };
  const answer = answerEvents(c, supply, (error) => log('warn', { err: error }, 'a stream was ended'));
  onEnd = () => {
    cancelExpiry();
    answer.end();
  };
  return answer.response;
}

function refuse(c: Context<ApiV1Env>): Response {
  c.header('Retry-After', retryAfterSeconds);
  const { listenersPerWorkspace, listeners } = feedLimits;
  const message = `Too many streams are open: a workspace may have ${listenersPerWorkspace} on this server, all together ${listeners}. Close one and try again.`;
  return renderError(c, 'rate_limited', message);
}

/** The longest time that a timer can be set to (its delay is a 32-bit integer). */
const timerMaxMs = 2 ** 31 - 1;

function endAtExpiry(core: Core, stream: FeedStream, expiresAt: number | null): () => void {
  if (expiresAt === null) return () => {};
  let timer: NodeJS.Timeout;
  const wait = () => {
    const leftMs = expiresAt - core.clock.now();
    if (leftMs <= 0) return stream.end();
    timer = setTimeout(wait, Math.min(leftMs, timerMaxMs));
  };
  wait();
  return () => clearTimeout(timer);
}

type Asked = Pick<FeedRequest, 'code' | 'all'>;

/** Made once, however many listen. */
const rendered = new WeakMap<FeedBatch, Uint8Array>();

function renderPart(part: FeedPart, asked: Asked): Uint8Array {
  if (part.is === 'gap') return Buffer.from(renderGap(part.sinceMs, asked));
  const there = rendered.get(part.batch);
  if (there !== undefined) return there;
  const { batch } = part;
  const { id, slug, name } = batch.code;
  const events = batch.rows.map((row) => {
    const data = { ...renderScan(row, batch.all), code: { id, slug, name } };
    return renderEvent({ event: 'scan', id: row.id, data });
  });
  const made = Buffer.from(events.join(''));
  rendered.set(batch, made);
  return made;
}

/** Where what was missed can be read, as a reference that is relative to this server. */
function renderGap(sinceMs: number, { code, all }: Asked): string {
  const since = renderTime(sinceMs);
  const path = code === undefined ? '/scans.ndjson' : `/qr/${code.id}/scans.ndjson`;
  const hint = `/api/v1${path}?since=${since}${all ? '&include=all' : ''}`;
  return renderEvent({ event: 'gap', data: { since, hint } });
}
