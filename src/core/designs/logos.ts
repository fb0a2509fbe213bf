import { usesLogo } from '../brand/brand.ts';
import { line } from '../content/fields.ts';
import { parseBySchema } from '../content/problems.ts';
import type { Core } from '../core.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import type { LogoImage } from './picture.ts';
import { logoIdField } from './schema.ts';
import type { Logo } from './stored.ts';

const logosMax = 200;
const nameCharactersMax = 255;

export interface NewLogo {
  readonly name?: string | undefined;
  /** As uploaded: PNG, JPEG, WebP or SVG. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface AddedLogo extends Logo {
  /** False for a picture that was there already. */
  readonly isNew: boolean;
}

/** The same picture twice is one logo, which keeps its first name. */
export async function addLogo(core: Core, access: Access, { name, bytes }: NewLogo): Promise<AddedLogo> {
  const checked = name === undefined ? 'Logo' : parseBySchema(line(nameCharactersMax), name, () => 'name');
  await getOpenWorkspace(core.store, access);
  const image = await core.images.readLogo(bytes);
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    return insertLogo(core, tx, access, checked, image);
  });
}

async function insertLogo(
  core: Core,
  tx: StoreWrites,
  access: Access,
  name: string,
  { id, width, height, png }: LogoImage,
): Promise<AddedLogo> {
  const { workspace, actor } = access;
  const at = core.clock.now();
  const logo: Logo = { id, name, width, height, createdAt: at };
  if (!(await tx.logos.insert(workspace.id, logo, png)))
    return { ...(await findKept(tx, workspace.id, id)), isNew: false };
  // The throw takes it back.
  if ((await tx.logos.list(workspace.id)).length > logosMax)
    throw invalid('', `A workspace holds ${logosMax} logos: delete one that no code uses.`);
  const object = { object: 'logo', objectId: id, workspaceId: workspace.id } as const;
  await tx.changes.append({ ...object, actor, before: null, after: { name, width, height }, at });
  return { ...logo, isNew: true };
}

async function findKept(tx: StoreWrites, workspaceId: string, id: string): Promise<Logo> {
  const logo = await tx.logos.find(workspaceId, id);
  if (logo === undefined) throw new AppError('unavailable', 'This logo is just being deleted: try again.');
  return logo;
}

/** Newest first. */
export function listLogos(core: Core, access: Access): Promise<readonly Logo[]> {
  return core.store.logos.list(access.workspace.id);
}

export async function getLogo(core: Core, access: Access, id: string): Promise<Logo> {
  const logo = await findLogo(core.store, access, id);
  if (logo === undefined) throw notFound('Logo');
  return logo;
}

function findLogo({ logos }: StoreReads, { workspace }: Access, id: string): Promise<Logo | undefined> {
  return isLogoId(id) ? logos.find(workspace.id, id) : Promise.resolve(undefined);
}

function isLogoId(id: string): boolean {
  return logoIdField.safeParse(id).success;
}

export async function getLogoImage(core: Core, access: Access, id: string): Promise<LogoImage> {
  const image = isLogoId(id) ? await core.store.logos.findImage(access.workspace.id, id) : undefined;
  if (image === undefined) throw notFound('Logo');
  return image;
}

/** Earlier designs of a code may have it all the same: they cannot be restored then. */
export async function deleteLogo(core: Core, access: Access, id: string): Promise<void> {
  const { workspace, actor } = access;
  await core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const logo = await findLogo(tx, access, id);
    if (logo === undefined) throw notFound('Logo');
    const users = await tx.codes.countWithLogo(workspace.id, id);
    if (users > 0) {
      const codes = users === 1 ? '1 code uses' : `${users} codes use`;
      throw new AppError('in_use', `${codes} this logo. Give them another design first.`);
    }
    const brand = await tx.brands.find(workspace.id);
    if (brand !== undefined && usesLogo(brand, id)) {
      const message = 'The brand of this workspace uses this logo. Choose another for it, or none, first.';
      throw new AppError('in_use', message);
    }
    await tx.logos.delete(workspace.id, id);
    const { name, width, height } = logo;
    const object = { object: 'logo', objectId: id, workspaceId: workspace.id } as const;
    const at = core.clock.now();
    await tx.changes.append({ ...object, actor, before: { name, width, height }, after: null, at });
  });
}
