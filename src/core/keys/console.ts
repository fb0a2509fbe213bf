import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import type { Access } from '../workspaces/access.ts';
import { roles } from '../workspaces/roles.ts';
import { findRole, type KeyAccess, noteUse } from './authenticate.ts';
import { isUsable } from './key.ts';
import { getKey } from './manage.ts';

/**
 * What a member may do with a key in the console: what the key may, and no more than the member may without it, so
 * that nobody gains anything by somebody else's key.
 * @throws {AppError} not_found for a key that one may not see, validation_error for one that no longer works
 */
export async function getConsoleAccess(core: Core, access: Access, keyId: string): Promise<KeyAccess> {
  const key = await getKey(core, access, keyId);
  const ofKey = isUsable(key, core.clock.now()) ? await findRole(core, key) : undefined;
  if (ofKey === undefined) throw invalid('keyId', 'this key no longer works: choose another');
  await noteUse(core, key);
  const { workspace, role: own } = access;
  const role = roles.indexOf(own) > roles.indexOf(ofKey) ? own : ofKey;
  const actor = {
    kind: 'key',
    id: key.id,
    name: `${key.name} (${access.actor.name} in the console)`,
  } as const;
  return { key, workspace, actor, role, readOnly: key.readOnly || access.readOnly };
}
