import type { Core } from '../core.ts';
import { invalid } from '../errors.ts';
import { importKey } from '../keys/create.ts';
import type { ApiKey, Dialect } from '../keys/key.ts';
import type { User } from '../workspaces/workspace.ts';
import type { Operator } from './operator.ts';

export interface ImportedKey {
  readonly key: ApiKey;
  readonly userEmail: string | null;
}

export interface KeyToImport {
  readonly dialect: Dialect;
  /** Slug. */
  readonly workspace: string;
  /** Of the member that it acts as; qr-track keys always act as one. */
  readonly email?: string | undefined;
  readonly name: string;
  readonly raw: string;
}

/** Takes over a key made elsewhere, so that the programs that hold it keep working. */
export async function importInstanceKey(
  core: Core,
  actor: Operator,
  input: KeyToImport,
): Promise<ImportedKey> {
  const { dialect, name } = input;
  const workspace = (await core.store.workspaces.list()).find(({ slug }) => slug === input.workspace);
  if (!workspace) throw invalid('workspace', 'there is no workspace with this slug');
  const email = input.email?.trim();
  if (dialect === 'qr-track' && !email) {
    throw invalid('email', 'a qr-track key acts as a member: give the address of one');
  }
  const user = email ? await getMember(core, workspace.id, email) : null;
  const wanted = { dialect, workspaceId: workspace.id, userId: user?.id ?? null, name, expiresAt: null };
  return { key: await importKey(core, actor, wanted, input.raw.trim()), userEmail: user?.email ?? null };
}

async function getMember(core: Core, workspaceId: string, email: string): Promise<User> {
  const { workspaces } = core.store;
  const user = await workspaces.findUser(email);
  if (user && (await workspaces.findMember(workspaceId, user.id))) return user;
  throw invalid('email', 'nobody with this address is a member of the workspace');
}
