import { getCodeByIdOrSlug } from '../core/codes/list.ts';
import type { Core } from '../core/core.ts';
import type { Access } from '../core/workspaces/access.ts';
import type { User, Workspace } from '../core/workspaces/workspace.ts';
import { UsageError } from './failure.ts';
import { operator } from './session.ts';

/**
 * The workspace that is meant: the one named, else the only one there is.
 * @param ofUser narrows what is there to the user's own
 */
export async function chooseWorkspace(
  core: Core,
  name: string | undefined,
  ofUser?: User,
): Promise<Workspace> {
  const { workspaces } = core.store;
  if (name !== undefined) {
    const named = await workspaces.findByName(name);
    if (named) return named;
    throw new UsageError(`There is no workspace ${name}. ${await nameThem(core)}`);
  }
  const all = ofUser ? await workspaces.listOfUser(ofUser.id) : await workspaces.list();
  return only(all, '--workspace', (workspace) => workspace.slug);
}

/** What the operator may do in the workspace that is meant, which is everything. */
export async function chooseAccess(core: Core, name: string | undefined): Promise<Access> {
  return { workspace: await chooseWorkspace(core, name), actor: operator, role: 'owner', readOnly: false };
}

/** Numbers of the codes that are meant: of the one named, else of all that the workspace has. */
export async function chooseCodes(
  core: Core,
  access: Access,
  idOrSlug: string | undefined,
): Promise<readonly number[]> {
  if (idOrSlug === undefined) return core.store.codes.listNums(access.workspace.id, {});
  return [(await getCodeByIdOrSlug(core, access, idOrSlug)).num];
}

/** Id of the folder that is meant, by its name or id; null where none is. */
export async function chooseFolder(core: Core, access: Access, name: string): Promise<string | null> {
  if (name === 'none') return null;
  const folders = (await core.store.folders.list(access.workspace.id)).map(({ folder }) => folder);
  const lower = name.toLowerCase();
  const named =
    folders.find((folder) => folder.id === lower) ??
    folders.find((folder) => folder.name.toLowerCase() === lower);
  if (named !== undefined) return named.id;
  const names = folders.slice(0, namesShownMax).map((folder) => folder.name);
  throw new UsageError(
    `There is no folder ${name}. ${names.length === 0 ? 'There is none.' : `There are: ${names.join(', ')}.`}`,
  );
}

/** The user's own workspace that a key is for: the one named, else the oldest membership; `others` are left over. */
export async function chooseFirstWorkspace(
  core: Core,
  name: string | undefined,
  user: User,
): Promise<{ readonly workspace: Workspace; readonly others: number }> {
  const [workspace, ...others] =
    name === undefined
      ? await core.store.workspaces.listOfUser(user.id)
      : [await chooseWorkspace(core, name)];
  if (!workspace) throw new UsageError(`${user.email} is in no workspace.`);
  return { workspace, others: others.length };
}

async function nameThem(core: Core): Promise<string> {
  return `There are: ${(await core.store.workspaces.list()).map((workspace) => workspace.slug).join(', ')}.`;
}

export async function getUser(core: Core, idOrEmail: string): Promise<User> {
  const user = await core.store.workspaces.findUser(idOrEmail);
  if (!user) throw new UsageError(`There is no user ${idOrEmail}; \`quietzone user list\` shows them.`);
  return user;
}

/** The user that is meant: the one named, else the only one there is. */
export async function chooseUser(core: Core, name: string | undefined): Promise<User> {
  if (name !== undefined) return getUser(core, name);
  return only(await core.store.workspaces.listUsers(), '--user', (user) => user.email);
}

/** The member that is meant: the one named, else the only one that the workspace has. */
export async function chooseMember(core: Core, workspace: Workspace, named: User | undefined): Promise<User> {
  if (named) {
    if (await core.store.workspaces.findMember(workspace.id, named.id)) return named;
    throw new UsageError(`${named.email} is no member of the workspace ${workspace.slug}.`);
  }
  const members: User[] = [];
  for (const user of await core.store.workspaces.listUsers()) {
    if (await core.store.workspaces.findMember(workspace.id, user.id)) members.push(user);
  }
  return only(members, '--user', (user) => user.email);
}

const namesShownMax = 20;

function only<T>(items: readonly T[], option: string, nameOf: (item: T) => string): T {
  const [item, ...others] = items;
  if (item === undefined) throw new UsageError(`${option} is missing, and there is none to choose from.`);
  if (others.length === 0) return item;
  const names = items.slice(0, namesShownMax).map(nameOf).join(', ');
  throw new UsageError(
    `Say which one you mean with ${option}: ${names}${items.length > namesShownMax ? ', …' : ''}.`,
  );
}
