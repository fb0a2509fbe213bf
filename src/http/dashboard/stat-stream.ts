import type { Context } from 'hono';
import type { Core } from '../../core/core.ts';
import { parseFeedWish } from '../../core/scans/feed-wish.ts';
import { unpackFlags } from '../../core/scans/hit.ts';
import { timeOfScanId } from '../../core/scans/id.ts';
import type { Access } from '../../core/workspaces/access.ts';
import type { HttpEnv, Log } from '../shared/env.ts';
import {
  answerScanStream,
  createScanEvents,
  fullMessage,
  fullSeconds,
  parseEventId,
} from '../shared/scan-stream.ts';
import { answerEventHead } from '../shared/sse.ts';
import { parseStreamQuery } from '../shared/stream-query.ts';
import { Refusal } from './errors.ts';
import type { SignedIn } from './route.ts';
import type { WireLiveScan, WireMissedScans } from './wire-stats.ts';

interface Listening {
  readonly access: Access;
  readonly signedIn: SignedIn;
}

/** Scans as they come, for as long as the session lasts. */
export async function answerLiveScans(
  core: Core,
  c: Context<HttpEnv>,
  { access, signedIn }: Listening,
  log: Log,
): Promise<Response> {
  const afterId = parseEventId('Last-Event-ID', c.req.header('last-event-id'));
  const wish = await parseFeedWish(core, access, parseStreamQuery(c));
  // What nobody reads would never end.
  if (c.req.method === 'HEAD') return answerEventHead(c);
  const bySession = { ...access, sessionId: signedIn.sessionId, userId: signedIn.user.id };
  const request = { ...wish, access: bySession, afterId };
  const answer = await answerScanStream(core, c, request, events, log);
  if (answer !== undefined) return answer;
  throw new Refusal({ code: 'rate_limited', error: fullMessage, retryAfter: fullSeconds });
}

const events = createScanEvents({
  hit(row, { code: { id, slug, name } }): WireLiveScan {
    const { country, city, device, os, browser, referrer } = row;
    const scan = { id: String(row.id), at: timeOfScanId(row.id), code: { id, slug, name } };
    return { ...scan, country, city, device, os, browser, referrer, kind: unpackFlags(row.flags).kind };
  },
  gap: (since): WireMissedScans => ({ since }),
});
