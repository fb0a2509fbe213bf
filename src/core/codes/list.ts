import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import { classesOf, type HitFilter } from '../scans/hit.ts';
import type { Access } from '../workspaces/access.ts';
import type { Code } from './code.ts';
import type { CodeFilter } from './filter.ts';
import { isSlug } from './slug.ts';

/** A code with its count, as every list and page shows it. */
export interface CountedCode {
  readonly code: Code;
  readonly scanCount: number;
}

export interface CodePage {
  readonly codes: readonly CountedCode[];
  readonly total: number;
}

export async function listCodes(
  core: Core,
  access: Access,
  filter: Omit<CodeFilter, 'nowMs'>,
  page: { readonly offset: number; readonly limit: number },
  counting: HitFilter,
): Promise<CodePage> {
  const { codes } = core.store;
  const withTime = { ...filter, nowMs: core.clock.now() };
  const rows = await codes.list(access.workspace.id, withTime, page.offset, page.limit);
  return {
    codes: await countScans(core, rows, counting),
    total: await codes.count(access.workspace.id, withTime),
  };
}

/** Of the ids of codes. */
export const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Of this workspace, by id: another workspace's code and a malformed id are both not found. */
export async function getCode(core: Core, access: Access, id: string): Promise<Code> {
  const code = uuidForm.test(id)
    ? await core.store.codes.find(access.workspace.id, id.toLowerCase())
    : undefined;
  if (!code) throw notFound('QR code');
  return code;
}

/** As `getCode`, but the slug is accepted as well. */
export async function getCodeByIdOrSlug(core: Core, access: Access, idOrSlug: string): Promise<Code> {
  if (uuidForm.test(idOrSlug)) return getCode(core, access, idOrSlug);
  const code = isSlug(idOrSlug)
    ? await core.store.codes.findBySlug(access.workspace.id, idOrSlug)
    : undefined;
  if (!code) throw notFound('QR code');
  return code;
}

export async function countScans(
  core: Core,
  codes: readonly Code[],
  counting: HitFilter,
): Promise<readonly CountedCode[]> {
  const nums = codes.map((code) => code.num);
  const totals = await core.store.scans.totals(nums, classesOf(counting));
  return codes.map((code) => ({ code, scanCount: totals.get(code.num) ?? 0 }));
}
