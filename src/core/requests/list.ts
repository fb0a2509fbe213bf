import { uuidForm } from '../codes/list.ts';
import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { getKey } from '../keys/manage.ts';
import { readPage } from '../page.ts';
import type { Access } from '../workspaces/access.ts';
import type { KeyRequest } from './request.ts';

const pageLength = 50;

export interface RequestPage {
  readonly requests: readonly KeyRequest[];
  /** Cursor of the page behind this one; null at the end. */
  readonly next: string | null;
}

/**
 * What was asked with a key that one may see, newest first.
 * @param cursor `next` of the page before
 */
export async function listRequests(
  core: Core,
  access: Access,
  keyId: string,
  cursor?: string,
): Promise<RequestPage> {
  const key = await getKey(core, access, keyId);
  if (cursor !== undefined && !uuidForm.test(cursor)) throw invalid('cursor', 'is not one of ours');
  const { rows, last } = await readPage(pageLength, (count) =>
    core.store.requests.list(key.id, cursor ?? null, count),
  );
  return { requests: rows, next: last?.id ?? null };
}
