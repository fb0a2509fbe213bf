import type { Code } from '../../src/core/codes/code.ts';
import { updateCode } from '../../src/core/codes/update.ts';
import type { Core } from '../../src/core/core.ts';
import type { ProofReport } from '../../src/core/designs/proof.ts';
import { saveProof } from '../../src/core/designs/prove.ts';
import type { Access } from '../../src/core/workspaces/access.ts';
import { matrixNumber } from '../../src/qr/proof/matrix.ts';

/** Eight by eight px of one colour. */
const square =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEklEQVQY02PgKg7/jw8zjAwFAN8ddMHEaM/eAAAAAElFTkSuQmCC';

/** What a proof of seconds might have found, with one picture to look at again. */
const report: ProofReport = {
  profile: 'quick',
  matrix: matrixNumber,
  symbol: { version: 4, errorCorrection: 'H', mask: 2, size: 33 },
  decoders: ['zxing'],
  conditions: [
    {
      ...{ id: 'none-png', damage: 'none', label: 'the PNG as it is', format: 'png' },
      readings: { zxing: 'read' },
    },
  ],
  ...{ passed: 1, total: 1, score: 100, ok: true, weakest: null, warnings: [], modulePxMin: 2, tookMs: 1 },
};

/** Gives a code a design with a frame, and a proof of it; gives the workspace a logo that no code has, and its id. */
export async function designCode(core: Core, access: Access, code: Code, words: string): Promise<string> {
  const frame = { text: words.slice(0, 60).toWellFormed() };
  const designed = await updateCode(core, access, code.id, { design: { preset: 'badge', frame } });
  // No other workspace's is the same.
  const id = core.random.sha256(access.workspace.id);
  const logo = { id, name: words, width: 8, height: 8, createdAt: core.clock.now() };
  await core.store.transact(async (tx) => {
    await saveProof(core, tx, designed, report);
    await tx.logos.insert(access.workspace.id, logo, Uint8Array.from(Buffer.from(square, 'base64')));
  });
  return id;
}
