import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { WireCode } from '../../src/http/dashboard/wire-codes.ts';
import type { Design, WireProof, WireProofEvent } from '../../src/http/dashboard/wire-designs.ts';
import { AskError, ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { keyOf } from '../state/use-ask.ts';
import { readJsonLines } from './read-lines.ts';

type Profile = WireProof['report']['profile'];

export interface Proving {
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly error: Error | null;
  /** Of a draft, which the server keeps no proof of. */
  readonly tried: { readonly design: Design; readonly proof: WireProof } | null;
  /** @param design a draft; null: the design that the code has */
  run(profile: Profile, design: Design | null): Promise<void>;
  cancel(): void;
}

/** Looks at the design under simulated damage: some seconds, which can be cut short. */
export function useProof(code: WireCode): Proving {
  const client = useQueryClient();
  const params = { workspace: useWorkspace(), code: code.id };
  const under = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<Proving['progress']>(null);
  const [error, setError] = useState<Error | null>(null);
  const [tried, setTried] = useState<Proving['tried']>(null);
  useEffect(() => () => under.current?.abort(), []);
  const run: Proving['run'] = async (profile, design) => {
    const abort = new AbortController();
    under.current = abort;
    setError(null);
    setProgress({ done: 0, total: 0 });
    try {
      const body = { profile, ...(design && { design }) };
      const answer = await ask('POST /w/:workspace/codes/:code/proof', {
        ...{ params, body, signal: abort.signal },
      });
      const proof = await readProof(answer, setProgress);
      if (design) setTried({ design, proof });
      else await client.invalidateQueries({ queryKey: keyOf('GET /w/:workspace/codes/:code/design') });
    } catch (thrown) {
      if (!abort.signal.aborted) setError(thrown as Error);
    }
    setProgress(null);
  };
  return { progress, error, tried, run, cancel: () => under.current?.abort() };
}

async function readProof(
  answer: Response,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<WireProof> {
  if (answer.body)
    for await (const event of readJsonLines<WireProofEvent>(answer.body)) {
      if (event.kind === 'progress') onProgress({ done: event.done, total: event.total });
      else if (event.kind === 'failed') throw new AskError(400, event.error);
      else return event.proof;
    }
  throw new AskError(0, { code: 'unavailable', error: 'The proof broke off. Try again.' });
}
