import { setOperator } from '../../src/core/accounts/operators.ts';
import { blockHost } from '../../src/core/blocking/block.ts';
import { editMany } from '../../src/core/codes/bulk.ts';
import { createCode } from '../../src/core/codes/create.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import type { Core } from '../../src/core/core.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import { operatorOf } from '../../src/core/instance/operator.ts';
import { makeKey } from '../../src/core/keys/manage.ts';
import { createReport } from '../../src/core/reports/links.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import { inviteMember } from '../../src/core/workspaces/invitations.ts';
import type { Role } from '../../src/core/workspaces/roles.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import type { AskedObjects } from './dashboard-bodies.ts';
import { designCode } from './designed-code.ts';
import { operator } from './program.ts';

/** The cast: one of each role in a workspace with one object of each kind, a neighbour with another, an operator. */
export interface World {
  readonly workspace: Workspace;
  readonly people: Readonly<Record<Role | 'neighbour' | 'operator', User>>;
  readonly objects: AskedObjects;
  /** The neighbour's, in another workspace. */
  readonly foreign: AskedObjects;
  /** Raw text of the owner's key. */
  readonly rawKey: string;
  /** Address of the page of numbers that is shared. */
  readonly reportUrl: string;
}

/** @param text goes into every field that people fill in, for payloads that must stay text */
export async function fillWorld(core: Core, name: string, text = 'Plain'): Promise<World> {
  const user = (who: string) =>
    createUser(core, operator, { email: `${who}-${name}@example.com`, name: `${who} ${text}` });
  const [owner, neighbour] = [await user('owner'), await user('neighbour')];
  const newWorkspace = (ownerId: string, label: string) =>
    createWorkspace(core, operator, { name: `${label} ${text}`, plan: 'business', ownerId });
  const workspace = await newWorkspace(owner.id, name);
  const other = await newWorkspace(neighbour.id, `other ${name}`);
  const join = async (role: Role) => {
    const email = `${role}-${name}@example.com`;
    return createUser(core, operator, {
      email,
      name: `${role} ${text}`,
      workspace: { id: workspace.id, role },
    });
  };
  const [admin, member, viewer] = [await join('admin'), await join('member'), await join('viewer')];
  const chief = await user('operator');
  await setOperator(core, operator, chief.id, true);
  const host = `bad-${workspace.num}.example`;
  await blockHost(core, operatorOf({ ...chief, isOperator: true }), { host, reason: text });
  const filled = await fillWorkspace(core, await getAccess(core, owner, workspace.slug), member, text);
  const foreign = await fillWorkspace(core, await getAccess(core, neighbour, other.slug), neighbour, text);
  const people = { owner, admin, member, viewer, neighbour, operator: { ...chief, isOperator: true } };
  const { objects, rawKey, reportUrl } = filled;
  return { workspace, people, objects, foreign: foreign.objects, rawKey, reportUrl };
}

async function fillWorkspace(core: Core, access: Access, member: User, text: string) {
  const { workspace } = access;
  const folder = await createFolder(core, access, { name: `Folder ${text}`.slice(0, 60) });
  const code = await createCode(core, access, {
    ...{ type: 'url', name: `Code ${text}`, tags: ['spring', text.slice(0, 40)] },
    destination: `https://example.com/?q=${encodeURIComponent(text)}`,
  });
  const logo = await designCode(core, access, code, `Scan ${text}`);
  await updateCode(core, access, code.id, { name: `Renamed ${text}` });
  const change = (await core.store.changes.listAfter(0, 10_000)).findLast((one) => one.objectId === code.id);
  const trashed = await createCode(core, access, { type: 'url', destination: 'https://example.com/trash' });
  await editMany(core, access, { ids: [trashed.id] }, { do: 'trash' });
  const named = { name: `Key ${text}`.slice(0, 80), readOnly: false, expiresAt: null };
  const { raw } = await makeKey(core, access, { ...named, dialect: 'qra' });
  const own = await getAccess(core, member, workspace.slug);
  const { key } = await makeKey(core, own, { ...named, dialect: 'qr-track' });
  const { invitation } = await inviteMember(core, access, {
    email: `guest-${workspace.num}@example.com`,
    role: 'member',
  });
  const ofCode = { title: `Report ${text}`.slice(0, 80), set: { code: code.id }, days: 30, expiresAt: null };
  const { link: report, url: reportUrl } = await createReport(core, access, ofCode);
  const objects: AskedObjects = {
    ...{ code: code.id, codeSlug: code.slug, trashed: trashed.id, folder: folder.id, key: key.id },
    logo,
    ...{
      report: report.id,
      invitation: invitation.id,
      member: member.id,
      seq: change?.seq ?? 0,
      user: member.id,
    },
    ...{ workspaceId: workspace.id, workspaceSlug: workspace.slug },
  };
  return { objects, rawKey: raw, reportUrl };
}
