import type { Code } from '../codes/code.ts';
import { getCode } from '../codes/list.ts';
import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import { findFolder } from '../folders/require-folder.ts';
import { createHitTest } from '../stats/ask/hit-test.ts';
import { type FilterInput, parseFilters } from '../stats/ask/parse-filters.ts';
import { requireZoneName } from '../stats/ask/require-zone.ts';
import { zoneOf } from '../stats/zone-offsets.ts';
import type { Access } from '../workspaces/access.ts';
import type { ScanRow } from './scan.ts';

/** Which hits somebody wants to hear of: those that statistics of the same set with the same filters count. */
export interface FeedWish {
  /** Undefined: every code of the workspace. */
  readonly code: Code | undefined;
  /** Of codes that have it when the hit is read, which can be others than when one began to listen. */
  readonly tag?: string | undefined;
  /** As `tag`. */
  readonly folderId?: string | undefined;
  /** Whether hits that are no scans are wanted too. */
  readonly all: boolean;
  /** Undefined: every hit of these codes. */
  readonly accepts?: ((row: ScanRow) => boolean) | undefined;
}

/** As it is asked, of whatever names. */
export interface FeedWishInput {
  readonly code?: string | undefined;
  readonly tag?: string | undefined;
  readonly folder?: string | undefined;
  /** Of filters by time; UTC by default. */
  readonly tz?: string | undefined;
  readonly filters: Omit<FilterInput, 'code'>;
  readonly all: boolean;
}

/**
 * @throws AppError not_found for a code or folder that is not there, since nobody would notice that nothing comes;
 * validation_error that names the parameter
 */
export async function parseFeedWish(
  core: Core,
  access: Access,
  { code, tag, folder, tz, filters: input, all }: FeedWishInput,
): Promise<FeedWish> {
  const zone = zoneOf(requireZoneName(tz));
  const filters = parseFilters(input);
  const found = folder === undefined ? undefined : await findFolder(core.store, access.workspace.id, folder);
  if (folder !== undefined && found === undefined) throw notFound('Folder');
  return {
    code: code === undefined ? undefined : await getCode(core, access, code),
    ...{ tag, folderId: found?.id, all },
    accepts: filters.length === 0 ? undefined : createHitTest(filters, zone),
  };
}

/** Whether it is about hits of this code, as the code is now. */
export function isOfCode(
  { code, tag, folderId }: FeedWish,
  { num, tags, folderId: folderOfCode }: Code,
): boolean {
  if (code !== undefined && code.num !== num) return false;
  if (tag !== undefined && !tags.includes(tag)) return false;
  return folderId === undefined || folderId === folderOfCode;
}

/** The very same list where it wants all of them. */
export function chooseRows({ accepts }: FeedWish, rows: readonly ScanRow[]): readonly ScanRow[] {
  return accepts === undefined || rows.every(accepts) ? rows : rows.filter(accepts);
}
