import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { parseName } from '../names.ts';
import { actorOf } from '../workspaces/access.ts';
import { parseEmail } from '../workspaces/create.ts';
import type { User } from '../workspaces/workspace.ts';
import { type Confirmation, logUser, requireConfirmed, requireFreeAddress } from './accounts.ts';
import { endLinks } from './links.ts';
import type { Language, Theme } from './preferences.ts';
import { tellUser } from './security-notices.ts';
import { type AccountRow, fieldIs } from './store-port.ts';

/** Absent: as it was. */
export interface ProfileEdit {
  readonly name?: string | undefined;
  /** Needs to be confirmed. */
  readonly email?: string | undefined;
  readonly language?: Language | null | undefined;
  readonly theme?: Theme | undefined;
}

/** @throws {AppError} already_exists for an address that another user has */
export async function editProfile(
  core: Core,
  user: User,
  edit: ProfileEdit,
  confirmation: Confirmation,
): Promise<User> {
  const email = edit.email === undefined ? user.email : parseEmail(edit.email);
  if (email !== user.email) await requireConfirmed(core, user, confirmation);
  const [former, fresh] = await core.store.transact(async (tx) => {
    const current = await tx.workspaces.findUser(user.id);
    if (!current) throw notFound('User');
    await requireFreeAddress(tx, current, email);
    const fresh: User = {
      ...current,
      email,
      name: edit.name === undefined ? current.name : parseName(edit.name),
      language: edit.language === undefined ? current.language : edit.language,
      theme: edit.theme ?? current.theme,
    };
    const at = core.clock.now();
    // Nobody has shown that the new address is theirs.
    const verified: AccountRow = email === current.email ? {} : { emailVerified: 0 };
    const { name, language, theme } = fresh;
    const values = { email, name, language, theme, updatedAt: at, ...verified };
    await tx.accounts.update('user', [fieldIs('id', user.id)], values);
    const [before, after] = differences(current, fresh);
    if (Object.keys(after).length > 0) await logUser(tx, fresh, actorOf(fresh), before, after, at);
    if (email !== current.email) await endLinks(tx, user.id);
    return [current, fresh];
  });
  if (fresh.email !== former.email) tellUser(core, fresh, 'email', former.email);
  return fresh;
}

/** What others can see of a person: language and theme are nobody's business. */
function differences(before: User, after: User): [JsonObject, JsonObject] {
  const changed = (['email', 'name'] as const).filter((field) => before[field] !== after[field]);
  const pick = (user: User) => Object.fromEntries(changed.map((field) => [field, user[field]]));
  return [pick(before), pick(after)];
}
