import { useCallback, useEffect, useRef, useState } from 'react';
import { nameOf, saveFile } from '../parts/save-file.ts';
import { AskError } from '../state/api.ts';
import type { CountBytes } from './count-entries.ts';

export type FileRun =
  | { readonly step: 'idle' }
  /** `total` is 0 until the server has begun. */
  | { readonly step: 'running'; readonly done: number; readonly total: number; readonly bytes: number }
  | { readonly step: 'saved'; readonly done: number; readonly bytes: number }
  | { readonly step: 'failed'; readonly error: Error };

export interface FileOrder {
  ask(signal: AbortSignal): Promise<Response>;
  /** Header that says how many parts there will be. */
  readonly totalIn: string;
  /** Counts parts of the file as it comes. */
  readonly count: CountBytes;
  readonly name: string;
}

/** Gathered bytes that are made one piece, which the browser may lay on disk. */
const gatherBytes = 8_000_000;

/** Loads a large file while it is made, tells how far it is, and saves it. */
export function useFileRun() {
  const [run, setRun] = useState<FileRun>({ step: 'idle' });
  const stop = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    stop.current?.abort();
    setRun({ step: 'idle' });
  }, []);
  // Whoever leaves the page wants nothing any more.
  useEffect(() => () => stop.current?.abort(), []);
  const start = useCallback(async (order: FileOrder) => {
    stop.current?.abort();
    stop.current = new AbortController();
    const { signal } = stop.current;
    setRun({ step: 'running', done: 0, total: 0, bytes: 0 });
    try {
      const { file, name, done } = await load(order, signal, setRun);
      saveFile(file, name);
      setRun({ step: 'saved', done, bytes: file.size });
    } catch (error) {
      if (!signal.aborted) setRun({ step: 'failed', error: asAskError(error) });
    }
  }, []);
  return { run, start, cancel };
}

async function load(
  { ask, totalIn, count, name }: FileOrder,
  signal: AbortSignal,
  tell: (run: FileRun) => void,
): Promise<{ readonly file: Blob; readonly name: string; readonly done: number }> {
  const response = await ask(signal);
  const total = Number(response.headers.get(totalIn) ?? 0);
  const type = response.headers.get('Content-Type') ?? '';
  let file = new Blob([], { type });
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let [gathered, bytes, done] = [0, 0, 0];
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    pieces.push(read.value);
    gathered += read.value.length;
    bytes += read.value.length;
    done = count(read.value);
    tell({ step: 'running', done, total, bytes });
    if (gathered < gatherBytes) continue;
    file = new Blob([file, ...pieces], { type });
    [pieces, gathered] = [[], 0];
  }
  return { file: new Blob([file, ...pieces], { type }), name: nameOf(response, name), done };
}

/** A file that was cut off is no fault of the page. */
function asAskError(error: unknown): Error {
  if (error instanceof AskError) return error;
  return new AskError(0, { code: 'unavailable', error: 'The file was cut off. Try again.' });
}
