import { z } from 'zod';
import { shortUrlOf } from '../codes/links.ts';
import { usualSlug } from '../codes/slug.ts';
import { parseBySchema } from '../content/problems.ts';
import type { Core } from '../core.ts';
import type { Design } from '../designs/design.ts';
import { judgeDrawing, requireLogo } from '../designs/judge.ts';
import { colorField, designField, logoIdField, parseDesign } from '../designs/schema.ts';
import { invalid } from '../errors.ts';
import { type JsonObject, sameJson } from '../json.ts';
import type { StoreReads } from '../store.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import { type Brand, noBrand } from './brand.ts';

export const brandColorsMax = 12;

/** What is left out stays as it is. */
export const brandEditField = z.strictObject({
  colors: z
    .array(colorField)
    .max(brandColorsMax)
    .refine((colors) => new Set(colors).size === colors.length, 'must hold each colour once')
    .optional(),
  logo: logoIdField.nullable().optional(),
  design: designField.nullable().optional(),
});

export interface SavedBrand {
  readonly brand: Brand;
  /** What to mind of the default design, on a link of usual length. */
  readonly warnings: readonly string[];
}

export async function getBrand(core: Core, access: Access): Promise<Brand> {
  return (await core.store.brands.find(access.workspace.id)) ?? noBrand;
}

/** Codes that exist keep their looks. */
export async function saveBrand(core: Core, access: Access, input: unknown): Promise<SavedBrand> {
  const { colors, logo, design: wish } = parseBySchema(brandEditField, input);
  const design = wish === undefined || wish === null ? wish : parseDesign(wish);
  await getOpenWorkspace(core.store, access, 'workspace:edit');
  const warnings = design ? await warningsOf(core, access, design) : [];
  return core.store.transact(async (tx) => {
    const { id } = await requireOpenWorkspace(tx, access, 'workspace:edit');
    const before = (await tx.brands.find(id)) ?? noBrand;
    const edit = { ...(colors && { colors }), ...(logo !== undefined && { logo }) };
    const after: Brand = { ...before, ...edit, ...(design !== undefined && { design }) };
    if (sameJson(snapshot(before), snapshot(after))) return { brand: before, warnings };
    await requireOwnLogo(tx, id, after.logo);
    await requireLogo(tx, id, after.design);
    const at = core.clock.now();
    const brand = { ...after, updatedAt: at };
    await tx.brands.save(id, brand);
    const object = { object: 'brand', objectId: id, workspaceId: id, actor: access.actor } as const;
    await tx.changes.append({ ...object, before: snapshot(before), after: snapshot(brand), at });
    return { brand, warnings };
  });
}

async function warningsOf(core: Core, access: Access, design: Design): Promise<readonly string[]> {
  const drawing = { text: shortUrlOf(core.settings, usualSlug), design };
  return (await judgeDrawing(core, access.workspace.id, drawing, { requireProof: false })).warnings;
}

async function requireOwnLogo(reads: StoreReads, workspaceId: string, id: string | null): Promise<void> {
  if (id === null || (await reads.logos.find(workspaceId, id)) !== undefined) return;
  throw invalid('logo', 'this workspace has no logo with this id');
}

function snapshot({ colors, logo, design }: Brand): JsonObject {
  return { colors, logo, design: design as JsonObject | null };
}
