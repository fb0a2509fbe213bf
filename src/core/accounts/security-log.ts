import type { JsonObject } from '../json.ts';
import type { StoreWrites } from '../store.ts';
import { actorOf } from '../workspaces/access.ts';
import type { AccountModel, AccountRow } from './store-port.ts';

/** What somebody has changed about their own way in. */
export async function logOwn(
  tx: StoreWrites,
  userId: string,
  before: JsonObject,
  after: JsonObject,
  at: number,
): Promise<void> {
  const user = await tx.workspaces.findUser(userId);
  if (!user) return;
  const object = { object: 'user', objectId: userId, workspaceId: null } as const;
  await tx.changes.append({ ...object, actor: actorOf(user), before, after, at });
}

/** For rows that the library which signs people in writes by itself: in the transaction that writes them. */
export async function logInserted(
  tx: StoreWrites,
  model: AccountModel,
  row: AccountRow,
  at: number,
): Promise<void> {
  if (model === 'passkey') await logOwn(tx, String(row.userId), {}, { passkey: row.name ?? '' }, at);
}

/** As `logInserted`; to be called before the rows change. @param values what they are to hold */
export async function logUpdated(
  tx: StoreWrites,
  users: readonly AccountRow[],
  values: AccountRow,
  at: number,
): Promise<void> {
  const isOn = values.twoFactorEnabled;
  if (isOn === undefined) return;
  for (const { id, twoFactorEnabled: wasOn } of users) {
    if (wasOn === isOn) continue;
    await logOwn(tx, String(id), { secondFactor: wasOn === 1 }, { secondFactor: isOn === 1 }, at);
  }
}
