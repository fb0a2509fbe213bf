import type { Actor } from '../changes/change.ts';
import { contentError } from '../content/problems.ts';
import { type ScanTarget, scanTargetsOf } from '../content/registry.ts';
import type { ContentRules, ContentType, ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { AppError, type FieldProblem, invalid, notFound } from '../errors.ts';
import type { Operator } from '../instance/operator.ts';
import type { StoreReads } from '../store.ts';
import { findBlockedHost, hostsOfTargets, hostWithParents, parseBlockedHost } from './host.ts';
import type { BlockedHost } from './store-port.ts';

const blockReasonMax = 500;

/**
 * From now on no code may lead to the host or below it, and scans of those that do are shown "not in use". What is
 * known of their destinations stays, so that they lead there again when the host is taken off the list.
 */
export async function blockHost(
  core: Core,
  actor: Operator,
  input: { readonly host: string; readonly reason: string },
): Promise<CountedHost> {
  const reason = parseReason(input.reason);
  const blocked = { host: parseBlockedHost(input.host), reason, createdAt: core.clock.now() };
  await core.store.transact(async (tx) => {
    if (!(await tx.blocking.insertHost(blocked))) {
      throw new AppError('already_exists', `${blocked.host} is on the list already.`);
    }
    await tx.changes.append({ ...changeOf(actor, blocked), before: null, after: { reason } });
  });
  const counts = await countCodes(core, [blocked.host]);
  return { ...blocked, codes: counts.get(blocked.host) ?? 0 };
}

/** @throws {AppError} not_found; nothing else changes what the list says of hosts above or below it */
export async function unblockHost(core: Core, actor: Operator, text: string): Promise<void> {
  const host = parseBlockedHost(text);
  await core.store.transact(async (tx) => {
    const [blocked] = await tx.blocking.findHosts([host]);
    if (!blocked || !(await tx.blocking.deleteHost(host))) throw notFound('Blocked host');
    const change = changeOf(actor, { host, createdAt: core.clock.now() });
    await tx.changes.append({ ...change, before: { reason: blocked.reason }, after: null });
  });
}

function changeOf(actor: Actor, { host, createdAt }: Pick<BlockedHost, 'host' | 'createdAt'>) {
  return { object: 'blocked_host', objectId: host, workspaceId: null, actor, at: createdAt } as const;
}

/** Said to the owner of a code, so it has to say something. */
export function parseReason(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > blockReasonMax) {
    throw invalid('reason', `use 1 to ${blockReasonMax} characters`);
  }
  return reason;
}

export interface CountedHost extends BlockedHost {
  /** Codes that lead to it or below it, trashed ones included. */
  readonly codes: number;
}

/** Few enough that reading a page of them holds nothing else up. */
const pageSize = 200;

/** The list, with a count that reads every code that may lead to one of the hosts. */
export async function listBlockedHosts(core: Core, _operator: Operator): Promise<readonly CountedHost[]> {
  const list = await core.store.blocking.list();
  const counts = await countCodes(
    core,
    list.map(({ host }) => host),
  );
  return list.map((blocked) => ({ ...blocked, codes: counts.get(blocked.host) ?? 0 }));
}

async function countCodes(core: Core, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(names.map((name) => [name, 0]));
  for (let num = 0; names.length > 0; ) {
    const codes = await core.store.blocking.listTargets(names, num, pageSize);
    const last = codes.at(-1);
    if (!last) break;
    for (const code of codes) {
      for (const name of namesOf(scanTargetsOf(code.type, code, core.settings.content))) {
        const count = counts.get(name);
        if (count !== undefined) counts.set(name, count + 1);
      }
    }
    num = last.num;
  }
  return counts;
}

/** Every name that one of these links could be blocked by, once. */
function namesOf(targets: readonly ScanTarget[]): ReadonlySet<string> {
  return new Set(hostsOfTargets(targets).flatMap(hostWithParents));
}

/**
 * Refuses what leads to a blocked host, anywhere in it.
 * @throws {AppError} validation_error, with the place of each such link
 */
export async function requireOpenTargets(
  reads: StoreReads,
  type: ContentType,
  resolved: ResolvedContent,
  rules: ContentRules,
): Promise<void> {
  const problems = await findBlockedTargets(reads, type, resolved, rules);
  if (problems.length > 0) throw contentError(problems);
}

/** The place of each link that leads to a blocked host. */
export async function findBlockedTargets(
  reads: StoreReads,
  type: ContentType,
  resolved: ResolvedContent,
  rules: ContentRules,
): Promise<readonly FieldProblem[]> {
  const targets = scanTargetsOf(type, resolved, rules);
  const names = namesOf(targets);
  if (names.size === 0) return [];
  const blocked = new Set((await reads.blocking.findHosts([...names])).map(({ host }) => host));
  const problems = new Map<string, string>();
  for (const { path, url } of targets) {
    const name = findBlockedHost(hostsOfTargets([{ path, url }]), blocked);
    if (name !== undefined) problems.set(path, blockedMessage(name));
  }
  return [...problems].map(([path, message]) => ({ path, message }));
}

function blockedMessage(name: string): string {
  return `leads to ${name}, which the operator of this server has blocked: choose another destination, or ask the operator`;
}
