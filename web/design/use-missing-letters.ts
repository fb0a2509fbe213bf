import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Design } from '../../src/http/dashboard/wire-designs.ts';
import { getPlainDesign } from '../drawing/subject.ts';
import { ask } from '../state/api.ts';
import { useWorkspace } from '../state/session.tsx';
import { useDraft, useRoom } from './designer-room.tsx';

const restMs = 600;

/** Letters of the frame's words that no font has, which the server alone can tell. */
export function useMissingLetters(): readonly string[] {
  const workspace = useWorkspace();
  const { text } = useRoom();
  const [frameText] = useDebouncedValue(
    useDraft(({ design }) => design.frame?.text.trim() ?? ''),
    restMs,
  );
  const { data } = useQuery({
    queryKey: ['letters', workspace, frameText],
    enabled: frameText !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    async queryFn({ signal }) {
      const { missingLetters = [] } = await ask('POST /w/:workspace/budget', {
        params: { workspace },
        body: { text, design: designWith(frameText) },
        signal,
      });
      return missingLetters;
    },
  });
  return (frameText !== '' && data) || [];
}

function designWith(text: string): Design {
  const place = { shape: 'text', position: 'bottom' } as const;
  const frame = { ...place, text, color: '#000000', text_color: '#ffffff' };
  return { ...getPlainDesign(), error_correction: 'auto', frame };
}
