import { requireOpenTargets } from '../blocking/block.ts';
import { currentTargetOf, resolveContent } from '../content/registry.ts';
import type { ResolvedContent } from '../content/types.ts';
import type { Core } from '../core.ts';
import type { Design } from '../designs/design.ts';
import { getDesignVersion, keepVersion } from '../designs/history.ts';
import { type Judgement, judgeDrawing, requireLogo } from '../designs/judge.ts';
import { findProof, saveProof, warningsOfProof } from '../designs/prove.ts';
import { parseDesign } from '../designs/schema.ts';
import { drawingOf } from '../designs/source.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { requireExpiry } from '../expiry.ts';
import { requireFolder } from '../folders/require-folder.ts';
import { sameJson } from '../json.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import { type Code, type CodeStatus, statusAt } from './code.ts';
import type { WeighedCode } from './create.ts';
import { getCode } from './list.ts';
import { asSaved, changeOfCode } from './snapshot.ts';

/** Absent and undefined mean "leave"; null means "take away" where that is possible. */
export interface CodeEdit {
  readonly name?: string | undefined;
  readonly destination?: unknown;
  readonly content?: unknown;
  readonly status?: CodeStatus | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Null: in none. */
  readonly folderId?: string | null | undefined;
  readonly expiresAt?: number | null | undefined;
  /** As `parseDesign` takes it, over the present one or the one that is restored; null: plain again. */
  readonly design?: unknown;
  /** Version of an earlier design to go back to. */
  readonly restore?: number | undefined;
  /** Refuses every edit of what fails a proof: that which is known of it, or else a quick one. */
  readonly requireProof?: boolean | undefined;
}

export interface EditedCode extends WeighedCode {
  /** Of its change, by which it can be undone; null where nothing differed. */
  readonly seq: number | null;
}

/** As `updateWeighedCode`, for whoever has nobody to warn. */
export async function updateCode(core: Core, access: Access, id: string, edit: CodeEdit): Promise<Code> {
  return (await updateWeighedCode(core, access, id, edit)).code;
}

/** How often a code may be drawn otherwise by others while it is judged. */
const attemptsMax = 3;

/**
 * Changes a code; `updatedAt` moves, and the log of changes grows, only when something really differs. Rejects with the
 * signal's reason when it is aborted during a proof.
 */
export async function updateWeighedCode(
  core: Core,
  access: Access,
  id: string,
  edit: CodeEdit,
  signal?: AbortSignal,
): Promise<EditedCode> {
  const { requireProof: _how, ...changes } = edit;
  if (Object.values(changes).every((value) => value === undefined)) {
    throw invalid(
      '',
      'Nothing to change: send at least one of name, destination, content, status, tags, folder_id, expires_at, design. require_proof alone is no change.',
    );
  }
  requireExpiry('expires_at', edit.expiresAt ?? null);
  const wish: Wish = { ...edit, earlier: await findEarlier(core, access, id, edit) };
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const judgement = await judgeEdit(core, access, id, wish, signal);
    const saved = await saveEdit(core, access, id, wish, judgement);
    if (saved === undefined) continue;
    const found = judgement === undefined ? [] : await warningsOfProof(core, saved.code);
    return { ...saved, warnings: [...new Set([...(judgement?.warnings ?? []), ...found])] };
  }
  throw new AppError('unavailable', 'Others are changing this code as well: try again.');
}

interface Wish extends CodeEdit {
  /** The design that is restored, null being plain; undefined where none is. */
  readonly earlier: Design | null | undefined;
}

/** Versions never change: once is enough, however often the edit is tried. */
async function findEarlier(
  core: Core,
  access: Access,
  id: string,
  { restore }: CodeEdit,
): Promise<Design | null | undefined> {
  if (restore === undefined) return undefined;
  const code = await getCode(core, access, id);
  return (await getDesignVersion(core, code, restore)).design;
}

/** Undefined where nothing is drawn anew, or nothing but a plain symbol that nobody wants proved. */
async function judgeEdit(
  core: Core,
  access: Access,
  id: string,
  edit: Wish,
  signal: AbortSignal | undefined,
): Promise<Judgement | undefined> {
  const { design, earlier, destination, content, requireProof = false } = edit;
  const isDesigned = design !== undefined || earlier !== undefined;
  const isRedrawn = isDesigned || destination !== undefined || content !== undefined;
  if (!isRedrawn && !requireProof) return undefined;
  const current = await core.store.codes.find(access.workspace.id, id);
  if (!current) throw notFound('QR code');
  const edited = applyEdit(core, current, edit);
  const isNew = isDrawnAnew(core, current, edited);
  if (!isNew && !isDesigned && !requireProof) return undefined;
  if (edited.design === null && !requireProof) return undefined;
  await getOpenWorkspace(core.store, access);
  const found = isNew || !requireProof ? undefined : await findProof(core, current);
  const known = found === undefined || found.stale ? undefined : found.report;
  return judgeDrawing(core, access.workspace.id, drawingOf(core, edited), { requireProof, known, signal });
}

function isDrawnAnew(core: Core, before: Code, after: Code): boolean {
  return !sameJson(drawingOf(core, before), drawingOf(core, after));
}

/** Undefined when the code has changed since it was judged, so that something else would be saved. */
async function saveEdit(
  core: Core,
  access: Access,
  id: string,
  edit: Wish,
  judgement: Judgement | undefined,
): Promise<Omit<EditedCode, 'warnings'> | undefined> {
  return core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    const current = await tx.codes.find(access.workspace.id, id);
    if (!current) throw notFound('QR code');
    const edited = applyEdit(core, current, edit);
    if (judgement !== undefined && !sameJson(judgement.drawing, drawingOf(core, edited))) return undefined;
    const at = core.clock.now();
    const code = asSaved(current, edited, at);
    if (code === undefined) return { code: current, seq: null };
    if (edited.folderId !== current.folderId) await requireFolder(tx, access, edited.folderId);
    // A code whose host was blocked later can still be renamed, paused or sorted.
    if (!sameJson(targetOf(current), targetOf(edited))) {
      await requireOpenTargets(tx, edited.type, edited, core.settings.content);
    }
    await tx.codes.update(code);
    if (code.designVersion !== current.designVersion) {
      await requireLogo(tx, access.workspace.id, code.design);
      await keepVersion(tx, code, access.actor, at);
    }
    if (judgement?.proof) await saveProof(core, tx, code, judgement.proof);
    return { code, seq: await tx.changes.append(changeOfCode(access, { before: current, after: code }, at)) };
  });
}

function targetOf({ href, content }: Code) {
  return { href, content };
}

function applyEdit(core: Core, code: Code, edit: Wish): Code {
  const { name = code.name, tags = code.tags } = edit;
  const folderId = edit.folderId === undefined ? code.folderId : (edit.folderId?.toLowerCase() ?? null);
  // Of a whole object that is sent back, the status it shows is no wish: its date alone may have expired it.
  const isShown = edit.expiresAt !== undefined && edit.status === statusAt(code, core.clock.now());
  const status = isShown ? code.status : (edit.status ?? code.status);
  const expiresAt = expiresAtAfter(code, edit, core.clock.now());
  const content = editContent(core, code, edit);
  return { ...code, name, status, tags, folderId, expiresAt, ...content, ...editDesign(code, edit) };
}

/** A design that equals the present one is no new version. */
function editDesign(code: Code, { design: input, earlier }: Wish): Pick<Code, 'design' | 'designVersion'> {
  const { design: current, designVersion } = code;
  const base = earlier === undefined ? current : earlier;
  const design: Design | null =
    input === undefined ? base : input === null ? null : parseDesign(input, base ?? undefined);
  const isSame = sameJson(current, design);
  return isSame ? { design: current, designVersion } : { design, designVersion: designVersion + 1 };
}

/** Any status may follow any other: a date that has passed goes where it would hold a new status up. */
export function expiresAtAfter(
  code: Code,
  edit: Pick<CodeEdit, 'status' | 'expiresAt'>,
  nowMs: number,
): number | null {
  const { expiresAt = code.expiresAt, status } = edit;
  const isPast = code.expiresAt !== null && code.expiresAt <= nowMs;
  const isHeldUp = isPast && status !== undefined && status !== statusAt(code, nowMs);
  return isHeldUp && expiresAt === code.expiresAt ? null : expiresAt;
}

/**
 * A destination or content that equals the current one is no edit, so that a whole object which was read,
 * edited in one of the two and sent back means just that one.
 */
function editContent(core: Core, code: Code, edit: CodeEdit): ResolvedContent {
  const { destination, href, content } = code;
  const shown = currentTargetOf(code, core.settings.content);
  const isSame = edit.destination === destination || edit.destination === shown;
  const newDestination = isSame ? undefined : edit.destination;
  const newContent = edit.content === undefined || sameJson(edit.content, content) ? undefined : edit.content;
  if (newDestination === undefined && newContent === undefined) return { destination, href, content };
  if (newDestination !== undefined && newContent !== undefined) {
    throw invalid('content', 'destination and content were both changed: send the one that is to count');
  }
  const input = newContent === undefined ? { destination: newDestination } : { content: newContent };
  return resolveContent(code.type, input, core.settings.content);
}
