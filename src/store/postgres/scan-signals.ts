import type { ClientBase } from 'pg';
import type { HitBatch, ScanSignal } from '../../core/store.ts';
import { scansChannel } from './locks.ts';

/** PostgreSQL takes payloads below 8,000 bytes (manual, NOTIFY). */
const payloadBytesMax = 7_999;

/**
 * Tells other nodes when the transaction is committed.
 * @param stored code and id in turn
 */
export async function notifyScans(
  client: ClientBase,
  batch: HitBatch,
  stored: readonly number[],
): Promise<void> {
  if (stored.length === 0) return;
  await client.query({
    name: 'notify-scans',
    text: `select pg_notify('${scansChannel}', payload) from unnest($1::text[]) as payload`,
    values: [renderSignals(signalsOf(batch, stored))],
  });
}

function signalsOf({ spool, hits }: HitBatch, stored: readonly number[]): ScanSignal[] {
  const workspaces = new Map(hits.map((hit) => [hit.code, hit.workspace]));
  const idsByCode = new Map<number, number[]>();
  for (let at = 0; at < stored.length; at += 2) {
    const [code = 0, id = 0] = [stored[at], stored[at + 1]];
    const ids = idsByCode.get(code);
    if (ids === undefined) idsByCode.set(code, [id]);
    else ids.push(id);
  }
  return Array.from(idsByCode, ([code, unordered]) => {
    const ids = unordered.sort((a, b) => a - b);
    return { spool, workspace: workspaces.get(code) ?? 0, code, ids };
  });
}

/**
 * Payloads `[spool, [workspace, code, id, step, ...], ...]`, as many as are needed: a code's ids are told as the first
 * one and the steps from each to the next. All of it is ASCII.
 * @param signals of one spool
 */
export function renderSignals(signals: readonly ScanSignal[]): string[] {
  const start = `[${JSON.stringify(signals[0]?.spool ?? '')}`;
  const payloads: string[] = [];
  let payload = start;
  for (const { workspace, code, ids } of signals) {
    let last: number | undefined;
    for (const id of ids) {
      const step = last === undefined ? undefined : `,${id - last}`;
      if (payload.length + (step ?? signalStart(workspace, code, id)).length + 2 > payloadBytesMax) {
        payloads.push(step === undefined ? `${payload}]` : `${payload}]]`);
        payload = start + signalStart(workspace, code, id);
      } else {
        payload += step ?? signalStart(workspace, code, id);
      }
      last = id;
    }
    if (last !== undefined) payload += ']';
  }
  if (payload !== start) payloads.push(`${payload}]`);
  return payloads;
}

function signalStart(workspace: number, code: number, id: number): string {
  return `,[${workspace},${code},${id}`;
}

/** Nothing for what no sink has sent: anyone in the database can. */
export function parseSignals(payload: string): ScanSignal[] {
  const [spool, ...codes] = parseArray(payload);
  if (typeof spool !== 'string') return [];
  return codes.flatMap((each) => {
    if (!Array.isArray(each) || !each.every(Number.isSafeInteger)) return [];
    const [workspace = 0, code = 0, firstId = 0, ...steps] = each as number[];
    const ids = [firstId];
    let last = firstId;
    for (const step of steps) {
      last += step;
      ids.push(last);
    }
    return [{ spool, workspace, code, ids }];
  });
}

function parseArray(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
