import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { User } from '../workspaces/workspace.ts';
import { type Confirmation, requireConfirmed } from './accounts.ts';
import { logOwn } from './security-log.ts';
import { tellUser } from './security-notices.ts';
import { fieldIs } from './store-port.ts';

/** A stolen session must not be able to take the ways in away. @throws {AppError} not_found, validation_error */
export async function deletePasskey(
  core: Core,
  user: User,
  id: string,
  confirmation: Confirmation,
): Promise<void> {
  await requireConfirmed(core, user, confirmation);
  await core.store.transact(async (tx) => {
    const [removed] = await tx.accounts.remove('passkey', [fieldIs('id', id), fieldIs('userId', user.id)]);
    if (!removed) throw notFound('Passkey');
    await logOwn(tx, user.id, { passkey: removed.name ?? '' }, {}, core.clock.now());
  });
  tellUser(core, user, 'passkeyDeleted');
}
