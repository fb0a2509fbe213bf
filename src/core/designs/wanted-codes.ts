import type { Code } from '../codes/code.ts';
import type { CodeFilter } from '../codes/filter.ts';
import { uuidForm } from '../codes/list.ts';
import type { CodeOrder } from '../codes/order.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { Access } from '../workspaces/access.ts';

/** Which codes are drawn. */
export interface WantedCodes {
  /** Ids in the order in which they are drawn, or a filter as lists take it. */
  readonly codes: readonly string[] | Omit<CodeFilter, 'nowMs'>;
  /** Of what a filter finds; the newest first. */
  readonly order?: CodeOrder | undefined;
}

export interface WantedLimit {
  readonly max: number;
  /** What is wrong with more of them. */
  readonly tooMany: string;
  /** What the caller calls `codes` and `filter`. */
  readonly pathOf: (field: string) => string;
}

const newestFirst: CodeOrder = { by: 'created', direction: 'desc' };

/** @throws {AppError} validation_error for codes that are not there, and for more than may be */
export async function listWanted(
  core: Core,
  access: Access,
  wanted: WantedCodes,
  limit: WantedLimit,
): Promise<readonly Code[]> {
  if (isIds(wanted.codes)) return findByIds(core, access, checkIds(wanted.codes, limit), 0, limit);
  const found = await findFirst(core, access, wanted, limit, limit.max + 1);
  requireSome(found.length, limit);
  return found;
}

/**
 * As `listWanted`, of a part of them: how many there are, and those from one to before another. Codes outside of the part
 * are not looked at.
 */
export async function listPartOfWanted(
  core: Core,
  access: Access,
  wanted: WantedCodes,
  limit: WantedLimit,
  partOf: (total: number) => { readonly from: number; readonly to: number },
): Promise<{ readonly total: number; readonly codes: readonly Code[] }> {
  if (isIds(wanted.codes)) {
    const ids = checkIds(wanted.codes, limit);
    const { from, to } = partOf(ids.length);
    return { total: ids.length, codes: await findByIds(core, access, ids.slice(from, to), from, limit) };
  }
  const filter = { ...wanted.codes, nowMs: core.clock.now() };
  const total = await core.store.codes.count(access.workspace.id, filter);
  requireSome(total, limit);
  const { from, to } = partOf(total);
  return { total, codes: (await findFirst(core, access, wanted, limit, to)).slice(from) };
}

function isIds(wanted: WantedCodes['codes']): wanted is readonly string[] {
  return Array.isArray(wanted);
}

function checkIds(ids: readonly string[], { max, tooMany, pathOf }: WantedLimit): readonly string[] {
  if (ids.length === 0) throw invalid(pathOf('codes'), 'must not be empty');
  if (ids.length > max) throw invalid(pathOf('codes'), tooMany);
  return ids.map((id) => id.toLowerCase());
}

function requireSome(count: number, { max, tooMany, pathOf }: WantedLimit): void {
  if (count > max) throw invalid(pathOf('codes'), tooMany);
  if (count === 0) throw invalid(pathOf('filter'), 'there is no such code');
}

async function findFirst(
  core: Core,
  access: Access,
  { codes: filter, order = newestFirst }: WantedCodes,
  { pathOf }: WantedLimit,
  count: number,
): Promise<readonly Code[]> {
  const wanted = { ...(filter as Omit<CodeFilter, 'nowMs'>), nowMs: core.clock.now() };
  if (wanted.trash === true) {
    throw invalid(pathOf('filter'), 'codes in the trash have no pictures: restore them first');
  }
  const found = await core.store.codes.listInOrder(access.workspace.id, wanted, order, undefined, count);
  return found.map(({ code }) => code);
}

/** @param first which of the ids that were sent the first of these is */
async function findByIds(
  core: Core,
  access: Access,
  ids: readonly string[],
  first: number,
  { pathOf }: WantedLimit,
): Promise<readonly Code[]> {
  const known = new Set(ids.filter((id) => uuidForm.test(id)));
  const found = await core.store.codes.findMany(access.workspace.id, [...known]);
  const byId = new Map(found.map((code) => [code.id, code]));
  return ids.map((id, index) => {
    const code = byId.get(id);
    if (code === undefined) throw invalid(pathOf(`codes.${first + index}`), 'there is no code with this id');
    return code;
  });
}
