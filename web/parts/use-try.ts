import { useProblemText } from '../state/problem-text.ts';
import { toast } from './toasts.tsx';

/** Does something that nobody waits for, and says so if it fails. */
export function useTry(): (run: () => Promise<void>) => Promise<void> {
  const textOf = useProblemText();
  return async (run) => {
    try {
      await run();
    } catch (error) {
      toast({ text: textOf(error as Error), tone: 'problem' });
    }
  };
}
