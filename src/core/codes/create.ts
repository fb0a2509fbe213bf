import { defaultNameOf, resolveContent } from '../content/registry.ts';
import type { ContentType, ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { AppError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, requireWritable } from '../workspaces/access.ts';
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
    await requirePlace(core, tx, access.workspace.id);
    const code = await insertWithSlug(core, tx, access, input, resolved);
    const object = { object: 'code', objectId: code.id, workspaceId: access.workspace.id } as const;
    const at = code.createdAt;
    await tx.changes.append({ ...object, actor: access.actor, before: null, after: snapshot(code), at });
    return code;
  });
}

async function requirePlace(core: Core, tx: StoreWrites, workspaceId: string): Promise<void> {
  await tx.workspaces.lock(workspaceId);
  const workspace = await tx.workspaces.find(workspaceId);
  if (!workspace) throw new AppError('not_found', 'Workspace not found');
  requireWritable(workspace);
  const { codesMax } = core.settings.plans[workspace.plan];
  if (codesMax === null || (await tx.codes.countAll(workspaceId)) < codesMax) return;
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
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const slug = input.slug ?? randomSlug(core.random, attempt);
    const code = await tx.codes.insert(newRow(core, access, input, resolved, slug));
    if (code) return code;
    if (input.slug !== undefined) {
      throw new AppError('slug_taken', `This slug is taken. Try ${await freeSlug(tx, input.slug)}.`);
    }
  }
  throw new AppError('internal_error', 'No free slug was found');
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

async function freeSlug(tx: StoreWrites, slug: string): Promise<string> {
  const candidates = Array.from({ length: 20 }, (_, n) => `${slug.slice(0, 60)}-${n + 2}`);
  const taken = await tx.codes.findByFoldedSlugs(candidates.map((candidate) => candidate.toLowerCase()));
  const takenSlugs = new Set(taken.map((code) => code.slug.toLowerCase()));
  return candidates.find((candidate) => !takenSlugs.has(candidate.toLowerCase())) ?? 'another';
}
