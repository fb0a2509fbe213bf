import { requireOpenTargets } from '../blocking/block.ts';
import { findDefaultDesign } from '../brand/brand.ts';
import { warningsOfDefault } from '../brand/weigh-default.ts';
import { defaultNameOf, resolveContent } from '../content/registry.ts';
import type { ContentType, ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import { type Design, plainDesign } from '../designs/design.ts';
import { keepVersion } from '../designs/history.ts';
import { type Judgement, judgeDrawing, requireLogo } from '../designs/judge.ts';
import { saveProof } from '../designs/prove.ts';
import { parseDesign } from '../designs/schema.ts';
import { AppError } from '../errors.ts';
import { requireExpiry } from '../expiry.ts';
import { requireFolder } from '../folders/require-folder.ts';
import { type Claim, settle } from '../idempotency/once.ts';
import type { StoreReads, StoreWrites } from '../store.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Code } from './code.ts';
import { encodedTextOf } from './links.ts';
import { getCode } from './list.ts';
import { randomSlug } from './slug.ts';
import { changeOfCode } from './snapshot.ts';
import { suggestSlug, takenMessage } from './suggest-slug.ts';

export interface NewCodeInput {
  readonly type: ContentType;
  /** Default: the destination's host, or the type's name. */
  readonly name?: string | undefined;
  readonly destination?: unknown;
  readonly content?: unknown;
  /** Chosen slug; default: a random one. */
  readonly slug?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Null or absent: in none. */
  readonly folderId?: string | null | undefined;
  readonly expiresAt?: number | null | undefined;
  /** As `parseDesign` takes it; null: plain; undefined: that of the workspace's brand. */
  readonly design?: unknown;
  /** Refuses what fails a quick proof. */
  readonly requireProof?: boolean | undefined;
  /** Makes the code once, however often it is asked for. */
  readonly once?: Claim | undefined;
}

/** A code as it was saved, with what to mind of its design; empty where there is nothing. */
export interface WeighedCode {
  readonly code: Code;
  readonly warnings: readonly string[];
}

/** As `createWeighedCode`, for whoever has nobody to warn: the brand's design is not weighed. */
export async function createCode(core: Core, access: Access, input: NewCodeInput): Promise<Code> {
  return (await create(core, access, input, { isWarned: false })).code;
}

/**
 * Makes a code. The plan's limit and the slug are decided inside the transaction: of two requests for the last
 * free place one is refused. Rejects with the signal's reason when it is aborted during a proof, or while the brand's
 * design is weighed.
 */
export function createWeighedCode(
  core: Core,
  access: Access,
  input: NewCodeInput,
  signal?: AbortSignal,
): Promise<WeighedCode> {
  return create(core, access, input, { isWarned: true, signal });
}

interface CreateOptions {
  readonly isWarned: boolean;
  readonly signal?: AbortSignal | undefined;
}

async function create(
  core: Core,
  access: Access,
  input: NewCodeInput,
  { isWarned, signal }: CreateOptions,
): Promise<WeighedCode> {
  const made = input.once?.objectId ?? null;
  if (made !== null) return { code: await getCode(core, access, made), warnings: [] };
  requireExpiry('expires_at', input.expiresAt ?? null);
  const resolved = resolveContent(input.type, input, core.settings.content);
  const { design: wish } = input;
  const design = wish === undefined || wish === null ? wish : parseDesign(wish);
  const draft: Draft = { ...input, resolved, design };
  if (!design && !input.requireProof) {
    const code = await saveNew(core, access, draft);
    // A code that asks for nothing is not refused for the brand's design: it is there when that is weighed.
    return { code, warnings: isWarned ? await warningsOfDefault(core, code, signal) : [] };
  }
  const workspace = await getOpenWorkspace(core.store, access);
  await requirePlace(core, core.store, workspace);
  const drawn = { ...draft, design: await designOf(core.store, workspace.id, draft) };
  if (input.requireProof && input.slug === undefined) return createProved(core, access, drawn, signal);
  return createJudged(core, access, drawn, input.slug ?? randomSlug(core.random, 0), signal);
}

/** What a row is made of. */
type DraftFields = Pick<Drawn, 'type' | 'name' | 'resolved' | 'design' | 'tags' | 'folderId' | 'expiresAt'>;

interface Draft extends Omit<NewCodeInput, 'design'> {
  readonly resolved: ResolvedContent;
  readonly design: Design | null | undefined;
}

/** With the design that it will have. */
interface Drawn extends Draft {
  readonly design: Design | null;
}

function designOf(reads: StoreReads, workspaceId: string, { design }: Draft): Promise<Design | null> {
  return design === undefined ? findDefaultDesign(reads, workspaceId) : Promise.resolve(design);
}

/** What is proved is what is printed: the slug is drawn before, and drawn and proved again should it be taken. */
async function createProved(
  core: Core,
  access: Access,
  draft: Drawn,
  signal: AbortSignal | undefined,
): Promise<WeighedCode> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const slug = randomSlug(core.random, attempt);
    try {
      return await createJudged(core, access, { ...draft, slug }, slug, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'slug_taken')) throw error;
    }
  }
  throw noFreeSlug();
}

async function createJudged(
  core: Core,
  access: Access,
  draft: Drawn,
  slug: string,
  signal: AbortSignal | undefined,
): Promise<WeighedCode> {
  const { type, resolved, design, requireProof = false } = draft;
  const text = encodedTextOf(core.settings, { type, content: resolved.content, slug });
  const drawing = { text, design: design ?? plainDesign };
  const judgement = await judgeDrawing(core, access.workspace.id, drawing, { requireProof, signal });
  return { code: await saveNew(core, access, draft, judgement), warnings: judgement.warnings };
}

function saveNew(core: Core, access: Access, draft: Draft, judgement?: Judgement): Promise<Code> {
  return core.store.transact(async (tx) => {
    await requirePlace(core, tx, await requireOpenWorkspace(tx, access));
    await requireOpenTargets(tx, draft.type, draft.resolved, core.settings.content);
    const design = await designOf(tx, access.workspace.id, draft);
    await requireLogo(tx, access.workspace.id, design);
    const folderId = await requireFolder(tx, access, draft.folderId ?? null);
    const code = await insertWithSlug(core, tx, access, { ...draft, design, folderId });
    const at = code.createdAt;
    if (code.design !== null) await keepVersion(tx, code, access.actor, at);
    if (judgement?.proof) await saveProof(core, tx, code, judgement.proof);
    await tx.changes.append(changeOfCode(access, { before: null, after: code }, at));
    await settle(tx, draft.once, code.id);
    return code;
  });
}

/** Only of a workspace that is held does the answer stand. */
export async function requirePlace(
  core: Core,
  reads: StoreReads,
  workspace: Workspace,
  codes = 1,
): Promise<void> {
  if (await hasPlace(core, reads, workspace, codes)) return;
  throw new AppError('plan_limit_reached', noPlaceMessage(core, workspace));
}

export async function hasPlace(
  core: Core,
  reads: StoreReads,
  workspace: Workspace,
  codes: number,
): Promise<boolean> {
  const { codesMax } = core.settings.plans[workspace.plan];
  return codesMax === null || (await reads.codes.countAll(workspace.id)) + codes <= codesMax;
}

export function noPlaceMessage(core: Core, { plan }: Workspace): string {
  const { codesMax } = core.settings.plans[plan];
  return `The ${plan} plan holds ${codesMax} codes. Delete one or change the plan; existing codes go on redirecting.`;
}

export const attemptsMax = 40;

async function insertWithSlug(core: Core, tx: StoreWrites, access: Access, draft: Drawn): Promise<Code> {
  const insert = (slug: string) => tx.codes.insert(newRow(core, access, draft, slug));
  if (draft.slug !== undefined) return (await insert(draft.slug)) ?? refuseSlug(tx, draft.slug);
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const code = await insert(randomSlug(core.random, attempt));
    if (code) return code;
  }
  throw noFreeSlug();
}

export function noFreeSlug(): AppError {
  return new AppError('internal_error', 'No free slug was found');
}

async function refuseSlug(tx: StoreWrites, slug: string): Promise<never> {
  throw new AppError('slug_taken', takenMessage(await suggestSlug(tx, slug)));
}

export function newRow(core: Core, access: Access, draft: DraftFields, slug: string) {
  const { type, name, resolved, design, tags = [], folderId = null, expiresAt = null } = draft;
  const at = core.clock.now();
  return {
    id: core.random.uuid(),
    workspaceId: access.workspace.id,
    domainId: 1,
    slug,
    type,
    name: name ?? defaultNameOf(type, resolved.destination),
    ...resolved,
    status: 'active',
    tags,
    folderId,
    design,
    designVersion: design === null ? 0 : 1,
    expiresAt,
    createdBy: access.actor.id,
    createdAt: at,
    updatedAt: at,
    trashedAt: null,
    suspendedAt: null,
    suspendedReason: null,
  } as const;
}
