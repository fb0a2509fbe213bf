import type { DrawnLogo } from './logo.ts';
import type { Subject } from './subject.ts';
import type { Answer, Question } from './weigh-wire.ts';

/** Weighs designs beside the page, so that nothing waits for it. */
export interface Scales {
  /** The symbol and what the design costs of it: at once, or after the one before. */
  fit(subject: Subject, logo: DrawnLogo | null): Promise<Answer>;
  /** With what would help. */
  weigh(subject: Subject, logo: DrawnLogo | null): Promise<Answer>;
  close(): void;
}

/** Two threads: a symbol need not wait for what would help another. */
export function openScales(): Scales {
  const threads = { fit: openThread(), weigh: openThread() };
  return {
    fit: (subject, logo) => threads.fit.ask('fit', subject, logo),
    weigh: (subject, logo) => threads.weigh.ask('weigh', subject, logo),
    close() {
      threads.fit.close();
      threads.weigh.close();
    },
  };
}

function openThread() {
  const worker = new Worker(new URL('./weigh-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (answer: Answer) => void>();
  const sent = new Set<string>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  return {
    ask(task: Question['task'], subject: Subject, logo: DrawnLogo | null): Promise<Answer> {
      last += 1;
      const id = last;
      const pixels = logo === null || sent.has(logo.id) ? null : logo.pixels;
      if (logo !== null) sent.add(logo.id);
      const { text, design } = subject;
      const size = logo && { id: logo.id, width: logo.width, height: logo.height };
      const question: Question = { id, task, subject: { text, design, logo: size }, pixels };
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage(question);
      });
    },
    close: () => worker.terminate(),
  };
}
