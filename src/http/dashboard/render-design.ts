import type { Code } from '../../core/codes/code.ts';
import type { EditedCode } from '../../core/codes/update.ts';
import type { Core } from '../../core/core.ts';
import { placeUsual } from '../../core/designs/advise.ts';
import type { Design } from '../../core/designs/design.ts';
import type { FoundProof } from '../../core/designs/prove.ts';
import { safeSizeOf } from '../../core/designs/safe-size.ts';
import { drawingOf } from '../../core/designs/source.ts';
import { renderCounted } from './render-code.ts';
import type { WireDesigned, WireProof } from './wire-designs.ts';

export function renderDesigned(core: Core, code: Code, proof: FoundProof | undefined): WireDesigned {
  const { text, design } = drawingOf(core, code);
  return {
    ...{ design, text, isPlain: code.design === null, version: code.designVersion },
    proof: proof === undefined ? null : renderProof(proof, design),
  };
}

export function renderProof(
  { report, stale, version, at }: Omit<WireProof, 'safeSize'>,
  design: Design,
): WireProof {
  return { report, stale, version, at, safeSize: safeSizeOf(report, design.quiet_zone, placeUsual) };
}

export async function renderEdited(core: Core, { code, warnings, seq }: EditedCode) {
  return { code: await renderCounted(core, code), warnings, seq };
}
