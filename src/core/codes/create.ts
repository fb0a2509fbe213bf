import { defaultNameOf, resolveContent } from '../content/registry.ts';
import type { ContentType, ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { AppError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireOpenWorkspace } from '../workspaces/access.ts';
import type { Code } from './code.ts';
import { randomSlug } from './slug.ts';
import { snapshot } from './snapshot.ts';

export interface NewCodeInput {
  readonly type: ContentType;
  /** Default: the destination's host, or the type's name. */
  readonly name?: string | undefined;
  readonly destination?: unknown;
  readonly content?: unknown;
  /** Chosen slug; default: a random one. */
  readonly slug?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly expiresAt?: number | null | undefined;
}

/**
 * Makes a code. The plan's limit and the slug are decided inside the transaction: of two requests for the last
 * free place one is refused.
 */
export async function createCode(core: Core, access: Access, input: NewCodeInput): Promise<Code> {
  const resolved = resolveContent(input.type, input, core.settings.content);
  return core.store.transact(async (tx) => {
    await requirePlace(core, tx, access);
    const code = await insertWithSlug(core, tx, access, input, resolved);
    const object = { object: 'code', objectId: code.id, workspaceId: access.workspace.id } as const;
    const at = code.createdAt;
    await tx.changes.append({ ...object, actor: access.actor, before: null, after: snapshot(code), at });
    return code;
  });
}

async function requirePlace(core: Core, tx: StoreWrites, access: Access): Promise<void> {
  const workspace = await requireOpenWorkspace(tx, access);
  const { codesMax } = core.settings.plans[workspace.plan];
  if (codesMax === null || (await tx.codes.countAll(workspace.id)) < codesMax) return;
  throw new AppError(
    'plan_limit_reached',
    `The ${workspace.plan} plan holds ${codesMax} codes. Delete one or change the plan; existing codes go on redirecting.`,
  );
}

const attemptsMax = 40;

async function insertWithSlug(
  core: Core,
  tx: StoreWrites,
  access: Access,
  input: NewCodeInput,
  resolved: ResolvedContent,
): Promise<Code> {
  const insert = (slug: string) => tx.codes.insert(newRow(core, access, input, resolved, slug));
  if (input.slug !== undefined) return (await insert(input.slug)) ?? refuseSlug(input.slug, insert);
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const code = await insert(randomSlug(core.random, attempt));
    if (code) return code;
  }
  throw new AppError('internal_error', 'No free slug was found');
}

/**
 * Which slugs are free, those of deleted codes not among them, only an insert can tell; the throw takes it back.
 */
async function refuseSlug(slug: string, insert: (slug: string) => Promise<Code | undefined>): Promise<never> {
  for (let number = 2; number <= 21; number += 1) {
    const free = await insert(`${slug.slice(0, 60)}-${number}`);
    if (free) throw new AppError('slug_taken', `This slug is taken. Try ${free.slug}.`);
  }
  throw new AppError('slug_taken', 'This slug is taken. Try another.');
}

function newRow(core: Core, access: Access, input: NewCodeInput, resolved: ResolvedContent, slug: string) {
  const at = core.clock.now();
  return {
    id: core.random.uuid(),
    workspaceId: access.workspace.id,
    domainId: 1,
    slug,
    type: input.type,
    name: input.name ?? defaultNameOf(input.type, resolved.destination),
    ...resolved,
    status: 'active',
    tags: input.tags ?? [],
    folderId: null,
    design: null as JsonObject | null,
    expiresAt: input.expiresAt ?? null,
    createdBy: access.actor.id,
    createdAt: at,
    updatedAt: at,
    trashedAt: null,
  } as const;
}
