import type { Code } from '../codes/code.ts';
import type { CodeFilter } from '../codes/filter.ts';
import { uuidForm } from '../codes/list.ts';
import { codeSorts, type Direction, nameKeyOf } from '../codes/order.ts';
import { compareKeys, rankByScans, rankBySlug } from '../codes/rank.ts';
import { isSlug } from '../codes/slug.ts';
import type { CodeKeys } from '../codes/store-port.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { classesOf } from '../scans/hit.ts';
import type { Access } from '../workspaces/access.ts';

/** By what codes that are drawn can be ordered. */
export const wantedSorts = [...codeSorts, 'slug'] as const;

export interface WantedOrder {
  readonly by: (typeof wantedSorts)[number];
  readonly direction: Direction;
}

/** Which codes are drawn. */
export interface WantedCodes {
  /** Ids or slugs, or a filter as lists take it. */
  readonly codes: readonly string[] | Omit<CodeFilter, 'nowMs'>;
  /** In which they are drawn. Default: those that are named in the order in which they are; of a filter the newest first. */
  readonly order?: WantedOrder | undefined;
}

/** Names and slugs are read from their beginning; of all else the newest and the most come first. */
export function usualDirection(by: WantedOrder['by']): Direction {
  return by === 'name' || by === 'slug' ? 'asc' : 'desc';
}

export interface WantedLimit {
  readonly max: number;
  /** What is wrong with more of them. */
  readonly tooMany: string;
  /** What the caller calls `codes` and `filter`. */
  readonly pathOf: (field: string) => string;
}

const newestFirst: WantedOrder = { by: 'created', direction: 'desc' };

/** @throws {AppError} validation_error for codes that are not there, and for more than may be */
export async function listWanted(
  core: Core,
  access: Access,
  wanted: WantedCodes,
  limit: WantedLimit,
): Promise<readonly Code[]> {
  const { codes } = await listPartOfWanted(core, access, wanted, limit, (total) => ({ from: 0, to: total }));
  // The last of them may have gone since they were counted.
  requireSome(codes.length, limit);
  return codes;
}

interface Part {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * As `listWanted`, of a part of them: how many there are, and those from one to before another. Codes outside of the part
 * are not looked at, where they need not be to know the order.
 */
export async function listPartOfWanted(
  core: Core,
  access: Access,
  wanted: WantedCodes,
  limit: WantedLimit,
  partOf: (total: number) => Part,
): Promise<{ readonly total: number; readonly codes: readonly Code[] }> {
  if (isNamed(wanted.codes)) {
    const named = checkNamed(wanted.codes, limit);
    const part = partOf(named.length);
    const { order } = wanted;
    return { total: named.length, codes: await findNamed(core, access, { named, order }, limit, part) };
  }
  const { codes: filter, order } = wanted;
  if (filter.trash === true) {
    throw invalid(limit.pathOf('filter'), 'codes in the trash have no pictures: restore them first');
  }
  const timed = { ...filter, nowMs: core.clock.now() };
  // Before any of them is looked at: to order a hundred thousand takes its time.
  const total = await core.store.codes.count(access.workspace.id, timed);
  requireSome(total, limit);
  return { total, codes: await findFirst(core, access, timed, order, partOf(total)) };
}

function isNamed(wanted: WantedCodes['codes']): wanted is readonly string[] {
  return Array.isArray(wanted);
}

function checkNamed(named: readonly string[], { max, tooMany, pathOf }: WantedLimit): readonly string[] {
  if (named.length === 0) throw invalid(pathOf('codes'), 'must not be empty');
  if (named.length > max) throw invalid(pathOf('codes'), tooMany);
  return named.map((one) => one.toLowerCase());
}

function requireSome(count: number, { max, tooMany, pathOf }: WantedLimit): void {
  if (count > max) throw invalid(pathOf('codes'), tooMany);
  if (count === 0) throw invalid(pathOf('filter'), 'there is no such code');
}

async function findFirst(
  core: Core,
  access: Access,
  filter: CodeFilter,
  { by, direction }: WantedOrder = newestFirst,
  { from, to }: Part,
): Promise<readonly Code[]> {
  const { id } = access.workspace;
  if (by !== 'scans' && by !== 'slug') {
    const found = await core.store.codes.listInOrder(id, filter, { by, direction }, undefined, to);
    return found.slice(from).map(({ code }) => code);
  }
  const nums =
    by === 'slug'
      ? await rankBySlug(core, id, filter, direction)
      : (await rankByScans(core, id, filter, direction)).map(({ num }) => num);
  return findByNums(core, id, nums.slice(from, to));
}

async function findByNums({ store }: Core, workspaceId: string, nums: readonly number[]) {
  const found = await store.codes.findByNums(workspaceId, nums);
  const byNum = new Map(found.map((code) => [code.num, code]));
  // One that was deleted meanwhile is left out.
  return nums.flatMap((num) => byNum.get(num) ?? []);
}

interface Named {
  /** In lower case. */
  readonly named: readonly string[];
  readonly order: WantedOrder | undefined;
}

async function findNamed(
  core: Core,
  access: Access,
  { named, order }: Named,
  { pathOf }: WantedLimit,
  { from, to }: Part,
): Promise<readonly Code[]> {
  const { codes } = core.store;
  const { id: workspaceId } = access.workspace;
  const loadCodes = (ids: readonly string[]) => codes.findMany(workspaceId, ids);
  if (order === undefined) {
    const part = { named: named.slice(from, to), first: from };
    return inRow(part, await findByNames(core, access, part.named, loadCodes), pathOf);
  }
  // Of an order all have to be known, but no more of them than what they are ordered by.
  const keys = await findByNames(core, access, named, (ids) => codes.findKeys(workspaceId, ids));
  const ordered = await inOrder(core, inRow({ named, first: 0 }, keys, pathOf), order);
  const ids = ordered.slice(from, to).map(({ id }) => id);
  const byId = new Map((await loadCodes([...new Set(ids)])).map((code) => [code.id, code]));
  // One that was deleted meanwhile is left out.
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** @param first which of all the first of these is */
function inRow<Found>(
  { named, first }: { readonly named: readonly string[]; readonly first: number },
  byName: ReadonlyMap<string, Found>,
  pathOf: WantedLimit['pathOf'],
): readonly Found[] {
  return named.map((one, index) => {
    const found = byName.get(one);
    if (found === undefined)
      throw invalid(pathOf(`codes.${first + index}`), 'there is no code with this id or slug');
    return found;
  });
}

/** By their ids and slugs, as far as the workspace has them. */
async function findByNames<Found extends Pick<Code, 'id' | 'slug'>>(
  { store }: Core,
  { workspace }: Access,
  named: readonly string[],
  load: (ids: readonly string[]) => Promise<readonly Found[]>,
): Promise<ReadonlyMap<string, Found>> {
  const ids = new Set(named.filter((one) => uuidForm.test(one)));
  const slugs = new Set(named.filter((one) => !uuidForm.test(one) && isSlug(one)));
  const links = slugs.size === 0 ? [] : await store.codes.findByFoldedSlugs([...slugs]);
  const ofSlugs = links.filter(({ workspaceId }) => workspaceId === workspace.id);
  const found = await load([...new Set([...ids, ...ofSlugs.map(({ id }) => id)])]);
  const byName = new Map(found.map((code) => [code.id, code]));
  for (const code of found) if (slugs.has(code.slug.toLowerCase())) byName.set(code.slug.toLowerCase(), code);
  return byName;
}

async function inOrder(
  { store }: Core,
  codes: readonly CodeKeys[],
  { by, direction }: WantedOrder,
): Promise<readonly CodeKeys[]> {
  const nums = codes.map(({ num }) => num);
  const scans = by === 'scans' ? await store.scans.totals(nums, classesOf('scans')) : undefined;
  const keyOf: Readonly<Record<WantedOrder['by'], (code: CodeKeys) => number | string>> = {
    created: ({ createdAt }) => createdAt,
    updated: ({ updatedAt }) => updatedAt,
    name: ({ name }) => nameKeyOf(name),
    slug: ({ slug }) => nameKeyOf(slug),
    scans: ({ num }) => scans?.get(num) ?? 0,
  };
  const keyed = codes.map((code) => ({ code, num: code.num, key: keyOf[by](code) }));
  return keyed.sort((one, other) => compareKeys(one, other, direction)).map(({ code }) => code);
}
