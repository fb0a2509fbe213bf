import { useTranslation } from 'react-i18next';
import type { BodyOf } from '../../src/http/dashboard/wire.ts';
import { toast } from '../parts/toasts.tsx';
import { useProblemText } from '../state/problem-text.ts';
import { useWorkspace } from '../state/session.tsx';
import { useTell } from '../state/use-ask.ts';

type Fields = BodyOf<'PUT /w/:workspace/brand'>;

/** Changes some fields of the brand, and says so. */
export function useSaveBrand(): {
  readonly busy: boolean;
  save(fields: Fields, said?: string, onRefused?: () => void): void;
} {
  const { t } = useTranslation('design');
  const textOf = useProblemText();
  const params = { workspace: useWorkspace() };
  const tell = useTell('PUT /w/:workspace/brand', ['GET /w/:workspace/brand']);
  return {
    busy: tell.isPending,
    save(fields, said = t('brand.saved'), onRefused = () => {}) {
      tell.mutate(
        { params, body: fields },
        {
          onSuccess: () => toast({ text: said }),
          onError(error) {
            toast({ text: textOf(error), tone: 'problem' });
            onRefused();
          },
        },
      );
    },
  };
}
