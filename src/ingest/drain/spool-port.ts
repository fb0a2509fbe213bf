import type { MessagePort } from 'node:worker_threads';
import type { DrainReply, DrainRequest, FixedBatch } from '../spool/messages.ts';

export interface SpoolPort {
  fix(hitsMax: number): Promise<FixedBatch | null>;
  release(lastSeq: number): Promise<void>;
  /** Resolves when the spool, found empty, has hits again. */
  more(): Promise<void>;
  /** Whether the spool's thread is gone. */
  lost(): boolean;
}

/** Requests to the spool's thread, one at a time. */
export function connectSpool(port: MessagePort): SpoolPort {
  let answer: { resolve: (reply: DrainReply) => void; reject: (error: Error) => void } | undefined;
  let more: { resolve: () => void; reject: (error: Error) => void } | undefined;
  let hasMore = false;
  let isLost = false;
  port.on('message', (reply: DrainReply) => {
    if (reply.t !== 'more') return answer?.resolve(reply);
    hasMore = true;
    more?.resolve();
  });
  port.on('close', () => {
    isLost = true;
    const error = new Error('the spool thread ended');
    answer?.reject(error);
    more?.reject(error);
  });
  const ask = async (request: DrainRequest) => {
    if (isLost) throw new Error('the spool thread ended');
    const reply = await new Promise<DrainReply>((resolve, reject) => {
      answer = { resolve, reject };
      port.postMessage(request);
    });
    if (reply.t !== 'more' && reply.error) throw new Error(reply.error.message);
    return reply;
  };
  return {
    lost: () => isLost,
    async fix(hitsMax) {
      hasMore = false;
      const reply = await ask({ t: 'fix', hitsMax });
      return reply.t === 'fixed' ? reply.batch : null;
    },
    release: async (lastSeq) => void (await ask({ t: 'release', lastSeq })),
    more: () =>
      hasMore
        ? Promise.resolve()
        : new Promise((resolve, reject) => (more = { resolve: () => resolve(), reject })),
  };
}
