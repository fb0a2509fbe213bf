import type { Actor } from '../changes/change.ts';
import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { type Claim, settle } from '../idempotency/once.ts';
import type { JsonObject } from '../json.ts';
import type { PlanName } from '../limits/plans.ts';
import { parseName } from '../names.ts';
import type { StoreWrites } from '../store.ts';
import { actorOf } from './access.ts';
import type { Role } from './roles.ts';
import type { User, Workspace } from './workspace.ts';

export interface NewWorkspace {
  readonly name: string;
  readonly plan?: PlanName;
  readonly ownerId: string;
}

/** The slug is made from the name; a number is added when it is taken. */
export async function createWorkspace(core: Core, actor: Actor, input: NewWorkspace): Promise<Workspace> {
  return core.store.transact((tx) => insertWorkspace(core, tx, actor, input));
}

/** Workspaces that one user can own: enough for an agency, and too few to fill the instance with. */
const ownedMax = 20;

export interface OwnWorkspace {
  readonly name: string;
  /** Makes the workspace once, however often it is asked for. */
  readonly once?: Claim | undefined;
}

/** For anybody with an account, who owns it from then on. */
export async function createOwnWorkspace(
  core: Core,
  user: User,
  { name, once }: OwnWorkspace,
): Promise<Workspace> {
  const made = once?.objectId ?? null;
  if (made !== null) return getOwn(core, user, made);
  return core.store.transact(async (tx) => {
    await tx.workspaces.lockUser(user.id);
    if ((await tx.workspaces.countOwned(user.id)) >= ownedMax)
      throw new AppError(
        'plan_limit_reached',
        `You own ${ownedMax} workspaces, which is as many as one person can. Delete one, or hand one over.`,
      );
    const workspace = await insertWorkspace(core, tx, actorOf(user), { name, ownerId: user.id });
    await settle(tx, once, workspace.id);
    return workspace;
  });
}

/** What the user has made is shown to whoever is in it still. */
async function getOwn({ store }: Core, user: User, id: string): Promise<Workspace> {
  const memberships = await store.workspaces.listMemberships(user.id);
  const own = memberships.find(({ workspace }) => workspace.id === id);
  if (!own) throw notFound('Workspace');
  return own.workspace;
}

/** Within a transaction of the caller. */
export async function insertWorkspace(
  core: Core,
  tx: StoreWrites,
  actor: Actor,
  input: NewWorkspace,
): Promise<Workspace> {
  const name = parseName(input.name);
  const at = core.clock.now();
  const base = slugOfName(name);
  const plan = input.plan ?? core.settings.defaultPlan;
  for (let attempt = 1; attempt <= 1000; attempt += 1) {
    const slug = attempt === 1 ? base : `${base}-${attempt}`;
    const row = { id: core.random.uuid(), name, slug, plan, lockedAt: null, createdAt: at };
    const workspace = await tx.workspaces.insert(row);
    if (!workspace) continue;
    const member = { workspaceId: workspace.id, userId: input.ownerId, role: 'owner' as Role, createdAt: at };
    await tx.workspaces.insertMember(member);
    const after = { name, slug, plan };
    const object = { object: 'workspace', objectId: workspace.id, workspaceId: workspace.id } as const;
    await tx.changes.append({ ...object, actor, before: null, after, at });
    return workspace;
  }
  throw new AppError('already_exists', `Too many workspaces are named ${name}. Choose another name.`);
}

function slugOfName(name: string): string {
  const slug = name
    .normalize('NFKD')
    // Accents are characters of their own now: without them the letters stay together.
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'workspace' : slug;
}

export function setPlan(core: Core, actor: Actor, { id }: Workspace, plan: PlanName): Promise<void> {
  return operateWorkspace(core, actor, id, { plan });
}

/** A locked workspace's codes go on redirecting, and nothing in it can be changed by the APIs. At once on every node. */
export function setLocked(core: Core, actor: Actor, { id }: Workspace, locked: boolean): Promise<void> {
  return operateWorkspace(core, actor, id, { locked });
}

export interface WorkspaceOperation {
  readonly plan?: PlanName | undefined;
  readonly locked?: boolean | undefined;
}

/** As `setPlan` and `setLocked`: all of it happens or none. */
export async function operateWorkspace(
  core: Core,
  actor: Actor,
  id: string,
  { plan, locked }: WorkspaceOperation,
): Promise<void> {
  await core.store.transact(async (tx) => {
    await tx.workspaces.lock(id);
    const current = await tx.workspaces.find(id);
    if (!current) throw notFound('Workspace');
    const change = {
      object: 'workspace',
      objectId: id,
      workspaceId: id,
      actor,
      at: core.clock.now(),
    } as const;
    if (plan !== undefined && plan !== current.plan) {
      await tx.workspaces.setPlan(id, plan);
      await tx.changes.append({ ...change, before: { plan: current.plan }, after: { plan } });
    }
    if (locked !== undefined && locked !== (current.lockedAt !== null)) {
      const lockedAt = locked ? change.at : null;
      await tx.workspaces.setLocked(id, lockedAt);
      await tx.changes.append({ ...change, before: { lockedAt: current.lockedAt }, after: { lockedAt } });
    }
  });
}

/** A workspace that a user joins, with a role. */
export interface Joining {
  readonly id: string;
  readonly role: Role;
}

export interface NewUser {
  readonly email: string;
  readonly name?: string;
  readonly workspace?: Joining;
  /** Makes the user once, however often they are asked for. */
  readonly once?: Claim | undefined;
}

/** Signs that RFC 5322 (3.2.3, `specials`) has for more than an address: what is around it, or between two. */
const oneAddress = /^[^\s@\p{Cc}()<>[\]:;\\,"]+@[^\s@\p{Cc}()<>[\]:;\\,"]+$/u;

/** In the form that accounts are found by. */
export function parseEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (oneAddress.test(email) && email.length <= 254) return email;
  throw invalid('email', 'use an address such as name@example.com');
}

export async function createUser(core: Core, actor: Actor, input: NewUser): Promise<User> {
  const email = parseEmail(input.email);
  return core.store.transact(async (tx) => {
    // Before anything is written, so that of two transactions none waits for the other's rows with the lock.
    if (input.workspace) {
      await tx.workspaces.lock(input.workspace.id);
      await requireSeat(core, tx, input.workspace.id);
    }
    const user = await insertUser(core, tx, actor, email, input);
    await settle(tx, input.once, user.id);
    return user;
  });
}

export function addressTaken(email: string): AppError {
  return new AppError('already_exists', `A user with the address ${email} exists already.`);
}

/** Adds somebody who has an account to a workspace. */
export async function addMember(core: Core, actor: Actor, user: User, workspace: Joining): Promise<void> {
  await core.store.transact(async (tx) => {
    await tx.workspaces.lock(workspace.id);
    if (await tx.workspaces.findMember(workspace.id, user.id)) {
      throw new AppError('already_exists', `${user.email} is a member of this workspace already.`);
    }
    await requireSeat(core, tx, workspace.id);
    await insertMember(tx, actor, user, workspace, core.clock.now());
  });
}

/** For whoever holds the workspace's lock, so that the seat stays free until it is taken. */
export async function requireSeat(core: Core, tx: StoreWrites, workspaceId: string): Promise<void> {
  const workspace = await tx.workspaces.find(workspaceId);
  if (!workspace) throw notFound('Workspace');
  const { seatsMax } = core.settings.plans[workspace.plan];
  if (seatsMax === null || (await tx.workspaces.countMembers(workspaceId)) < seatsMax) return;
  const seats = seatsMax === 1 ? '1 member' : `${seatsMax} members`;
  throw new AppError(
    'plan_limit_reached',
    `The ${workspace.plan} plan has room for ${seats}, and ${workspace.slug} has as many. Change its plan to add more.`,
  );
}

/** Within a transaction of the caller. @param email as `parseEmail` gives it */
export async function insertUser(
  core: Core,
  tx: StoreWrites,
  actor: Actor,
  email: string,
  input: NewUser,
): Promise<User> {
  const at = core.clock.now();
  const user: User = {
    id: core.random.uuid(),
    email,
    name: input.name?.trim() ? parseName(input.name) : email,
    createdAt: at,
    isOperator: false,
    disabledAt: null,
    language: null,
    theme: 'system',
  };
  if (!(await tx.workspaces.insertUser(user))) {
    throw addressTaken(email);
  }
  const workspaceId = input.workspace?.id ?? null;
  const after = { email, name: user.name };
  await tx.changes.append({
    object: 'user',
    objectId: user.id,
    workspaceId,
    actor,
    before: null,
    after,
    at,
  });
  if (input.workspace) await insertMember(tx, actor, user, input.workspace, at);
  return user;
}

/** @param how what the log is to say beside the role */
export async function insertMember(
  tx: StoreWrites,
  actor: Actor,
  user: User,
  { id, role }: Joining,
  at: number,
  how: JsonObject = {},
): Promise<void> {
  await tx.workspaces.insertMember({ workspaceId: id, userId: user.id, role, createdAt: at });
  const after = { user: user.id, role, ...how };
  const object = { object: 'member', objectId: user.id, workspaceId: id } as const;
  await tx.changes.append({ ...object, actor, before: null, after, at });
}

const system: Actor = { kind: 'system', id: null, name: 'First start' };

/** Who owns the first workspace until somebody sets up an account. */
export const placeholder = { email: 'owner@localhost', name: 'Owner' } as const;

/** A workspace and its owner exist from the first start, so that the APIs can be used at once. */
export async function ensureDefaultWorkspace(core: Core): Promise<void> {
  try {
    await insertDefaultWorkspace(core);
  } catch (error) {
    // Of two nodes that start for the first time at once, the other one has made them.
    if (!(error instanceof AppError) || error.code !== 'already_exists') throw error;
  }
}

async function insertDefaultWorkspace(core: Core): Promise<void> {
  await core.store.transact(async (tx) => {
    if ((await tx.workspaces.list()).length > 0) return;
    const users = await tx.workspaces.listUsers();
    const owner =
      users.find(({ disabledAt }) => disabledAt === null) ??
      users.find(({ email }) => email === placeholder.email) ??
      (await insertUser(core, tx, system, placeholder.email, placeholder));
    await insertWorkspace(core, tx, system, { name: 'Default', ownerId: owner.id });
  });
}
