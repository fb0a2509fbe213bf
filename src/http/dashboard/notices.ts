import { findAddressProblem } from '../../core/instance/address.ts';
import type { InstanceState } from './route.ts';
import type { WireHealth, WireNotice } from './wire-people.ts';

type Hits = ReturnType<InstanceState['hits']>;

/** What needs the operator; empty when all is well. */
export async function noticesOf(state: InstanceState, baseUrl: string): Promise<readonly WireNotice[]> {
  const { checks } = await state.health();
  const hits = state.hits();
  const address = findAddressProblem(baseUrl, state.baseUrlSet);
  return [...(address ? [address] : []), ...noticesOfHits(hits), ...noticesOfChecks(checks, hits)];
}

function noticesOfHits({ deferred, dropped }: Hits): readonly WireNotice[] {
  const notices: WireNotice[] = [];
  if (dropped > 0) {
    const detail = `${dropped} hits were lost since the start, since they could not be written. Look at the disk and at the log.`;
    notices.push({ kind: 'dropped', detail, count: dropped });
  }
  if (deferred > 0) {
    const detail = `${deferred} hits since the start were answered before they were on the disk, since it is slow. Nothing is lost while the server runs.`;
    notices.push({ kind: 'deferred', detail, count: deferred });
  }
  return notices;
}

function noticesOfChecks(checks: WireHealth['checks'], { dropped }: Hits): readonly WireNotice[] {
  return Object.entries(checks).flatMap(
    ([part, { status, detail = 'no details', freeBytes }]): WireNotice[] => {
      // Lost hits are what the spool would say again.
      if (status === 'ok' || (part === 'spool' && dropped > 0)) return [];
      if (part === 'disk') {
        const count = freeBytes === undefined ? {} : { count: freeBytes };
        return [{ kind: 'disk', detail: `The disk is nearly full: ${detail}.`, ...count }];
      }
      return [{ kind: 'degraded', detail: `${part}: ${detail}` }];
    },
  );
}
