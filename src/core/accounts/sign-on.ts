import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { nameIn } from '../names.ts';
import { insertUser, parseEmail } from '../workspaces/create.ts';
import { insertOwnWorkspace, requireOpenSignUp } from './accounts.ts';
import { type AccountRow, fieldIs } from './store-port.ts';

const signOn: Actor = { kind: 'system', id: null, name: 'Single sign-on' };

/** Makes the user of whom the single sign-on has told, with a workspace of their own, and gives the id. */
export async function insertSignedOnUser(core: Core, row: AccountRow): Promise<string> {
  await requireOpenSignUp(core);
  const email = parseEmail(String(row.email));
  const name = nameIn(String(row.name ?? ''));
  return core.store.transact(async (tx) => {
    const user = await insertUser(core, tx, signOn, email, { email, name });
    const values = { emailVerified: row.emailVerified === 1 ? 1 : 0, updatedAt: core.clock.now() };
    await tx.accounts.update('user', [fieldIs('id', user.id)], values);
    await insertOwnWorkspace(core, tx, user);
    return user.id;
  });
}
