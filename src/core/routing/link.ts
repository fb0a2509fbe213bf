import { hostsOfTargets } from '../blocking/host.ts';
import { type LinkCode, statusAt } from '../codes/code.ts';
import { scanActionOf, scanTargetsOf } from '../content/registry.ts';
import type { ContentRules, ContentType, ScanAction } from '../content/types.ts';
import type { JsonObject } from '../json.ts';

export type LinkState = 'active' | 'paused' | 'expired' | 'trashed' | 'suspended';

/** What the redirect keeps of a code: plain data, so that it can lie in memory and in the node's own file. */
export interface Link {
  readonly slug: string;
  /** `num` of the code and of its workspace. */
  readonly code: number;
  readonly workspace: number;
  /** State as last set; `expiresAt` (UTC ms) overrides it when its time has come. */
  readonly state: LinkState;
  readonly expiresAt: number | null;
  readonly action: ScanAction;
  /** For pages; null where no page can be asked for. */
  readonly page: LinkPage | null;
  /** Every host that a scan can lead to, for the list of blocked ones. Absent in what an older version has kept. */
  readonly hosts?: readonly string[];
}

export interface LinkPage {
  readonly id: string;
  readonly type: ContentType;
  readonly name: string;
  readonly content: JsonObject | null;
  readonly href: string | null;
}

/** Everything about a scan that can be decided before it happens. */
export function compileLink(code: LinkCode, rules: ContentRules): Link {
  const action = scanActionOf(code.type, code, rules);
  const { id, type, name, content, href } = code;
  return {
    slug: code.slug,
    code: code.num,
    workspace: code.workspaceNum,
    state: stateOf(code),
    expiresAt: code.expiresAt,
    action,
    page: action.do === 'redirect' && type === 'url' ? null : { id, type, name, content, href },
    hosts: hostsOfTargets(scanTargetsOf(type, code, rules)),
  };
}

/** What the operator says goes before all that the owner can do. */
function stateOf({ suspendedAt, trashedAt, status }: LinkCode): LinkState {
  if (suspendedAt !== null) return 'suspended';
  return trashedAt === null ? status : 'trashed';
}

/** A suspended or trashed code stays so when its time is over; a paused one expires. */
export function stateAt(link: Link, nowMs: number): LinkState {
  if (link.state === 'suspended' || link.state === 'trashed') return link.state;
  return statusAt({ status: link.state, expiresAt: link.expiresAt }, nowMs);
}

/** Operating systems that stores and maps are chosen by; read from the user agent at the scan. */
export function systemOfAgent(userAgent: string): 'ios' | 'android' | 'huawei' | 'other' {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/HarmonyOS|HMSCore|HUAWEI|HONOR/i.test(userAgent)) return 'huawei';
  return /Android/.test(userAgent) ? 'android' : 'other';
}

/** Where an active link leads this user agent; null when it gets a page or a file. */
export function chooseTarget(action: ScanAction, userAgent: string): string | null {
  if (action.do === 'redirect') return action.location;
  if (action.do !== 'by-system') return null;
  const system = systemOfAgent(userAgent);
  if (system === 'huawei') return action.huawei ?? action.android ?? action.other;
  return system === 'other' ? action.other : (action[system] ?? action.other);
}
