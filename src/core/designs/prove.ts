import type { Code } from '../codes/code.ts';
import { encodedTextOf } from '../codes/links.ts';
import type { Core } from '../core.ts';
import { notFound } from '../errors.ts';
import type { StoreWrites } from '../store.ts';
import { type Access, getOpenWorkspace, requireOpenWorkspace } from '../workspaces/access.ts';
import type { ProofWatch } from './port.ts';
import type { ProofProfile, ProofReport } from './proof.ts';
import { proveInTurn } from './prove-in-turn.ts';
import type { PrintPlace } from './safe-size.ts';
import { pictureSourceOf } from './source.ts';
import type { StoredProof } from './stored.ts';

export interface FoundProof extends StoredProof {
  /** Of an older design, or of another text than the symbol says now. */
  readonly stale: boolean;
}

/** Looks at the code's exported files under simulated damage, and keeps what came of it. */
export async function proveCode(
  core: Core,
  access: Access,
  code: Code,
  profile: ProofProfile,
  watch: ProofWatch = {},
): Promise<FoundProof> {
  const { id } = await getOpenWorkspace(core.store, access);
  const report = await proveInTurn(core, id, await pictureSourceOf(core, code), profile, watch);
  const proof = await core.store.transact(async (tx) => {
    await requireOpenWorkspace(tx, access);
    if (!(await tx.codes.find(access.workspace.id, code.id))) throw notFound('QR code');
    return saveProof(core, tx, code, report);
  });
  return { ...proof, stale: false };
}

/** In the transaction that saves what was proved, or after it. */
export async function saveProof(
  core: Core,
  tx: StoreWrites,
  code: Code,
  report: ProofReport,
): Promise<StoredProof> {
  const { profile } = report;
  const textHash = textHashOf(core, code);
  const proof = { version: code.designVersion, profile, textHash, report, at: core.clock.now() };
  await tx.proofs.save(code.num, proof);
  return proof;
}

/** The fullest proof of the code as it is now, or else its last one, which is stale; undefined when there is none. */
export async function findProof(core: Core, code: Code): Promise<FoundProof | undefined> {
  const { proofs } = core.store;
  const textHash = textHashOf(core, code);
  const now = (await proofs.list(code.num, code.designVersion)).filter((one) => one.textHash === textHash);
  const fresh = now.find(({ profile }) => profile === 'full') ?? now[0];
  if (fresh !== undefined) return { ...fresh, stale: false };
  const last = await proofs.findLast(code.num);
  return last && { ...last, stale: true };
}

/**
 * Every condition of the newest proof as it was looked at: one picture.
 * @throws {AppError} not_found without a proof of the present design: of an older one nobody knows what it looked at
 */
export async function drawContactSheet(
  core: Core,
  code: Code,
  format: 'png' | 'pdf',
  { place, signal }: { readonly place?: PrintPlace; readonly signal?: AbortSignal } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const proof = await findProof(core, code);
  if (proof === undefined || proof.stale) throw notFound('A proof of the present design');
  return core.images.contactSheet(await pictureSourceOf(core, code), proof.report, format, signal, place);
}

/** What to mind of a code whose present design has failed a proof. */
export async function warningsOfProof(core: Core, code: Code): Promise<readonly string[]> {
  const proof = await findProof(core, code);
  if (proof === undefined || proof.stale || proof.report.ok) return [];
  const score = Math.round(proof.report.score);
  return [`The design failed its ${proof.profile} proof (${score} of 100).`, ...proof.report.warnings];
}

/** By which a proof is told from one of another text. */
export function textHashOf(core: Core, code: Code): string {
  return core.random.sha256(encodedTextOf(core.settings, code));
}
