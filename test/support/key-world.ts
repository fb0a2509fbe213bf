import { setDisabled } from '../../src/core/accounts/operators.ts';
import { createCode } from '../../src/core/codes/create.ts';
import type { Core } from '../../src/core/core.ts';
import { addLogo } from '../../src/core/designs/logos.ts';
import { createFolder } from '../../src/core/folders/folders.ts';
import { createKey, type NewKey, revokeKey } from '../../src/core/keys/create.ts';
import { type Dialect, dialects } from '../../src/core/keys/key.ts';
import { createReport } from '../../src/core/reports/links.ts';
import { type Access, getAccess } from '../../src/core/workspaces/access.ts';
import { createUser, createWorkspace } from '../../src/core/workspaces/create.ts';
import { type Rights, type Role, roles } from '../../src/core/workspaces/roles.ts';
import type { User, Workspace } from '../../src/core/workspaces/workspace.ts';
import { svg } from './hostile-pictures.ts';
import { operator, type TestProgram } from './program.ts';

/** Keys that work in the workspace, and what each may. */
export const liveKeys = {
  workspace: { role: 'admin', readOnly: false },
  owner: { role: 'owner', readOnly: false },
  admin: { role: 'admin', readOnly: false },
  member: { role: 'member', readOnly: false },
  viewer: { role: 'viewer', readOnly: false },
  readOnly: { role: 'owner', readOnly: true },
} as const satisfies Readonly<Record<string, Rights>>;

/** Keys that do not: `gone` is of somebody who has left, `other` of the other dialect. */
export const deadKeys = ['revoked', 'expired', 'disabled', 'gone', 'other', 'unknown'] as const;

/** Raw texts. */
export type Keyring = Readonly<
  Record<keyof typeof liveKeys | (typeof deadKeys)[number] | 'neighbour', string>
>;

/** What stands in the workspace, and in no other. */
export interface QraObjects {
  readonly code: string;
  readonly slug: string;
  readonly folder: string;
  readonly logo: string;
  readonly tag: string;
  readonly report: string;
}

export const nobodysObjects: QraObjects = {
  code: '019f0000-0000-7000-8000-000000000000',
  slug: 'nobodys-slug',
  folder: '019f0000-0000-7000-8000-000000000000',
  logo: '0'.repeat(64),
  tag: 'nobodys-tag',
  report: '019f0000-0000-7000-8000-000000000000',
};

export interface KeyWorld {
  readonly workspace: Workspace;
  readonly access: Access;
  readonly objects: QraObjects;
  readonly keys: Readonly<Record<Dialect, Keyring>>;
}

/** A workspace with one object of each kind and one key of each kind, beside a neighbour's. */
export async function openKeyWorld(program: TestProgram): Promise<KeyWorld> {
  const { core } = program;
  const owner = await createUser(core, operator, { email: 'owner@keys.example' });
  const workspace = await createWorkspace(core, operator, {
    name: 'Keys',
    plan: 'business',
    ownerId: owner.id,
  });
  const access = await getAccess(core, owner, workspace.slug);
  const cast = await makeCast(core, workspace, owner);
  const neighbour = await createUser(core, operator, { email: 'neighbour@keys.example' });
  const next = { name: 'Next door', plan: 'business', ownerId: neighbour.id } as const;
  const other = await createWorkspace(core, operator, next);
  const rings = new Map<Dialect, Keyring>();
  for (const dialect of dialects)
    rings.set(dialect, await makeKeyring(core, dialect, cast, workspace, neighbour, other));
  await setDisabled(core, operator, cast.disabled.id, true);
  await core.store.transact((tx) => tx.workspaces.deleteMember(workspace.id, cast.gone.id));
  const objects = await makeObjectsIn(core, access, 'spring', 'code folder logo report');
  return { workspace, access, objects, keys: Object.fromEntries(rings) as KeyWorld['keys'] };
}

type Cast = Readonly<Record<Role | 'disabled' | 'gone', User>>;

async function makeCast(core: Core, { id }: Workspace, owner: User): Promise<Cast> {
  const join = (name: string, role: Role) =>
    createUser(core, operator, { email: `${name}@keys.example`, workspace: { id, role } });
  const others = roles.filter((role) => role !== 'owner');
  const joined = await Promise.all(others.map(async (role) => [role, await join(role, role)] as const));
  const [disabled, gone] = [await join('disabled', 'owner'), await join('gone', 'owner')];
  return { owner, ...Object.fromEntries(joined), disabled, gone } as Cast;
}

async function makeKeyring(
  core: Core,
  dialect: Dialect,
  cast: Cast,
  workspace: Workspace,
  neighbour: User,
  next: Workspace,
): Promise<Keyring> {
  const make = async (user: User | null, changes: Partial<NewKey> = {}) => {
    // A qr-track key always acts as a user: its workspace's is its owner's.
    const userId = user?.id ?? (dialect === 'qra' ? null : cast.owner.id);
    const input = { dialect, workspaceId: workspace.id, userId, name: 'Key', expiresAt: null, ...changes };
    return createKey(core, operator, input);
  };
  const revoked = await make(cast.owner);
  await revokeKey(core, operator, revoked.key);
  const raws: [string, { raw: string }][] = [
    ['workspace', await make(null)],
    ['readOnly', await make(cast.owner, { readOnly: true })],
    ['revoked', revoked],
    ['expired', await make(cast.owner, { expiresAt: core.clock.now() - 1 })],
    ['disabled', await make(cast.disabled)],
    ['gone', await make(cast.gone)],
    ['other', await make(cast.owner, { dialect: dialect === 'qra' ? 'qr-track' : 'qra' })],
    ['unknown', { raw: `${dialect === 'qra' ? 'qrf_live_' : 'qrt_'}${'x'.repeat(32)}` }],
    ['neighbour', await make(neighbour, { workspaceId: next.id })],
  ];
  for (const role of roles) raws.push([role, await make(cast[role])]);
  return Object.fromEntries(raws.map(([name, { raw }]) => [name, raw])) as unknown as Keyring;
}

/** Fresh ones for a route which changes them: those that its path speaks of. */
export function makeObjects(program: TestProgram, world: KeyWorld, path: string): Promise<QraObjects> {
  const tag = program.core.random.text('abcdefgh', 12);
  const needs = `${path.startsWith('/qr/') || path.startsWith('/tags') ? 'code' : ''} ${path}`;
  return makeObjectsIn(program.core, world.access, tag, needs, world.objects);
}

/** @param needs the kinds that are to be made; of the others there are those of `otherwise` */
async function makeObjectsIn(
  core: Core,
  access: Access,
  tag: string,
  needs: string,
  otherwise = nobodysObjects,
): Promise<QraObjects> {
  const objects = { ...otherwise, tag };
  if (needs.includes('folder'))
    objects.folder = (await createFolder(core, access, { name: `Secret ${tag}` })).id;
  if (needs.includes('logo'))
    objects.logo = (await addLogo(core, access, { name: 'Secret', bytes: drawDot(core) })).id;
  if (needs.includes('code')) {
    const made = await createCode(core, access, {
      ...{ type: 'url', name: 'Secret', destination: 'https://example.com/secret', tags: [tag] },
      design: { preset: 'ocean' },
    });
    Object.assign(objects, { code: made.id, slug: made.slug });
  }
  if (needs.includes('report')) {
    const ofAll = { title: 'Secret', set: {}, days: 30, expiresAt: null };
    objects.report = (await createReport(core, access, ofAll)).link.id;
  }
  return objects;
}

/** A logo that no other is the same as: the same picture twice would be one. */
function drawDot({ random }: Core): Uint8Array<ArrayBuffer> {
  const color = random.sha256(random.uuid()).slice(0, 6);
  return Uint8Array.from(svg(`<circle cx="50" cy="50" r="50" fill="#${color}"/>`));
}
