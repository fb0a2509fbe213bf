import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RouteName } from '../../src/http/dashboard/wire.ts';
import { toast } from '../parts/toasts.tsx';
import { ask } from '../state/api.ts';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';

/** Whose answers say something of how codes look. */
const stale: readonly RouteName[] = [
  'GET /w/:workspace/codes/:code/design',
  'GET /w/:workspace/codes/:code/designs',
  'GET /w/:workspace/codes/:code',
  'GET /w/:workspace/codes/:code/history',
  'GET /w/:workspace/codes/:code/advice',
  'GET /w/:workspace/codes',
];

/** After a code was given another design: everything that shows it is asked for anew, and a toast takes it back. */
export function useDone(): (said: string, seq: number | null) => Promise<void> {
  const client = useQueryClient();
  const workspace = useWorkspace();
  const { t } = useTranslation('design');
  const textOf = useProblemText();
  const refresh = async () => {
    await Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
  const undo = async (seq: number) => {
    try {
      await ask('POST /w/:workspace/undo', { params: { workspace }, body: { seqs: [seq] } });
      toast({ text: t('undone') });
    } catch (error) {
      toast({ text: textOf(error as Error), tone: 'problem' });
    }
    await refresh();
  };
  return (said, seq) => {
    toast({ text: said, ...(seq !== null && { action: { label: t('undo'), run: () => void undo(seq) } }) });
    return refresh();
  };
}
