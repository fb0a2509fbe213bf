import { expect, test } from 'vitest';
import { plainDesign } from './design.ts';
import type { Images } from './port.ts';
import type { ProofReport } from './proof.ts';
import { proveInTurn } from './prove-in-turn.ts';

const source = { text: 'https://q.test/a', design: plainDesign, logo: null };
const report = { profile: 'quick', ok: true } as ProofReport;

/** Proofs that end when the test says so; none begins with a signal that is aborted. */
function openImages() {
  const begun: PromiseWithResolvers<ProofReport>[] = [];
  const prove: Images['prove'] = (_source, _profile, { signal } = {}) => {
    const proof = Promise.withResolvers<ProofReport>();
    begun.push(proof);
    if (signal?.aborted) proof.reject(signal.reason);
    signal?.addEventListener('abort', () => proof.reject(signal.reason));
    return proof.promise;
  };
  const images = { prove } as Images;
  const start = (workspaceId: string, signal?: AbortSignal) =>
    proveInTurn({ images }, workspaceId, source, 'quick', signal && { signal });
  return { begun, start };
}

/** Everything that can go on without the test has gone on by then. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('of a workspace one proof is under way and one waits; a third is refused, and other workspaces go on', async () => {
  const { begun, start } = openImages();
  const [first, second] = [start('a'), start('a')];
  await expect(start('a')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Two proofs of this workspace'),
  });
  const other = start('b');
  await settled();
  expect(begun).toHaveLength(2);
  begun[0]!.resolve(report);
  await first;
  await settled();
  expect(begun).toHaveLength(3);
  const third = start('a');
  await expect(start('a')).rejects.toMatchObject({ code: 'unavailable' });
  for (const index of [1, 2]) begun[index]!.resolve(report);
  await settled();
  begun[3]!.resolve(report);
  expect(await Promise.all([second, other, third])).toEqual([report, report, report]);
});

test('a proof that fails, is cut off, or never began gives its place back', async () => {
  const { begun, start } = openImages();
  const reason = new Error('gone');
  for (let round = 0; round < 3; round += 1) {
    const from = begun.length;
    const [running, waiting] = [new AbortController(), new AbortController()];
    const cut = start('a', running.signal);
    const leaving = start('a', waiting.signal);
    waiting.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    const next = start('a');
    running.abort(reason);
    await expect(cut).rejects.toBe(reason);
    await settled();
    // What left while it waited was never begun.
    expect(begun).toHaveLength(from + 2);
    begun.at(-1)!.reject(new Error('The thread died.'));
    await expect(next).rejects.toThrow('died');
    await expect(start('a', AbortSignal.abort(reason))).rejects.toBe(reason);
  }
  const last = start('a');
  await settled();
  begun.at(-1)!.resolve(report);
  expect(await last).toBe(report);
});

test('a proof whose reader goes just as its turn comes lets the next one begin', async () => {
  const { begun, start } = openImages();
  const abort = new AbortController();
  const first = start('a');
  const second = start('a', abort.signal);
  await settled();
  begun[0]!.resolve(report);
  await first;
  abort.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  const third = start('a');
  await settled();
  begun.at(-1)!.resolve(report);
  expect(await third).toBe(report);
});
